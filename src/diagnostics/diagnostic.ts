import type { FindingId, Severity } from "./finding.js";

/** A position in a text file. Both numbers start at 1; columns count UTF-16 code units, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A range of a text file: `end` is exclusive. Without an end it is a single position. */
export interface Span {
  readonly file: string;
  readonly start: Position;
  readonly end?: Position;
}

/** A finding, with the position at which its author can fix it. */
export interface Diagnostic {
  /** A stable name of the form `topic/what-is-wrong`; each has a page in `docs/checks/`. */
  readonly id: FindingId;
  readonly severity: Severity;
  /** The problem, in one line. */
  readonly summary: string;
  /** Why it matters. */
  readonly details?: string;
  /** The suggested change. */
  readonly fix?: string;
  /** The changes of the text that `fix` describes, where it can be applied without a judgement. */
  readonly edits?: readonly Edit[];
  /** The definition it is about: `alert "UserHighErrorRate"`. */
  readonly subject?: string;
  readonly span?: Span;
  /**
   * The expression the finding is about, if it differs from the text at `span`: one composed of several definitions, or
   * written by the library.
   */
  readonly excerpt?: Excerpt;
  readonly related?: readonly Related[];
}

/** A replacement of one text by another. Both are values: in the file they may be written with escapes. */
export interface Edit {
  readonly span: Span;
  readonly from: string;
  readonly to: string;
}

/** A text that is in no file, and the offsets of the part that the finding is about. */
export interface Excerpt {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Another position related to a finding: the first of two duplicates, the definition of a metric. */
export interface Related {
  readonly message: string;
  readonly span?: Span;
}

/** True if any finding is an error, which fails the run. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}
