/** An error in a template; `start` and `end` are offsets into its text. */
export interface TemplateError {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** A fix. */
  readonly hint?: string;
}

/** Thrown at a syntax error, and caught by `parseTemplate`. */
export class TemplateFailure extends Error {
  readonly error: TemplateError;
  constructor(message: string, start: number, end: number, hint?: string) {
    super(message);
    this.error = { message, start, end, ...(hint !== undefined && { hint }) };
  }
}
