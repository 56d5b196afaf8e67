import { type ParseError, ParseFailure } from "../../promql/syntax/parse-error.js";
import type { Dialect } from "../syntax/dialect.js";
import { Lexer } from "./lexer.js";
import { functionWords } from "./tokens.js";

/** The tokens of a text, with the errors so far. */
export class TokenStream extends Lexer {
  readonly errors: ParseError[] = [];

  constructor(text: string, dialect: Dialect) {
    super(text, dialect);
    this.advance();
  }

  /** Reports an error without ending the parse. */
  report(message: string, start: number, end: number, hint?: string): void {
    this.errors.push(hint === undefined ? { message, start, end } : { message, start, end, hint });
  }

  /** Ends the parse at an unexpected token. */
  unexpected(expected: readonly string[] = [], hint?: string): never {
    const { start, end } = this;
    const fix = hint === undefined ? {} : { hint };
    if (this.kind === "error") throw new ParseFailure({ message: this.problem, start, end, ...fix });
    const instead = expected.length === 0 ? "" : `, expecting ${expected.join(" or ")}`;
    const message = `syntax error: unexpected ${nameOfToken(this.kind)}${instead}`;
    throw new ParseFailure({ message, start, end, ...fix });
  }

  /** Takes a token of this kind, or ends the parse. */
  expect(kind: string): void {
    if (this.kind !== kind) this.unexpected([nameOfToken(kind)]);
    this.advance();
  }

  /** Takes a token if it is of this kind. */
  accept(kind: string): boolean {
    if (this.kind !== kind) return false;
    this.advance();
    return true;
  }
}

/** The name of a kind of token in Loki's errors: its functions are in upper case. */
function nameOfToken(kind: string): string {
  switch (kind) {
    case "bytes":
    case "duration":
    case "duration_seconds":
      return `${kind.toUpperCase()}_CONV`;
    case "ip":
    case "label_replace":
      return kind;
    default:
      return functionWords.has(kind) ? kind.toUpperCase() : kind;
  }
}
