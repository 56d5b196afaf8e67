import type { FindingId, Severity } from "./finding.js";

/** A place in a text file. Both numbers start at 1; columns count UTF-16 code units, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A stretch of a text file, from `start` up to but not including `end`. Without an end it is a point. */
export interface Span {
  readonly file: string;
  readonly start: Position;
  readonly end?: Position;
}

/** Something found wrong, at the place where its author can put it right. */
export interface Diagnostic {
  /** A stable name of the form `topic/what-is-wrong`; each has a page in `docs/checks/`. */
  readonly id: FindingId;
  readonly severity: Severity;
  /** One line that says what is wrong. */
  readonly summary: string;
  /** Why it matters. */
  readonly details?: string;
  /** Tells what to write instead. */
  readonly fix?: string;
  /** The definition it was found in, in the user's words: `alert "UserHighErrorRatio"`. */
  readonly subject?: string;
  readonly span?: Span;
  /**
   * The expression the finding is about, where that is not simply the text at `span`: an expression composed of
   * several definitions, or one written by the library.
   */
  readonly excerpt?: Excerpt;
  readonly related?: readonly Related[];
}

/** A text that stands in no file, with the stretch of it that is meant (offsets into `text`). */
export interface Excerpt {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Another place that has to do with a finding: the first of two duplicates, the definition of a metric. */
export interface Related {
  readonly message: string;
  readonly span?: Span;
}

/** True if any of these must fail the run. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}
