import type { Grammar } from "../syntax/grammar.js";
import { isAlpha, isAlphanumeric, isDigit, scanDurationUnits, scanNumber } from "../syntax/numerals.js";
import { scanString } from "../syntax/strings.js";
import { scanVariable, windowVariable } from "../syntax/variables.js";
import { dottedNameHint } from "./name-hint.js";

/** True for `$`, and for `[`, as in `[[`. */
function mayStartVariable(code: number): boolean {
  return code === 36 || code === 91;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code === 13;
}

const colon = 58;
const maxKeywordLength = "count_values".length;

/**
 * Scans one token at a time. The `kind` of the current one is an operator or punctuation mark as written, a keyword in
 * lower case, or `identifier`, `metric identifier`, `number`, `duration`, `string`, `variable`, `end of input` or `error`,
 * after which there are no more. The states in braces and brackets are those of Prometheus' lexer.
 */
export class Lexer {
  kind = "";
  start = 0;
  end = 0;
  /** Message, if `kind` is `error`. */
  problem = "";
  hint: string | undefined;
  /** Name of the first dashboard variable in the token, if `kind` is `variable`. */
  variable = "";
  /** True for a variable joined to letters or digits: `${prefix}_total`, `5${unit}`. */
  isCompound = false;
  /** End of the previous token. */
  previousEnd = 0;

  readonly text: string;
  readonly grammar: Grammar;
  private parentheses = 0;
  private braceOpen = false;
  private bracketOpen = false;
  private colonSeen = false;
  private durationSeen = false;
  /** True from `[` up to the first number, where only parts of a duration are allowed. */
  private expectsDuration = false;

  constructor(text: string, grammar: Grammar) {
    this.text = text;
    this.grammar = grammar;
  }

  /** Text of the current token. */
  get written(): string {
    return this.text.slice(this.start, this.end);
  }

  /** The first character behind the current token that is not white space. */
  get following(): string {
    let at = this.end;
    while (isSpace(this.text.charCodeAt(at))) at++;
    return this.text[at] ?? "";
  }

  advance(): void {
    if (this.kind === "error" || this.kind === "end of input") return;
    this.previousEnd = this.end;
    this.skipSpace(!this.expectsDuration);
    if (this.start >= this.text.length) this.finish();
    else if (this.braceOpen) this.scanInBraces();
    else if (this.expectsDuration) this.scanDuration();
    else this.scanStatement();
  }

  private skipSpace(comments: boolean): void {
    const { text } = this;
    let at = this.end;
    for (;;) {
      const code = text.charCodeAt(at);
      if (isSpace(code)) at++;
      else if (code === 35 && comments) {
        while (at < text.length && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++;
      } else break;
    }
    this.start = at;
    this.end = at;
  }

  private finish(): void {
    if (this.braceOpen) this.fail("unexpected end of input inside braces");
    else if (this.expectsDuration) this.fail("unexpected end of input in duration expression");
    else if (this.parentheses > 0) this.fail("unclosed left parenthesis");
    else if (this.bracketOpen) this.fail("unclosed left bracket");
    else this.kind = "end of input";
  }

  private fail(problem: string, end = this.text.length): void {
    this.kind = "error";
    this.problem = problem;
    this.end = Math.min(end, this.text.length);
  }

  private take(kind: string, length = kind.length): void {
    this.kind = kind;
    this.end = this.start + length;
  }

  private scanStatement(): void {
    const { text, start } = this;
    const code = text.charCodeAt(start);
    if (isAlpha(code) || code === colon) {
      if (this.bracketOpen) this.scanLetterInBrackets(code);
      else this.scanWord();
      return;
    }
    if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(start + 1)))) {
      this.scanNumber();
      return;
    }
    if (mayStartVariable(code) && this.scanDashboardVariable()) return;
    this.scanPunctuation(text[start]!, text[start + 1]);
  }

  private scanPunctuation(character: string, next: string | undefined): void {
    switch (character) {
      case ",":
      case "*":
      case "/":
      case "%":
      case "+":
      case "-":
      case "^":
      case "@":
        this.take(character);
        break;
      case '"':
      case "'":
      case "`":
        this.scanString();
        break;
      case "(":
        this.parentheses++;
        this.take(character);
        break;
      case ")":
        this.take(character);
        if (--this.parentheses < 0) this.fail("unexpected right parenthesis ')'", this.end);
        break;
      case "{":
        this.braceOpen = true;
        this.take(character);
        break;
      case "[":
      case "]":
        this.scanBracket(character);
        break;
      default:
        this.scanComparison(character, next);
    }
  }

  private scanComparison(character: string, next: string | undefined): void {
    if (character === "<" || character === ">") {
      const longer = next === "=" || (next === "/" && this.grammar.trimOperators);
      this.take(longer ? character + next : character);
    } else if (character === "=") {
      if (next === "~") this.fail("unexpected character after '=': '~'", this.start + 2);
      else this.take(next === "=" ? "==" : "=");
    } else if (character === "!") {
      if (next === "=") this.take("!=");
      else this.fail(`unexpected character after '!': ${describeCharacter(this.text, this.start + 1)}`, this.start + 2);
    } else {
      this.fail(`unexpected character: ${describeCharacter(this.text, this.start)}`, this.start + 1);
      if (character === "$") this.explainVariable();
      else if (character === ".") this.hint = dottedNameHint(this.text, this.start, this.braceOpen, this.grammar);
    }
  }

  private explainVariable(): void {
    const variable = scanVariable(this.text, this.start);
    if (!variable) return;
    const written = this.text.slice(this.start, variable.end);
    this.fail(`unexpected ${JSON.stringify(written)}: dashboard variables do not exist in rules`, variable.end);
    this.hint = "write the value out: only Grafana panels have variables";
  }

  private scanBracket(character: "[" | "]"): void {
    if (character === "[") {
      if (this.bracketOpen) {
        this.fail("unexpected left bracket '['", this.start + 1);
        return;
      }
      this.colonSeen = false;
      this.bracketOpen = true;
      this.expectsDuration = true;
    } else {
      if (!this.bracketOpen) {
        this.fail("unexpected right bracket ']'", this.start + 1);
        return;
      }
      this.bracketOpen = false;
    }
    this.take(character);
  }

  private scanLetterInBrackets(code: number): void {
    if (code === colon || this.grammar.letterIsColon) {
      if (this.colonSeen) this.fail(`unexpected colon ${describeCharacter(this.text, this.start)}`, this.start + 1);
      else this.take(":");
      this.colonSeen = true;
    } else if (!this.scanDurationWord()) {
      this.fail(`unexpected character: ${describeCharacter(this.text, this.start)}, expected ':'`, this.start + 1);
    }
  }

  /** Scans `step`, `range` and the other words that are allowed in brackets. */
  private scanDurationWord(): boolean {
    const { text, start } = this;
    let end = start;
    while (isAlpha(text.charCodeAt(end))) end++;
    const word = text.slice(start, end).toLowerCase();
    if (!this.grammar.durationWords.has(word)) return false;
    this.take(word);
    return true;
  }

  private scanDuration(): void {
    const { text, start, grammar } = this;
    const code = text.charCodeAt(start);
    if (mayStartVariable(code) && this.scanDashboardVariable()) {
      this.expectsDuration = false;
      this.durationSeen = true;
    } else if (code === 36) this.unexpectedInDuration();
    else if (!grammar.durationExpressions || isDigit(code) || (code === 46 && isDigit(text.charCodeAt(start + 1)))) {
      this.expectsDuration = false;
      this.durationSeen = true;
      this.scanNumber(!grammar.numbersAreDurations);
    } else this.scanDurationPunctuation(text[start]!);
  }

  private scanDurationPunctuation(character: string): void {
    if ("+-*/%^,".includes(character)) this.take(character);
    else if (character === "(" || character === ")") this.scanPunctuation(character, undefined);
    else if (character === "]") {
      this.expectsDuration = false;
      this.bracketOpen = false;
      this.take("]");
    } else if (character === ":") {
      if (!this.durationSeen) this.fail("unexpected colon before duration in duration expression", this.start + 1);
      else if (this.colonSeen) this.fail("unexpected repeated colon in duration expression", this.start + 1);
      else this.take(":");
      this.colonSeen = true;
    } else if (!this.scanDurationWord()) this.unexpectedInDuration();
  }

  private unexpectedInDuration(): void {
    this.fail(
      `unexpected character in duration expression: ${describeCharacter(this.text, this.start)}`,
      this.start + 1,
    );
    if (this.text[this.start] === "$") this.explainVariable();
  }

  private scanNumber(mustHaveUnit = false): void {
    const { text, start, grammar } = this;
    const number = scanNumber(text, start, grammar);
    if (grammar.dialect.grafana && mayStartVariable(text.charCodeAt(number.end)) && this.scanCompound(number.end))
      return;
    if (number.ok) {
      if (mustHaveUnit) this.fail("missing unit character in duration", number.end);
      else this.take("number", number.end - start);
      return;
    }
    const units = scanDurationUnits(text, number.end);
    if (units.ok) {
      this.take("duration", units.end - start);
      return;
    }
    const what = mustHaveUnit ? "duration" : "number or duration";
    this.fail(`bad ${what} syntax: ${JSON.stringify(text.slice(start, units.end + 1))}`, units.end + 1);
  }

  private scanString(): void {
    const scan = scanString(this.text, this.start);
    if (scan.ok) this.take("string", scan.end - this.start);
    else this.fail(scan.problem!, scan.end);
  }

  private scanWord(): void {
    const { text, start, grammar } = this;
    let end = start;
    let hasColon = false;
    let hasCapital = false;
    for (; ; end++) {
      const code = text.charCodeAt(end);
      if (code >= 97 && code <= 122) continue;
      if (code === colon) hasColon = true;
      else if (!isAlphanumeric(code)) break;
      else if (code >= 65 && code <= 90) hasCapital = true;
    }
    if (grammar.dialect.grafana && mayStartVariable(text.charCodeAt(end))) {
      const compoundEnd = this.endOfCompound(end, true);
      if (compoundEnd > end) {
        this.take("metric identifier", compoundEnd - start);
        return;
      }
    }
    const length = end - start;
    const word = length <= maxKeywordLength ? text.slice(start, end) : "";
    const lower = hasCapital ? word.toLowerCase() : word;
    const keyword = grammar.keywords.get(lower);
    if (keyword !== undefined) this.take(keyword === "number" ? "number" : lower, length);
    else if (grammar.fillModifiers && lower.startsWith("fill") && this.isFillModifier(lower, end)) this.take(lower);
    else this.take(hasColon ? "metric identifier" : "identifier", length);
  }

  private isFillModifier(word: string, end: number): boolean {
    if (word !== "fill" && word !== "fill_left" && word !== "fill_right") return false;
    let at = end;
    while (isSpace(this.text.charCodeAt(at))) at++;
    return this.text[at] === "(";
  }

  private scanInBraces(): void {
    const { text, start, grammar } = this;
    const code = text.charCodeAt(start);
    const next = text[start + 1];
    if (isAlpha(code)) {
      let end = start;
      while (isAlphanumeric(text.charCodeAt(end))) end++;
      if (grammar.dialect.grafana) end = this.endOfCompound(end, false);
      this.take("identifier", end - start);
      return;
    }
    if (mayStartVariable(code) && this.scanDashboardVariable()) return;
    const character = text[start]!;
    if (character === ",") this.take(character);
    else if (character === '"' || character === "'" || character === "`") this.scanString();
    else if (character === "}") {
      this.braceOpen = false;
      this.take(character);
    } else if (character === "=") this.take(next === "~" ? "=~" : "=");
    else if (character === "!" && (next === "~" || next === "=")) this.take("!" + next);
    else if (character === "!") {
      this.fail(`unexpected character after '!' inside braces: ${describeCharacter(text, start + 1)}`, start + 2);
    } else if (character === "{") this.fail("unexpected left brace '{'", start + 1);
    else {
      this.fail(`unexpected character inside braces: ${describeCharacter(text, start)}`, start + 1);
      if (character === "$") this.explainVariable();
      else if (character === ".") this.hint = dottedNameHint(this.text, this.start, this.braceOpen, this.grammar);
    }
  }

  /** Scans a dashboard variable with the characters joined to it; in rules only the window macro. */
  private scanDashboardVariable(): boolean {
    const variable = scanVariable(this.text, this.start);
    if (!variable) return false;
    if (!this.grammar.dialect.grafana) {
      if (variable.name !== windowVariable) return false;
      this.isCompound = false;
      this.variable = variable.name;
      this.take("variable", variable.end - this.start);
      return true;
    }
    return this.scanCompound(this.start);
  }

  private scanCompound(at: number): boolean {
    const variable = scanVariable(this.text, at);
    if (!variable) return false;
    const end = this.endOfCompound(variable.end, !this.braceOpen && !this.bracketOpen);
    this.variable = variable.name;
    this.isCompound = end !== variable.end || at !== this.start;
    this.take("variable", end - this.start);
    return true;
  }

  /** The end of adjacent variables and name characters from `at`. */
  private endOfCompound(at: number, colons: boolean): number {
    let end = at;
    for (;;) {
      const code = this.text.charCodeAt(end);
      const variable = mayStartVariable(code) ? scanVariable(this.text, end) : undefined;
      if (variable) end = variable.end;
      else if (isAlphanumeric(code) || (colons && code === colon)) end++;
      else return end;
    }
  }
}

/** Formats a character for a message. */
function describeCharacter(text: string, at: number): string {
  const point = text.codePointAt(at);
  if (point === undefined) return "end of input";
  const hidden = point < 32 || (point >= 127 && point < 161) || point === 0xfeff || (point >= 0xd800 && point < 0xe000);
  return hidden ? `U+${point.toString(16).toUpperCase().padStart(4, "0")}` : `'${String.fromCodePoint(point)}'`;
}
