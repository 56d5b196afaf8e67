/** A scalar that has been read from the text. */
export interface ScannedScalar {
  readonly value: string;
  readonly end: number;
  /** Where to go on: past the white space that had to be looked at to find the end. */
  readonly next: number;
  /** Start of the line that `next` is on; -1 when no line break was passed. */
  readonly lineStart: number;
  /** Whether a line break stands between the end and `next`: a key may begin there. */
  readonly endedByLine: boolean;
}

/**
 * Hears which stretch of the source became which part of the value: the next `valueLength` characters of the value
 * come from the `sourceLength` characters at `from`. Text that stands for itself has the same length on both sides.
 */
export type Trace = (from: number, sourceLength: number, valueLength: number) => void;

/** What line breaks inside a flowing scalar read as: one becomes a space, of several one is dropped. */
export function foldBreaks(first: string, further: string): string {
  if (first !== "" && first !== "\n") return first + further;
  return first === "\n" && further === "" ? " " : further;
}
