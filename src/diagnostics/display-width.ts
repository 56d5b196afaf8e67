/** One character as a terminal shows it, and how many columns it takes there. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  /** The code units of the original text that it stands for. */
  readonly start: number;
  readonly end: number;
}

const tabStop = 4;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * Cuts a line into what a terminal shows side by side. Tabs become spaces, and control characters a visible stand-in,
 * so that no text from outside can move the cursor or change colours.
 */
export function cellsOf(line: string): readonly Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  for (const { text, start } of segmentsOf(line)) {
    if (text.length === 1 && text >= " " && text <= "~") {
      cells.push({ text, width: 1, start, end: start + 1 });
      column += 1;
      continue;
    }
    const shown = text === "\t" ? " ".repeat(tabStop - (column % tabStop)) : visible(text);
    const width = text === "\t" ? shown.length : widthOf(shown);
    cells.push({ text: shown, width, start, end: start + text.length });
    column += width;
  }
  return cells;
}

/** True if a terminal shows every character of a line as it is, in one column each. */
export function isPrintable(line: string): boolean {
  return /^[\u0020-\u007e]*$/.test(line);
}

/** Returns the number of columns that a line takes. */
export function columnsOf(line: string): number {
  if (isPrintable(line)) return line.length;
  return cellsOf(line).reduce((sum, cell) => sum + cell.width, 0);
}

/** A text with its control characters made visible. */
export function visible(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? "␡" : "�";
  });
}

function* segmentsOf(line: string): Iterable<{ text: string; start: number }> {
  if (/^[\u0000-\u007e]*$/.test(line)) {
    for (let start = 0; start < line.length; start++) yield { text: line[start]!, start };
    return;
  }
  for (const { segment, index } of graphemes.segment(line)) yield { text: segment, start: index };
}

/** Columns of one grapheme: none for a mark without a base, two for East Asian wide characters and emoji. */
function widthOf(grapheme: string): number {
  if (/^[\p{Mark}\p{Format}]+$/u.test(grapheme)) return 0;
  return /\p{Emoji_Presentation}|\ufe0f/u.test(grapheme) || isWide(grapheme.codePointAt(0)!) ? 2 : 1;
}

/** The blocks of Unicode whose characters are "Wide" or "Fullwidth" (UAX #11). */
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
