import type { Grammar } from "../syntax/grammar.js";
import type { ParseError } from "../syntax/parse-error.js";
import { ParseFailure } from "../syntax/parse-error.js";
import { Lexer } from "./lexer.js";

/** Nesting beyond this is refused, so that hostile input cannot exhaust memory. */
export const deepestNesting = 250_000;

/** The text being parsed: its current token, and the errors found so far. */
export class TokenStream extends Lexer {
  readonly errors: ParseError[] = [];

  constructor(text: string, grammar: Grammar) {
    super(text, grammar);
    this.advance();
  }

  /** Notes an error that does not keep the rest from being read. */
  report(message: string, start: number, end: number, hint?: string): void {
    this.errors.push(hint === undefined ? { message, start, end } : { message, start, end, hint });
  }

  /** Stops: the current token cannot stand here. */
  unexpected(context = "", expected = ""): never {
    const { start, end, hint } = this;
    if (this.kind === "error") {
      throw new ParseFailure({ message: this.problem, start, end, ...(hint !== undefined && { hint }) });
    }
    const where = context ? ` in ${context}` : "";
    const instead = expected ? `, expected ${expected}` : "";
    throw new ParseFailure({ message: `unexpected ${this.describe()}${where}${instead}`, start, end });
  }

  /** Takes a token of this kind, or stops. */
  expect(kind: string, context: string, expected: string): void {
    if (this.kind !== kind) this.unexpected(context, expected);
    this.advance();
  }

  private describe(): string {
    const { kind, written } = this;
    if (kind === "end of input") return kind;
    const shown = JSON.stringify(written.length > 40 ? written.slice(0, 40) + "…" : written);
    switch (kind) {
      case "identifier":
      case "metric identifier":
      case "number":
      case "duration":
      case "string":
        return `${kind} ${shown}`;
      case "variable":
        return `dashboard variable ${shown}`;
    }
    const word = this.grammar.keywords.get(kind);
    if (word === "aggregator") return `<aggr:${written}>`;
    if (word === "operator" || /^[-+*/%^<>!@]|^==/.test(kind)) return `<op:${written}>`;
    return word === undefined ? shown : `<${written}>`;
  }
}
