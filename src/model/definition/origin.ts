import { fileURLToPath } from "node:url";
import type { Position, Span } from "../../diagnostics/diagnostic.js";
import { codeFolder } from "../../package-folder.js";
import type { OptionProblem } from "./option-table.js";

/** A position in a source file of the user. */
export interface SourcePosition extends Position {
  readonly file: string;
}

/** Stack depths to try in turn: seven calls of eight are found in the first; some are nested deeper in the library. */
const depths = [10, 16];

/** The folder this package runs from (`dist/` or `src/`): its frames are never the user's line. */
const packageUrl = codeFolder.href;
const packagePath = fileURLToPath(packageUrl);

/**
 * The position at which a definition was written: the first stack frame outside this package. A project has tens of thousands of
 * definitions, so only the frame is kept; it is mapped to a line of the source when a diagnostic needs it.
 */
export class Origin {
  #frame: NodeJS.CallSite | undefined;
  #format: FormatStack;
  #position: SourcePosition | undefined;
  /**
   * True if the user's code itself called `maker`, not the library on its behalf. Only then is the text of a template
   * literal in the user's file.
   */
  readonly isInUserCode: boolean;
  /** The options of the call that are wrong; undefined if all are valid. */
  readonly wrongOptions: WrongOptions | undefined;

  constructor(maker: (...args: never[]) => unknown = Origin as never, wrongOptions?: WrongOptions) {
    const { frame, isFirst, format } = isGenerating ? nowhere : findUserFrame(maker);
    this.#frame = frame;
    this.#format = format;
    this.isInUserCode = isFirst;
    this.wrongOptions = wrongOptions;
  }

  /** Undefined if no frame outside this package was on the stack. */
  get position(): SourcePosition | undefined {
    if (this.#frame) this.#position = mapToSource(this.#frame, this.#format);
    this.#frame = undefined;
    return this.#position;
  }

  /** The position as a diagnostic has it. */
  get span(): Span | undefined {
    const { position } = this;
    return position && { file: position.file, start: { line: position.line, column: position.column } };
  }
}

let isGenerating = false;
const nowhere: UserFrame = { frame: undefined, isFirst: false, format: Error.prepareStackTrace };

/** Runs code that generates definitions by itself: no line of the user made them, so none is searched for. */
export function generate<Result>(run: () => Result): Result {
  const outer = isGenerating;
  isGenerating = true;
  try {
    return run();
  } finally {
    isGenerating = outer;
  }
}

/** The problems with the options of a call. */
export interface WrongOptions {
  /** The index of the argument that holds the options. */
  readonly argument: number;
  readonly problems: readonly OptionProblem[];
}

/** Formats a stack, mapped to the lines of the sources where source maps are enabled. */
type FormatStack = typeof Error.prepareStackTrace;

/** The first frame of the user on the stack, and whether it is the first at all. */
interface UserFrame {
  readonly frame: NodeJS.CallSite | undefined;
  readonly isFirst: boolean;
  readonly format: FormatStack;
}

function findUserFrame(maker: (...args: never[]) => unknown): UserFrame {
  const { stackTraceLimit, prepareStackTrace: format } = Error;
  const holder: { stack?: unknown } = {};
  let frame: NodeJS.CallSite | undefined;
  let isFirst = false;
  let height = 0;
  Error.prepareStackTrace = (_, sites) => {
    height = sites.length;
    frame = sites.find(isOutside);
    isFirst = frame !== undefined && frame === sites[0];
  };
  for (const depth of depths) {
    Error.stackTraceLimit = depth;
    Error.captureStackTrace(holder, maker);
    void holder.stack;
    if (frame || height < depth) break;
  }
  Error.stackTraceLimit = stackTraceLimit;
  Error.prepareStackTrace = format;
  return { frame, isFirst, format };
}

function isOutside(site: NodeJS.CallSite): boolean {
  const file = site.getFileName();
  return !!file && !file.startsWith("node:") && !file.startsWith(packageUrl) && !file.startsWith(packagePath);
}

function mapToSource(site: NodeJS.CallSite, format: FormatStack): SourcePosition | undefined {
  const stack = format ? String(format(new Error(), [site])) : `    at ${site}`;
  const frame = parseStack(stack)[0];
  return frame && { file: frame.file, line: frame.line, column: frame.column };
}

/** One line of a stack. */
export interface StackFrame extends SourcePosition {
  /** True if it lies in this package, not in the user's code. */
  readonly isOwn: boolean;
}

/** Parses a stack: the frames that lie in files, innermost first. */
export function parseStack(stack: string): StackFrame[] {
  const frames: StackFrame[] = [];
  for (const line of stack.split("\n")) {
    const match = /^\s+at (?:.*\()?((?:file:\/\/|\/|[A-Za-z]:\\).*?):(\d+):(\d+)\)?$/.exec(line);
    if (!match) continue;
    const url = match[1]!.startsWith("file://") ? match[1]! : new URL(`file://${match[1]!}`).href;
    frames.push({
      file: fileURLToPath(url),
      line: Number(match[2]),
      column: Number(match[3]),
      isOwn: url.startsWith(packageUrl),
    });
  }
  return frames;
}
