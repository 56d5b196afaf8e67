/** Something that keeps a text from being PromQL; `start` and `end` are offsets into it. */
export interface ParseError {
  /** One line, worded as Prometheus words it where that is clear. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** What to write instead. */
  readonly hint?: string;
}

/** Thrown inside the parser at the first syntax error, and caught by `parse`. */
export class ParseFailure extends Error {
  readonly error: ParseError;
  constructor(error: ParseError) {
    super(error.message);
    this.error = error;
  }
}
