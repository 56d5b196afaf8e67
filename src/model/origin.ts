import { fileURLToPath } from "node:url";
import type { Position } from "../diagnostics/diagnostic.js";

/** Where in the user's source something was defined. */
export interface Place extends Position {
  readonly file: string;
}

/** How many stack frames are kept: enough to get from the deepest helper of the library out to the user's line. */
const depth = 12;

/** The folder this package runs from (`dist/` or `src/`): frames in there are never the user's line. */
const packageFolder = new URL("..", import.meta.url).href;

/**
 * Remembers where a definition was made. The stack is kept unread: reading it is what costs, and only a diagnostic
 * ever needs it.
 */
export class Origin {
  readonly #error: Error;
  #frames: readonly Frame[] | undefined;

  constructor() {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = depth;
    this.#error = new Error("defined here");
    Error.stackTraceLimit = limit;
  }

  /** The first line outside this package, or undefined when there is none. */
  get place(): Place | undefined {
    const frame = this.#read().find(({ own }) => !own);
    return frame && { file: frame.file, line: frame.line, column: frame.column };
  }

  /**
   * Whether the code that called the function making this origin is the user's own, not the library's. Only then does
   * the text of a template literal stand in the user's file.
   */
  get written(): boolean {
    const frames = this.#read();
    const made = frames.findIndex(({ file }) => !isMaker(file));
    return made !== -1 && !frames[made]!.own;
  }

  #read(): readonly Frame[] {
    this.#frames ??= readFrames(this.#error.stack ?? "");
    return this.#frames;
  }
}

/** One line of a stack. */
export interface Frame extends Place {
  /** Whether it is the package's own, not the user's. */
  readonly own: boolean;
}

const makers = ["origin", "promql", "logql"].map((name) => new RegExp(`/model/${name}\\.(?:js|ts)$`));

function isMaker(file: string): boolean {
  return makers.some((maker) => maker.test(file));
}

/** The frames of a stack that lie in files, innermost first. */
export function readFrames(stack: string): Frame[] {
  const frames: Frame[] = [];
  for (const line of stack.split("\n")) {
    const match = /^\s+at (?:.*\()?((?:file:\/\/|\/|[A-Za-z]:\\).*?):(\d+):(\d+)\)?$/.exec(line);
    if (!match) continue;
    const url = match[1]!.startsWith("file://") ? match[1]! : new URL(`file://${match[1]!}`).href;
    frames.push({
      file: fileURLToPath(url),
      line: Number(match[2]),
      column: Number(match[3]),
      own: url.startsWith(packageFolder),
    });
  }
  return frames;
}
