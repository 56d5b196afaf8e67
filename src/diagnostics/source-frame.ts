import { cellsOf, isPrintable } from "./display-width.js";

/** A stretch of one text, by offsets. */
export interface Stretch {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The number of the line that `start` lies in, where it is known: counting takes time in a long text. */
  readonly line?: number;
}

/** A line of source with its number and what is marked in it, ready to be put behind a gutter. */
export interface FrameLine {
  /** The number of the line in the text, from 1; undefined for the gap in a long stretch. */
  readonly number: number | undefined;
  readonly source: string;
  /** Spaces and carets that go under it. */
  readonly carets: string;
}

/** At most this many lines of a stretch are shown; of a longer one, its beginning and its end. */
const shownAtStart = 5;
const shownAtEnd = 2;

/** The lines that a stretch of a text covers, each with carets under what belongs to it, cut to a width. */
export function frameOf(stretch: Stretch, width: number): readonly FrameLine[] {
  const lines = linesOf(stretch);
  if (lines.length <= shownAtStart + shownAtEnd + 1) return lines.map((line) => drawn(line, width));
  const gap: FrameLine = { number: undefined, source: "", carets: "" };
  const start = lines.slice(0, shownAtStart).map((line) => drawn(line, width));
  return [...start, gap, ...lines.slice(-shownAtEnd).map((line) => drawn(line, width))];
}

interface MarkedLine {
  readonly number: number;
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** An empty line in the middle of a stretch: there is nothing to mark. */
  readonly isBlank: boolean;
}

function linesOf({ text, start, end, line: known }: Stretch): MarkedLine[] {
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
 * Draws one line. A line too long for the width is cut around what is marked: generated files hold whole documents in
 * one line.
 */
function drawn(line: MarkedLine, width: number): FrameLine {
  const window = line.text.length > width ? windowOf(line, width) : { start: 0, end: line.text.length };
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
  for (const cell of isPlain ? [] : cellsOf(text)) {
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

function windowOf(line: MarkedLine, width: number): { start: number; end: number } {
  const fits = Math.min(line.to, line.from + width - before) <= width;
  const start = fits ? 0 : line.from - before;
  return { start: wholeCharacter(line.text, start), end: wholeCharacter(line.text, start + width) };
}

/** Moves an offset out of the middle of a surrogate pair. */
function wholeCharacter(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset - 1 : Math.min(offset, text.length);
}
