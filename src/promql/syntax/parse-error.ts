/** A syntax or type error; `start` and `end` are offsets into the text. */
export interface ParseError {
  /** One line, worded as in Prometheus where that is clear. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** A fix. */
  readonly hint?: string;
}

/** Thrown by the parser at the first syntax error, and caught by `parse`. */
export class ParseFailure extends Error {
  readonly error: ParseError;
  constructor(error: ParseError) {
    super(error.message);
    this.error = error;
  }
}
