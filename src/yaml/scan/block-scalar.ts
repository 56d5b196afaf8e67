import { YamlFailure } from "../failure.js";
import { breakLength, breakText, isBlank, isBreak, isBreakOrEnd, isDigit, SPACE, TAB } from "./characters.js";
import type { ScannedScalar, Trace } from "./scanned-scalar.js";

const HASH = 0x23;
const PLUS = 0x2b;
const MINUS = 0x2d;
const PIPE = 0x7c;

interface Header {
  readonly next: number;
  readonly keep: boolean;
  readonly strip: boolean;
  /** The indentation indicator; 0 if the first line determines the indentation. */
  readonly indent: number;
}

interface Gap {
  readonly next: number;
  readonly lineStart: number;
  readonly breaks: string;
  readonly indent: number;
}

/** Scans a `|` or `>` scalar in a block at column `parentIndent` (-1 at the top level). */
export function scanBlock(source: string, start: number, parentIndent: number, trace?: Trace): ScannedScalar {
  const literal = source.charCodeAt(start) === PIPE;
  const header = readHeader(source, start);
  if (!isBreak(source.charCodeAt(header.next))) {
    return { value: "", end: header.next, next: header.next, lineStart: -1, endedByLine: true };
  }
  const floor = Math.max(parentIndent, 0);
  const firstLine = header.next + breakLength(source, header.next);
  let gap = skipEmptyLines(source, firstLine, header.indent === 0 ? 0 : floor + header.indent, parentIndent, start);
  const { indent } = gap;
  let value = "";
  let pendingBreak = "";
  let pendingFrom = firstLine;
  let wasBlank = false;
  let end = header.next;
  while (gap.next - gap.lineStart === indent && source.charCodeAt(gap.next) !== 0) {
    const isIndentedFurther = isBlank(source.charCodeAt(gap.next));
    const folds = !literal && !wasBlank && !isIndentedFurther && pendingBreak === "\n";
    const before = (folds ? (gap.breaks === "" ? " " : "") : pendingBreak) + gap.breaks;
    if (before !== "") trace?.(pendingFrom, gap.next - pendingFrom, before.length);
    wasBlank = isIndentedFurther;
    end = endOfLine(source, gap.next);
    trace?.(gap.next, end - gap.next, end - gap.next);
    value += before + source.slice(gap.next, end);
    pendingFrom = end;
    pendingBreak = isBreak(source.charCodeAt(end)) ? breakText(source, end) : "";
    const nextLine = pendingBreak === "" ? end : end + breakLength(source, end);
    gap = skipEmptyLines(source, nextLine, indent, parentIndent, start, pendingBreak === "" ? gap.lineStart : nextLine);
  }
  const tail = (header.strip ? "" : pendingBreak) + (header.keep ? gap.breaks : "");
  if (tail !== "") trace?.(pendingFrom, gap.next - pendingFrom, tail.length);
  return { value: value + tail, end, next: gap.next, lineStart: gap.lineStart, endedByLine: true };
}

function readHeader(source: string, start: number): Header {
  let at = start + 1;
  let chomp = 0;
  let indent = 0;
  const readChomp = () => {
    const code = source.charCodeAt(at);
    if (code !== PLUS && code !== MINUS) return;
    chomp = code;
    at++;
  };
  const readIndent = () => {
    const code = source.charCodeAt(at);
    if (!isDigit(code)) return;
    if (code === 0x30) throw failure("the indentation indicator of a block scalar is 1 to 9", start, at);
    indent = code - 0x30;
    at++;
  };
  readChomp();
  readIndent();
  if (chomp === 0) readChomp();
  while (isBlank(source.charCodeAt(at))) at++;
  if (source.charCodeAt(at) === HASH) at = endOfLine(source, at);
  if (!isBreakOrEnd(source.charCodeAt(at))) {
    throw failure("unexpected text after | or >: the value starts on the next line", start, at);
  }
  return { next: at, keep: chomp === PLUS, strip: chomp === MINUS, indent };
}

/** Skips indentation and empty lines, and detects the indentation if it is unknown (0). */
function skipEmptyLines(
  source: string,
  from: number,
  knownIndent: number,
  parentIndent: number,
  scalarStart: number,
  line = from,
): Gap {
  let at = from;
  let lineStart = line;
  let breaks = "";
  let widest = 0;
  for (;;) {
    while ((knownIndent === 0 || at - lineStart < knownIndent) && source.charCodeAt(at) === SPACE) at++;
    widest = Math.max(widest, at - lineStart);
    const code = source.charCodeAt(at);
    if (code === TAB && (knownIndent === 0 || at - lineStart < knownIndent)) {
      throw failure("unexpected tab: indent with spaces", scalarStart, at);
    }
    if (!isBreak(code)) break;
    breaks += breakText(source, at);
    at += breakLength(source, at);
    lineStart = at;
  }
  const indent = knownIndent === 0 ? Math.max(widest, parentIndent + 1, 1) : knownIndent;
  return { next: at, lineStart, breaks, indent };
}

function endOfLine(source: string, from: number): number {
  let at = from;
  while (!isBreakOrEnd(source.charCodeAt(at))) at++;
  return at;
}

function failure(problem: string, start: number, offset: number): YamlFailure {
  return new YamlFailure(problem, offset, { doing: "reading a block scalar", start });
}
