import { fileURLToPath } from "node:url";
import type { Position } from "../../diagnostics/diagnostic.js";
import { codeFolder } from "../../package-folder.js";

/** Where in the user's source something was defined. */
export interface Place extends Position {
  readonly file: string;
}

/** How many stack frames are looked at: nearly always a few are enough; the deepest helper of the library needs more. */
const depths = [5, 16];

/** The folder this package runs from (`dist/` or `src/`): frames in there are never the user's line. */
const packageUrl = codeFolder.href;
const packagePath = fileURLToPath(packageUrl);

/**
 * Remembers where a definition was made: the first line outside this package. There are tens of thousands of them, so
 * only the frame is kept; which line of which source that is, is found when a diagnostic asks.
 */
export class Origin {
  #frame: NodeJS.CallSite | undefined;
  #show: Show;
  #place: Place | undefined;
  /**
   * Whether the code that called `maker` is the user's own, not the library's. Only then does the text of a template
   * literal stand in the user's file.
   */
  readonly written: boolean;

  constructor(maker: (...args: never[]) => unknown = Origin as never) {
    const { frame, isFirst, show } = userFrame(maker);
    this.#frame = frame;
    this.#show = show;
    this.written = isFirst;
  }

  /** Undefined when no line outside this package had a part in it. */
  get place(): Place | undefined {
    if (this.#frame) this.#place = sourceOf(this.#frame, this.#show);
    this.#frame = undefined;
    return this.#place;
  }
}

/** How the program shows a stack: with the lines of the source, where it knows them. */
type Show = typeof Error.prepareStackTrace;

function userFrame(maker: (...args: never[]) => unknown) {
  const { stackTraceLimit, prepareStackTrace: show } = Error;
  const holder: { stack?: unknown } = {};
  let frame: NodeJS.CallSite | undefined;
  let isFirst = false;
  Error.prepareStackTrace = (_, sites) => {
    frame = sites.find(isOutside);
    isFirst = frame !== undefined && frame === sites[0];
  };
  for (const depth of depths) {
    Error.stackTraceLimit = depth;
    Error.captureStackTrace(holder, maker);
    void holder.stack;
    if (frame) break;
  }
  Error.stackTraceLimit = stackTraceLimit;
  Error.prepareStackTrace = show;
  return { frame, isFirst, show };
}

function isOutside(site: NodeJS.CallSite): boolean {
  const file = site.getFileName();
  return !!file && !file.startsWith("node:") && !file.startsWith(packageUrl) && !file.startsWith(packagePath);
}

function sourceOf(site: NodeJS.CallSite, show: Show): Place | undefined {
  const shown = show ? String(show(new Error(), [site])) : `    at ${site}`;
  const frame = readFrames(shown)[0];
  return frame && { file: frame.file, line: frame.line, column: frame.column };
}

/** One line of a stack. */
export interface Frame extends Place {
  /** Whether it is the package's own, not the user's. */
  readonly own: boolean;
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
      own: url.startsWith(packageUrl),
    });
  }
  return frames;
}
