/** A scanned scalar. */
export interface ScannedScalar {
  readonly value: string;
  readonly end: number;
  /** Offset at which to continue: past the white space that was scanned to find the end. */
  readonly next: number;
  /** Start of the line that `next` is on; -1 if it is still the first line. */
  readonly lineStart: number;
  /** True if a line break lies between the end and `next`, so that a key may begin there. */
  readonly endedByLine: boolean;
}

/**
 * Receives the source span of each part of the value: the next `valueLength` characters of the value come from the
 * `sourceLength` characters at `from`. The lengths are equal for verbatim text.
 */
export type Trace = (from: number, sourceLength: number, valueLength: number) => void;

/** Folds line breaks: a single one becomes a space, of several the first is dropped. */
export function foldBreaks(first: string, further: string): string {
  if (first !== "" && first !== "\n") return first + further;
  return first === "\n" && further === "" ? " " : further;
}
