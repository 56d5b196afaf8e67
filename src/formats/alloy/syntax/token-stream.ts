import type { TextRange } from "../../../diagnostics/positions.js";
import { type ReportProblem, Scanner } from "./scanner.js";
import { describeToken, type Token, type TokenKind } from "./tokens.js";

/** The current token of a text, and the problems so far: at most one of the parser's per line. */
export class TokenStream {
  readonly text: string;
  current: Token;
  /** End of the last token that was consumed. */
  lastEnd = 0;
  private readonly scanner: Scanner;
  private readonly report: ReportProblem;
  private reportedLine: number | undefined;

  constructor(text: string, report: ReportProblem) {
    this.text = text;
    this.report = report;
    this.scanner = new Scanner(text, report);
    this.current = this.scanner.next();
  }

  /** Consumes the current token and returns it. */
  take(): Token {
    const token = this.current;
    this.lastEnd = token.end;
    if (token.kind !== "end") this.current = this.scanner.next();
    return token;
  }

  is(kind: TokenKind): boolean {
    return this.current.kind === kind;
  }

  /** Consumes a token of this kind. Reports any other, and consumes it too. */
  expect(kind: TokenKind, expected: string): Token {
    if (!this.is(kind)) this.fail(`expected ${expected}, found ${this.describe()}`);
    return this.take();
  }

  describe(): string {
    return describeToken(this.current.kind, this.textOf(this.current));
  }

  textOf({ start, end }: TextRange): string {
    return this.text.slice(start, end);
  }

  /** Reports a problem at the current token, unless its line has one. */
  fail(summary: string, fix?: string): void {
    const line = this.text.lastIndexOf("\n", this.current.start - 1);
    if (line === this.reportedLine) return;
    this.reportedLine = line;
    const { start, end, kind } = this.current;
    this.report({ start, end: kind === "terminator" ? start : end }, summary, fix);
  }

  /** Reports a problem elsewhere. */
  failAt(range: TextRange, summary: string, fix?: string): void {
    this.report(range, summary, fix);
  }

  /** Skips to a token of one of these kinds. */
  skipTo(...kinds: readonly TokenKind[]): void {
    while (!this.is("end") && !kinds.includes(this.current.kind)) this.take();
  }

  /** Skips the rest of a statement, with all that stands in its brackets. */
  skipStatement(): void {
    let depth = 0;
    while (!this.is("end") && !(this.is("terminator") && depth <= 0)) {
      const { kind } = this.take();
      if (kind === "{" || kind === "[" || kind === "(") depth++;
      else if (kind === "}" || kind === "]" || kind === ")") depth--;
    }
  }
}
