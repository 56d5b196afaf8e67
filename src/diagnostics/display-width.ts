/** One character as displayed by a terminal, and its width in columns. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  /** Offset in the original text. */
  readonly start: number;
  readonly end: number;
}

const tabStop = 4;

/** Splits text into graphemes. Created on first use: it takes longer to create than most files to check. */
let graphemes: Intl.Segmenter | undefined;

/**
 * Splits a line into display cells. Tabs become spaces, and control characters visible symbols, so that untrusted text
 * cannot move the cursor or change colours.
 */
export function splitCells(line: string): readonly Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  for (const { text, start } of splitGraphemes(line)) {
    if (text.length === 1 && text >= " " && text <= "~") {
      cells.push({ text, width: 1, start, end: start + 1 });
      column += 1;
      continue;
    }
    const shown = text === "\t" ? " ".repeat(tabStop - (column % tabStop)) : visible(text);
    const width = text === "\t" ? shown.length : measureGrapheme(shown);
    cells.push({ text: shown, width, start, end: start + text.length });
    column += width;
  }
  return cells;
}

/** True for printable ASCII, where every character takes one column. */
export function isPrintable(line: string): boolean {
  return /^[\u0020-\u007e]*$/.test(line);
}

/** Returns the display width of a line. */
export function measureColumns(line: string): number {
  if (isPrintable(line)) return line.length;
  return splitCells(line).reduce((sum, cell) => sum + cell.width, 0);
}

/** Replaces control characters by visible symbols. */
export function visible(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? "␡" : "�";
  });
}

function* splitGraphemes(line: string): Iterable<{ text: string; start: number }> {
  if (/^[\u0000-\u007e]*$/.test(line)) {
    for (let start = 0; start < line.length; start++) yield { text: line[start]!, start };
    return;
  }
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  for (const { segment, index } of graphemes.segment(line)) yield { text: segment, start: index };
}

/** Returns the width of one grapheme: 0 for a mark without a base, 2 for East Asian wide characters and emoji. */
function measureGrapheme(grapheme: string): number {
  if (/^[\p{Mark}\p{Format}]+$/u.test(grapheme)) return 0;
  return /\p{Emoji_Presentation}|\ufe0f/u.test(grapheme) || isWide(grapheme.codePointAt(0)!) ? 2 : 1;
}

/** Unicode blocks of "Wide" and "Fullwidth" characters (UAX #11). */
const wideBlocks: readonly (readonly [first: number, last: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x17000, 0x18d08],
  [0x1b000, 0x1b2fb],
  [0x1f300, 0x1f64f],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

function isWide(code: number): boolean {
  return wideBlocks.some(([first, last]) => first <= code && code <= last);
}
