import { endOfUnits, parseDurationLiteral, scanNumber } from "../../logql/syntax/literals.js";
import { isDigit } from "../../promql/syntax/numerals.js";
import { scanString } from "../../promql/syntax/strings.js";
import { scanVariable } from "../../promql/syntax/variables.js";
import type { Scope } from "../syntax/ast.js";
import type { Dialect } from "../syntax/dialect.js";
import { attributeScopes, keywords, longOperators, scopedIntrinsics, shortOperators } from "./tokens.js";

/** White space, and comments as in Go. */
const space = /(?:[ \t\r\n]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const word = /[\p{L}_][\p{L}\p{Nd}_]*/uy;
const compoundWord = /[\w]*/y;

/** Characters of the name of an attribute. Of the rest, quotation marks allow all. */
const attributeCharacters = /[^\s{}()=~!<>&|^,"]+/uy;
const quotedPart = /"(?:[^"\\]|\\["\\])*"/y;

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function isVariableStart(code: number): boolean {
  return code === 36 || code === 91;
}

/**
 * Scans one token at a time. The `kind` of the current one is an operator, punctuation mark or reserved word as written, or
 * `IDENTIFIER`, `STRING`, `INTEGER`, `FLOAT`, `DURATION`, `ATTRIBUTE`, `INTRINSIC` for one with a scope, `VARIABLE` for a
 * dashboard variable, `$end`, or `invalid`, after which there are no more.
 */
export class Lexer {
  kind = "";
  start = 0;
  end = 0;
  /** Message, if `kind` is `invalid`. */
  problem = "";
  /** The nanoseconds of `DURATION`. */
  value = 0;
  /** The scope of `ATTRIBUTE`. */
  scope: Scope = "";
  /** Start of the name of `ATTRIBUTE`. */
  nameStart = 0;
  /** Name of the first dashboard variable in `VARIABLE`. */
  variable = "";
  /** End of the previous token. */
  previousEnd = 0;

  readonly text: string;
  readonly dialect: Dialect;

  constructor(text: string, dialect: Dialect) {
    this.text = text;
    this.dialect = dialect;
  }

  /** Text of the current token. */
  get written(): string {
    return this.text.slice(this.start, this.end);
  }

  advance(): void {
    if (this.kind === "invalid" || this.kind === "$end") return;
    const { text } = this;
    this.previousEnd = this.end;
    this.start = endOf(space, text, this.end);
    this.end = this.start;
    const code = text.charCodeAt(this.start);
    if (this.start >= text.length) this.kind = "$end";
    else if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(this.start + 1)))) this.scanNumber();
    else if (code === 46) this.scanAttribute("", this.start + 1);
    else if (code === 34 || code === 96) this.scanString();
    else if (isVariableStart(code) && this.scanCompound(this.start)) return;
    else if (endOf(word, text, this.start) > this.start) this.scanWord();
    else this.scanOperator();
  }

  private take(kind: string, end: number): void {
    this.kind = kind;
    this.end = end;
  }

  private fail(problem: string, end = this.text.length): void {
    this.take("invalid", end);
    this.problem = problem;
  }

  private scanNumber(): void {
    const { text, start } = this;
    const { end, problem } = scanNumber(text, start);
    const withUnits = endOfUnits(text, end, "nsumhµdwy");
    const duration = withUnits > end ? parseDurationLiteral(text.slice(start, withUnits)) : undefined;
    if (problem !== undefined) this.fail(problem, end);
    else if (isVariableStart(text.charCodeAt(end)) && this.scanCompound(end)) return;
    else if (duration !== undefined) {
      this.value = duration;
      this.take("DURATION", withUnits);
    } else this.take(/^[0-9]+$/.test(text.slice(start, end)) ? "INTEGER" : "FLOAT", end);
  }

  private scanString(): void {
    const { end, ok, problem } = scanString(this.text, this.start);
    if (ok) this.take("STRING", end);
    else this.fail(problem!, end);
  }

  private scanWord(): void {
    const { text, start } = this;
    const end = endOf(word, text, start);
    const written = text.slice(start, end);
    if (text[end] === "." && attributeScopes.has(written)) this.scanScoped(written as Scope, end + 1);
    else if (text[end] === ":" && scopedIntrinsics.has(written)) this.scanIntrinsic(written, end + 1);
    else if (isVariableStart(text.charCodeAt(end)) && this.scanCompound(end)) return;
    else this.take(keywords.has(written) ? written : "IDENTIFIER", end);
  }

  private scanIntrinsic(scope: string, at: number): void {
    const nameStart = endOf(space, this.text, at);
    const end = endOf(word, this.text, nameStart);
    const names = scopedIntrinsics.get(scope)!;
    if (names.includes(this.text.slice(nameStart, end))) this.take("INTRINSIC", end);
    else this.fail(`${scope}: has the fields ${names.join(", ")}`, Math.max(end, at));
  }

  private scanScoped(scope: Scope, at: number): void {
    const inner = scope === "parent" ? /(?:span|resource)(?=\.)/y : undefined;
    const innerEnd = inner ? endOf(inner, this.text, at) : at;
    if (innerEnd > at) this.scanAttribute(`parent.${this.text.slice(at, innerEnd)}` as Scope, innerEnd + 1);
    else this.scanAttribute(scope, at);
  }

  private scanAttribute(scope: Scope, nameStart: number): void {
    const { text } = this;
    let end = nameStart;
    for (;;) {
      const part = this.endOfAttributePart(end);
      if (part === end) break;
      end = part;
    }
    this.scope = scope;
    this.nameStart = nameStart;
    if (text[end] === '"')
      this.fail('the quotation marks of the name do not end, or it has an escape other than \\" and \\\\');
    else if (end === nameStart) this.fail("an attribute needs a name", nameStart);
    else this.take("ATTRIBUTE", end);
  }

  private endOfAttributePart(at: number): number {
    const { text } = this;
    const variable = this.dialect.grafana && text.startsWith("${", at) ? scanVariable(text, at) : undefined;
    if (variable) return variable.end;
    const quoted = endOf(quotedPart, text, at);
    if (quoted > at) return quoted;
    const end = endOf(attributeCharacters, text, at);
    // A name ends in front of the braces of a variable, and its dollar sign is in front of them.
    return this.dialect.grafana && end > at + 1 && text.startsWith("${", end - 1) ? end - 1 : end;
  }

  private scanOperator(): void {
    const { text, start } = this;
    const length = [3, 2, 1].find((count) => {
      const written = text.slice(start, start + count);
      return written.length === count && (longOperators.has(written) || shortOperators.has(written));
    });
    const character = String.fromCodePoint(text.codePointAt(start)!);
    if (length === undefined) this.fail(`unexpected ${JSON.stringify(character)}`, start + character.length);
    else this.take(text.slice(start, start + length), start + length);
  }

  /** Scans a variable at `at`, and the letters, digits and variables joined to it. */
  private scanCompound(at: number): boolean {
    const { text } = this;
    const variable = this.dialect.grafana ? scanVariable(text, at) : undefined;
    if (!variable) return false;
    let { end } = variable;
    for (;;) {
      const next = scanVariable(text, end)?.end ?? endOf(compoundWord, text, end);
      if (next === end) break;
      end = next;
    }
    this.variable = variable.name;
    this.take("VARIABLE", end);
    return true;
  }
}
