import { toLower as toLowerUnicode } from "../../gotemplate/prometheus/letter-case.js";
import { isAlpha, isAlphanumeric, isDigit } from "../../promql/syntax/numerals.js";
import { scanString } from "../../promql/syntax/strings.js";
import { scanVariable } from "../../promql/syntax/variables.js";
import type { Dialect } from "../syntax/dialect.js";
import { endOfUnits, parseBytesLiteral, parseDurationLiteral, scanNumber } from "../syntax/literals.js";
import { functionWords, keywords, longOperators, shortOperators } from "./tokens.js";

/** Go's lower case, which differs from JavaScript's only outside ASCII. */
function toLower(word: string): string {
  return /^[\w]*$/.test(word) ? word.toLowerCase() : toLowerUnicode(word);
}

/** White space between tokens. */
function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code === 13;
}

const unicodeSpace = /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const letter = /^\p{L}$/u;
const letterOrDigit = /^[\p{L}\p{Nd}]$/u;

const singleCharacter = /^(?:\\(?:[0-7]{3}|x..|u.{4}|U.{8}|[^0-7xuU])|[^\\])$/su;

const parserFlags = ["--strict", "--keep-empty"];

/** A character of the text that no valid UTF-8 has: a lone surrogate, or NUL. */
const invalidCharacter = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** True for `$`, and for `[`, as in `[[`. */
function mayStartVariable(code: number): boolean {
  return code === 36 || code === 91;
}

/**
 * Scans one token at a time. The `kind` of the current one is an operator or punctuation mark as written, a keyword or
 * function in lower case, or the name of its kind in Loki's errors: `IDENTIFIER`, `STRING`, `NUMBER`, `DURATION`, `BYTES`,
 * `RANGE`, `FUNCTION_FLAG`, `$end`; `VARIABLE` for a dashboard variable, and `error`, after which there are no more.
 */
export class Lexer {
  kind = "";
  start = 0;
  end = 0;
  /** Message, if `kind` is `error`. */
  problem = "";
  /** The nanoseconds of `DURATION`, the bytes of `BYTES`. */
  value = 0;
  /** Name of the first dashboard variable in the token, if `kind` is `VARIABLE`. */
  variable = "";
  /** End of the previous token. */
  previousEnd = 0;

  readonly text: string;
  readonly dialect: Dialect;

  constructor(text: string, dialect: Dialect) {
    this.text = text;
    this.dialect = dialect;
    // A byte order mark is skipped.
    if (text.startsWith("\ufeff")) this.end = 1;
  }

  /** Text of the current token. */
  get written(): string {
    return this.text.slice(this.start, this.end);
  }

  advance(): void {
    if (this.kind === "error" || this.kind === "$end") return;
    this.previousEnd = this.end;
    if (!this.skipSpace()) return;
    const { text, start } = this;
    if (start >= text.length) this.kind = "$end";
    else this.scan(text.charCodeAt(start));
  }

  /** Finds the first character that Loki refuses wherever it is. */
  findInvalidCharacter(): { readonly message: string; readonly at: number } | undefined {
    const at = this.text.search(invalidCharacter);
    if (at < 0) return undefined;
    return { message: this.text[at] === "\0" ? "invalid character NUL" : "invalid UTF-8 encoding", at };
  }

  private fail(problem: string, end = this.text.length): void {
    this.kind = "error";
    this.problem = problem;
    this.end = Math.min(end, this.text.length);
  }

  private take(kind: string, end = this.start + kind.length): void {
    this.kind = kind;
    this.end = end;
  }

  /** Skips white space and comments; false if a comment does not end. */
  private skipSpace(): boolean {
    const { text } = this;
    let at = this.end;
    for (;;) {
      const code = text.charCodeAt(at);
      if (isSpace(code)) at++;
      else if (code === 35 || text.startsWith("//", at)) {
        const lineEnd = text.indexOf("\n", at);
        at = lineEnd < 0 ? text.length : lineEnd;
      } else if (text.startsWith("/*", at)) {
        const commentEnd = text.indexOf("*/", at + 2);
        this.start = at;
        if (commentEnd < 0) {
          this.fail("comment not terminated");
          return false;
        }
        at = commentEnd + 2;
      } else break;
    }
    this.start = at;
    this.end = at;
    return true;
  }

  private scan(code: number): void {
    const { text, start } = this;
    if (isAlpha(code) || (code >= 128 && letter.test(String.fromCodePoint(text.codePointAt(start)!)))) this.scanWord();
    else if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(start + 1)))) this.scanNumber();
    else if (code === 34 || code === 96) this.scanString();
    else if (code === 39) this.scanCharacter();
    else if (mayStartVariable(code) && this.scanDashboardVariable()) return;
    else if (code === 91) this.scanRange();
    else if (code === 45) this.scanMinus();
    else this.scanOther();
  }

  private scanWord(): void {
    const { text, start } = this;
    const end = this.endOfName(start);
    if (this.dialect.grafana && mayStartVariable(text.charCodeAt(end)) && this.scanCompound(end)) return;
    const word = toLower(text.slice(start, end));
    if (functionWords.has(word)) this.take(this.isFunctionCall(end) ? word : "IDENTIFIER", end);
    else this.take(keywords.has(word) ? word : "IDENTIFIER", end);
  }

  /** The end of the letters, digits and underscores from `at`. */
  private endOfName(at: number): number {
    const { text } = this;
    let end = at;
    for (;;) {
      const code = text.charCodeAt(end);
      if (isAlphanumeric(code)) end++;
      else if (code >= 128 && letterOrDigit.test(String.fromCodePoint(text.codePointAt(end)!))) {
        end += code >= 0xd800 && code < 0xdc00 ? 2 : 1;
      } else return end;
    }
  }

  /** True if the current token is the name of a function: its arguments or its grouping follow. */
  isAtCall(): boolean {
    return this.isFunctionCall(this.end);
  }

  /** True if a parenthesis follows, or a grouping with its parenthesis. */
  private isFunctionCall(at: number): boolean {
    const { text } = this;
    const next = this.skipUnicodeSpace(at);
    if (text[next] === "(") return true;
    const clause = /by|without/iy;
    clause.lastIndex = next;
    return clause.test(text) && text[this.skipUnicodeSpace(clause.lastIndex)] === "(";
  }

  private skipUnicodeSpace(at: number): number {
    let end = at;
    while (end < this.text.length && unicodeSpace.test(this.text[end]!)) end++;
    return end;
  }

  private scanNumber(): void {
    const { text, start } = this;
    const { end, problem } = scanNumber(text, start);
    if (problem !== undefined) {
      this.fail(problem, end);
      return;
    }
    if (this.dialect.grafana && mayStartVariable(text.charCodeAt(end)) && this.scanCompound(end)) return;
    if (this.scanUnits(end, "DURATION", "nuµmshdwy", parseDurationLiteral)) return;
    if (this.scanUnits(end, "BYTES", "BikKMGTP", parseBytesLiteral)) return;
    this.take("NUMBER", end);
  }

  /** Scans the rest of a duration or size; false if it is none. */
  private scanUnits(at: number, kind: string, letters: string, parse: (text: string) => number | undefined): boolean {
    const end = endOfUnits(this.text, at, letters);
    const value = end > at ? parse(this.text.slice(this.start, end)) : undefined;
    if (value === undefined) return false;
    this.value = value;
    this.take(kind, end);
    return true;
  }

  /** Scans a flag of a parser, a negative duration, or a minus sign. */
  private scanMinus(): void {
    const { text, start } = this;
    const flag = /--(?:\p{L}|-)*/uy;
    flag.lastIndex = start;
    const written = flag.exec(text)?.[0] ?? "";
    if (parserFlags.includes(written)) this.take("FUNCTION_FLAG", start + written.length);
    else if (!this.scanUnits(start + 1, "DURATION", "nuµmshdwy", parseDurationLiteral)) this.take("-");
  }

  private scanString(): void {
    const scan = scanString(this.text, this.start, true);
    if (scan.ok) this.take("STRING", scan.end);
    else this.fail(stringProblem(scan.problem!), scan.end);
  }

  /** A character in single quotation marks is a name. */
  private scanCharacter(): void {
    const scan = scanString(this.text, this.start, true);
    const content = this.text.slice(this.start + 1, scan.end - 1);
    if (!scan.ok) this.fail(stringProblem(scan.problem!), scan.end);
    else if (singleCharacter.test(content)) this.take("IDENTIFIER", scan.end);
    else this.fail("invalid char literal", scan.end);
  }

  private scanRange(): void {
    const { text, start, dialect } = this;
    let at = start + 1;
    while (at < text.length && text[at] !== "]") {
      const variable = dialect.grafana && mayStartVariable(text.charCodeAt(at)) ? scanVariable(text, at) : undefined;
      at = variable ? variable.end : at + 1;
    }
    if (at < text.length) this.take("RANGE", at + 1);
    else this.fail("missing closing ']' in duration");
  }

  private scanOther(): void {
    const { text, start } = this;
    const pair = text.slice(start, start + 2);
    if (longOperators.has(pair)) this.take(pair);
    else if (shortOperators.has(pair[0]!)) this.take(pair[0]!);
    else {
      const character = String.fromCodePoint(text.codePointAt(start)!);
      this.take("IDENTIFIER", start + character.length);
    }
  }

  private scanDashboardVariable(): boolean {
    return this.dialect.grafana && this.scanCompound(this.start);
  }

  /** Scans a variable at `at`, and the names and variables joined to it. */
  private scanCompound(at: number): boolean {
    const variable = scanVariable(this.text, at);
    if (!variable) return false;
    let { end } = variable;
    for (;;) {
      const next = mayStartVariable(this.text.charCodeAt(end))
        ? scanVariable(this.text, end)?.end
        : this.endOfName(end);
      if (next === undefined || next === end) break;
      end = next;
    }
    this.variable = variable.name;
    this.take("VARIABLE", end);
    return true;
  }
}

/** Loki's words for the problem of a string. */
function stringProblem(problem: string): string {
  if (problem.startsWith("unterminated")) return "literal not terminated";
  return problem === "escape sequence is an invalid Unicode code point" ? "invalid syntax" : "invalid char escape";
}
