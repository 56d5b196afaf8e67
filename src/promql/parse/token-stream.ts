import type { Grammar } from "../syntax/grammar.js";
import type { ParseError } from "../syntax/parse-error.js";
import { ParseFailure } from "../syntax/parse-error.js";
import { Lexer } from "./lexer.js";

/** Limit on nesting, so that hostile input cannot exhaust memory. */
export const maxNesting = 250_000;

/** The tokens of a text, with the errors so far. */
export class TokenStream extends Lexer {
  readonly errors: ParseError[] = [];

  constructor(text: string, grammar: Grammar) {
    super(text, grammar);
    this.advance();
  }

  /** Reports an error without ending the parse. */
  report(message: string, start: number, end: number, hint?: string): void {
    this.errors.push(hint === undefined ? { message, start, end } : { message, start, end, hint });
  }

  /** Ends the parse at an unexpected token. */
  unexpected(context = "", expected = "", hint = this.hint): never {
    const { start, end } = this;
    const fix = hint === undefined ? {} : { hint };
    if (this.kind === "error") throw new ParseFailure({ message: this.problem, start, end, ...fix });
    const where = context ? ` in ${context}` : "";
    const instead = expected ? `, expected ${expected}` : "";
    throw new ParseFailure({ message: `unexpected ${this.describe()}${where}${instead}`, start, end, ...fix });
  }

  /** Takes a token of this kind, or ends the parse. */
  expect(kind: string, context: string, expected: string): void {
    if (this.kind !== kind) this.unexpected(context, expected);
    this.advance();
  }

  private describe(): string {
    const { kind, written } = this;
    if (kind === "end of input") return kind;
    const quoted = JSON.stringify(written.length > 40 ? written.slice(0, 40) + "…" : written);
    switch (kind) {
      case "identifier":
      case "metric identifier":
      case "number":
      case "duration":
      case "string":
        return `${kind} ${quoted}`;
      case "variable":
        return `dashboard variable ${quoted}`;
    }
    const word = this.grammar.keywords.get(kind);
    if (word === "aggregator") return `<aggr:${written}>`;
    if (word === "operator" || /^[-+*/%^<>!@]|^==/.test(kind)) return `<op:${written}>`;
    return word === undefined ? quoted : `<${written}>`;
  }
}
