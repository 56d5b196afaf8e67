/** Lines of one text at regular times, in milliseconds since the start of the test. */
export interface LineRun {
  readonly text: string;
  readonly from: number;
  readonly step: number;
  readonly count: number;
}

export type LineNotation =
  | {
      readonly runs: readonly LineRun[];
      /** The number of intervals up to the end of the notation. */
      readonly intervals: number;
      readonly error?: undefined;
    }
  | { readonly error: string; readonly offset: number; readonly runs?: undefined };

const space = /[ \t\r\n]*/y;
const double = /"((?:[^"\\\n]|\\.)*)"/y;
const raw = /'([^']*)'|`([^`]*)`/y;
const perInterval = /[ \t]*\*[ \t]*(\d{1,9})/y;
const repetition = /[ \t]*x[ \t]*(\d{1,9})/y;
/** The end of an item. */
const end = /(?=[ \t\r\n]|$)/y;

/**
 * Parses lines in a notation after that of the values of a series: each item stands for one interval. A text in quotes is
 * a line, `_` none, `*3` after a text is that many lines in the interval, and `x10` repeats an item for ten intervals.
 * Between single quotes and backquotes, the text is as it is written; between double quotes it has the escapes of JSON.
 *
 * @example
 * ```ts
 * parseLines("'level=error'*30 x10 _ x5", 60_000); // 300 lines in ten minutes, and none for five
 * ```
 */
export function parseLines(notation: string, interval: number, firstInterval = 0): LineNotation {
  const runs: LineRun[] = [];
  let intervals = firstInterval;
  let offset = 0;
  for (;;) {
    offset += take(space, notation, offset)![0].length;
    if (offset >= notation.length) return { runs, intervals };
    const item = parseItem(notation, offset);
    if ("error" in item) return item;
    const { text, lines, repeated } = item;
    if (text !== undefined && lines > 0 && repeated > 0) {
      runs.push({ text, from: intervals * interval, step: interval / lines, count: lines * repeated });
    }
    intervals += repeated;
    offset = item.end;
  }
}

interface Item {
  /** Undefined if there is no line. */
  readonly text: string | undefined;
  /** Lines in one interval. */
  readonly lines: number;
  /** The number of intervals. */
  readonly repeated: number;
  readonly end: number;
}

function parseItem(notation: string, offset: number): Item | { readonly error: string; readonly offset: number } {
  const read = parseText(notation, offset);
  if ("error" in read) return { ...read, offset };
  let position = read.end;
  const lines = read.text === undefined ? undefined : take(perInterval, notation, position);
  position += lines?.[0].length ?? 0;
  const repeated = take(repetition, notation, position);
  position += repeated?.[0].length ?? 0;
  if (!take(end, notation, position)) return { error: "expected *N, xN or a space after a line", offset: position };
  const count = repeated ? Number(repeated[1]) : 1;
  return { text: read.text, lines: lines ? Number(lines[1]) : 1, repeated: count, end: position };
}

function parseText(
  notation: string,
  offset: number,
): { readonly text: string | undefined; readonly end: number } | { readonly error: string } {
  if (notation[offset] === "_") return { text: undefined, end: offset + 1 };
  const plain = take(raw, notation, offset);
  if (plain) return { text: plain[1] ?? plain[2]!, end: offset + plain[0].length };
  const escaped = take(double, notation, offset);
  if (escaped) return unescapeText(escaped[0], offset);
  const isOpen = /["'`]/.test(notation[offset]!);
  return {
    error: isOpen ? "a line has no closing quote" : "a line is written in quotes, and an interval without one as _",
  };
}

function unescapeText(quoted: string, offset: number): { text: string; end: number } | { error: string } {
  try {
    return { text: JSON.parse(quoted) as string, end: offset + quoted.length };
  } catch {
    return { error: "a line in double quotes has the escapes of JSON; use single quotes for a text as it is" };
  }
}

function take(pattern: RegExp, notation: string, offset: number): RegExpExecArray | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(notation) ?? undefined;
}
