import { isPrintable, splitCells } from "../display-width.js";

/** A range of a text, by offsets. */
export interface TextRange {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Line number of `start`, if known. Counting lines is slow in a long text. */
  readonly line?: number;
}

/** A line of a source excerpt: its number, its text and the carets below it. */
export interface FrameLine {
  /** Line number, from 1; undefined for the gap in a long excerpt. */
  readonly number: number | undefined;
  readonly source: string;
  /** Spaces and carets for the line below. */
  readonly carets: string;
}

/** Longer excerpts show only this many lines of their beginning and end. */
const shownAtStart = 5;
const shownAtEnd = 2;

/** Renders the lines of a text range, truncated to a width, with carets below the range. */
export function renderFrame(range: TextRange, width: number): readonly FrameLine[] {
  const lines = splitLines(range);
  if (lines.length <= shownAtStart + shownAtEnd + 1) return lines.map((line) => renderLine(line, width));
  const gap: FrameLine = { number: undefined, source: "", carets: "" };
  const start = lines.slice(0, shownAtStart).map((line) => renderLine(line, width));
  return [...start, gap, ...lines.slice(-shownAtEnd).map((line) => renderLine(line, width))];
}

interface MarkedLine {
  readonly number: number;
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** True for an empty line inside a range, which gets no carets. */
  readonly isBlank: boolean;
}

function splitLines({ text, start, end, line: known }: TextRange): MarkedLine[] {
  const first = Math.min(Math.max(start, 0), text.length);
  const last = Math.min(Math.max(end, first), text.length);
  const lines: MarkedLine[] = [];
  let number = known ?? countLines(text, first);
  let lineStart = first === 0 ? 0 : text.lastIndexOf("\n", first - 1) + 1;
  for (;;) {
    const newline = text.indexOf("\n", lineStart);
    const lineEnd = newline === -1 ? text.length : newline;
    const line = text.slice(lineStart, lineEnd).replace(/\r$/, "");
    const indent = lines.length === 0 ? 0 : line.length - line.trimStart().length;
    const from = Math.min(Math.max(first - lineStart, indent), line.length);
    const to = Math.min(last - lineStart, line.length);
    lines.push({ number, text: line, from, to: Math.max(from, to), isBlank: line.trim() === "" && last > first });
    if (newline === -1 || last <= lineEnd + 1) return lines;
    lineStart = lineEnd + 1;
    number += 1;
  }
}

function countLines(text: string, offset: number): number {
  let number = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) number += 1;
  return number;
}

const before = 24;
const cut = "…";

/**
 * Renders one line. Truncates a line that is too long around its marked part: generated files may hold a whole document
 * in one line.
 */
function renderLine(line: MarkedLine, width: number): FrameLine {
  const window = line.text.length > width ? chooseWindow(line, width) : { start: 0, end: line.text.length };
  const isPoint = line.from === line.to;
  const text = line.text.slice(window.start, window.end);
  const isPlain = isPrintable(text);
  let source = `${window.start > 0 ? cut : ""}${isPlain ? text : ""}`;
  let carets = window.start > 0 ? " " : "";
  if (isPlain && !line.isBlank) {
    const from = Math.min(Math.max(line.from - window.start, 0), text.length);
    const to = Math.min(isPoint ? from + 1 : Math.max(line.to - window.start, 0), text.length);
    carets += " ".repeat(from) + "^".repeat(Math.max(to - from, 0));
  }
  for (const cell of isPlain ? [] : splitCells(text)) {
    const start = cell.start + window.start;
    const end = cell.end + window.start;
    const marked = isPoint ? start <= line.from && line.from < end : start < line.to && end > line.from;
    source += cell.text;
    carets += (marked && !line.isBlank ? "^" : " ").repeat(cell.width);
  }
  if (isPoint && !line.isBlank && line.from === line.text.length) carets += "^";
  if (window.end < line.text.length) source += cut;
  return { number: line.number, source, carets: carets.trimEnd() };
}

function chooseWindow(line: MarkedLine, width: number): { start: number; end: number } {
  const fits = Math.min(line.to, line.from + width - before) <= width;
  const start = fits ? 0 : line.from - before;
  return { start: alignToCharacter(line.text, start), end: alignToCharacter(line.text, start + width) };
}

/** Moves an offset out of the middle of a surrogate pair. */
function alignToCharacter(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset - 1 : Math.min(offset, text.length);
}
