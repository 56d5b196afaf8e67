import type { Position } from "./diagnostic.js";

/** A range of a text, as offsets in UTF-16 code units, from `start` up to but not including `end`. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Converts between offsets and positions in one text. The table of line starts is built on first use. */
export class LineTable {
  private starts: number[] | undefined;
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }

  position(offset: number): Position {
    this.starts ??= lineStarts(this.text);
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.starts[low]! + 1 };
  }

  offset(position: Position): number {
    this.starts ??= lineStarts(this.text);
    const start = this.starts[position.line - 1];
    if (start === undefined) return this.text.length;
    return Math.min(start + position.column - 1, this.text.length);
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
