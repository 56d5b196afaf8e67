import { ParseFailure } from "../../promql/syntax/parse-error.js";
import type { Dialect } from "../syntax/dialect.js";
import { Lexer } from "./lexer.js";

/** The tokens of a text. */
export class TokenStream extends Lexer {
  constructor(text: string, dialect: Dialect) {
    super(text, dialect);
    this.advance();
  }

  /** Ends the parse at an unexpected token. */
  unexpected(expected: string, hint?: string): never {
    const { kind, start, end } = this;
    const fix = hint === undefined ? {} : { hint };
    if (kind === "invalid") throw new ParseFailure({ message: this.problem, start, end, ...fix });
    const found = kind === "$end" ? "the end" : JSON.stringify(this.written);
    throw new ParseFailure({ message: `unexpected ${found}, expected ${expected}`, start, end, ...fix });
  }

  /** Takes a token of this kind, or ends the parse. */
  expect(kind: string): void {
    if (this.kind !== kind) this.unexpected(JSON.stringify(kind));
    this.advance();
  }

  /** Takes a token if it is of this kind. */
  accept(kind: string): boolean {
    if (this.kind !== kind) return false;
    this.advance();
    return true;
  }
}
