import { TemplateFailure } from "./failure.js";

export type TokenKind =
  | "text"
  | "left delimiter"
  | "right delimiter"
  | "space"
  | "assign"
  | "declare"
  | "pipe"
  | "string"
  | "raw string"
  | "character"
  | "number"
  | "complex"
  | "variable"
  | "field"
  | "dot"
  | "nil"
  | "bool"
  | "function"
  | "keyword"
  | "("
  | ")"
  | "other"
  | "end of text";

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** Source text; of a `text` token the part that trimming leaves. */
  readonly text: string;
}

const keywords: ReadonlySet<string> = new Set([
  "block",
  "break",
  "continue",
  "define",
  "else",
  "end",
  "if",
  "range",
  "template",
  "with",
]);

const single: ReadonlyMap<string, TokenKind> = new Map<string, TokenKind>([
  ["=", "assign"],
  ["|", "pipe"],
  ["(", "("],
  [")", ")"],
]);

/** Splits a template into tokens, one at a time. */
export class Lexer {
  private readonly text: string;
  private at = 0;
  private inAction = false;
  private parenDepth = 0;
  private trimsNext = false;

  constructor(text: string) {
    this.text = text;
  }

  next(): Token {
    while (!this.inAction) {
      const token = this.scanText();
      if (token !== undefined) return token;
    }
    return this.scanInAction();
  }

  /** Text up to the next action, or the delimiter of the action; undefined after a comment or trimmed space. */
  private scanText(): Token | undefined {
    if (this.trimsNext) this.at = skipSpace(this.text, this.at);
    this.trimsNext = false;
    const start = this.at;
    if (start >= this.text.length) return this.token("end of text", start, start);
    const open = this.text.indexOf("{{", start);
    const end = open === -1 ? this.text.length : open;
    if (end > start) {
      this.at = end;
      const trims = open !== -1 && this.hasLeftTrimMarker(open + 2);
      const trimmed = trims ? trimEnd(this.text, start, end) : end;
      return trimmed > start ? this.token("text", start, trimmed) : undefined;
    }
    return this.scanLeftDelimiter(open);
  }

  private scanLeftDelimiter(start: number): Token | undefined {
    const afterMarker = this.hasLeftTrimMarker(start + 2) ? start + 4 : start + 2;
    if (this.text.startsWith("/*", afterMarker)) {
      this.skipComment(start, afterMarker);
      return undefined;
    }
    this.at = afterMarker;
    this.inAction = true;
    this.parenDepth = 0;
    return this.token("left delimiter", start, afterMarker);
  }

  private skipComment(start: number, commentStart: number): void {
    const close = this.text.indexOf("*/", commentStart + 2);
    if (close === -1) throw new TemplateFailure("unclosed comment", start, this.text.length, "close it with */}}");
    this.at = close + 2;
    const length = this.rightDelimiterLength();
    if (length === 0)
      throw new TemplateFailure("comment ends before closing delimiter", start, close + 2, "write */}}");
    this.at += length;
    this.trimsNext = length > 2;
  }

  private scanInAction(): Token {
    const start = this.at;
    const delimiter = this.rightDelimiterLength();
    if (delimiter > 0) return this.scanRightDelimiter(start, delimiter);
    if (start >= this.text.length)
      throw new TemplateFailure("unclosed action", this.lastOpen(), start, "close it with }}");
    const character = String.fromCodePoint(this.text.codePointAt(start)!);
    if (isSpace(character)) return this.scanSpace(start);
    if (character === '"') return this.scanQuoted("string", start);
    if (character === "'") return this.scanQuoted("character", start);
    if (character === "`") return this.scanRawString(start);
    if (character === "$") return this.scanName("variable", start);
    if (character === "." && !isDigit(this.text[start + 1])) return this.scanName("field", start);
    if (character === "." || character === "+" || character === "-" || isDigit(character))
      return this.scanNumber(start);
    if (isWordCharacter(character)) return this.scanName("function", start);
    return this.scanPunctuation(character, start);
  }

  private scanRightDelimiter(start: number, length: number): Token {
    if (this.parenDepth > 0) throw new TemplateFailure("unclosed left paren", start, start + length, "close it with )");
    this.inAction = false;
    this.trimsNext = length > 2;
    return this.emit("right delimiter", start, start + length);
  }

  private scanPunctuation(character: string, start: number): Token {
    if (character === ":") {
      if (this.text[start + 1] !== "=") throw new TemplateFailure("expected :=", start, start + 1);
      return this.emit("declare", start, start + 2);
    }
    if (character === "(") this.parenDepth++;
    if (character === ")" && --this.parenDepth < 0)
      throw new TemplateFailure("unexpected right paren", start, start + 1);
    if (!/^[!-~]$/.test(character)) {
      const end = start + character.length;
      throw new TemplateFailure(`unrecognized character in action: ${codePoint(character)}`, start, end);
    }
    return this.emit(single.get(character) ?? "other", start, start + 1);
  }

  /** White space. The last space before `-}}` belongs to the trim marker. */
  private scanSpace(start: number): Token {
    let end = skipSpace(this.text, start);
    if (this.text.startsWith("-}}", end)) end--;
    return this.emit("space", start, end);
  }

  private scanName(kind: "variable" | "field" | "function", start: number): Token {
    let end = kind === "function" ? start : start + 1;
    while (end < this.text.length) {
      const character = String.fromCodePoint(this.text.codePointAt(end)!);
      if (!isWordCharacter(character)) break;
      end += character.length;
    }
    if (!this.isTerminator(end)) {
      const character = String.fromCodePoint(this.text.codePointAt(end)!);
      throw new TemplateFailure(`bad character ${codePoint(character)}`, end, end + character.length);
    }
    const word = this.text.slice(start, end);
    if (kind === "field" && word === ".") return this.emit("dot", start, end);
    if (kind !== "function") return this.emit(kind, start, end);
    if (keywords.has(word)) return this.emit("keyword", start, end);
    if (word === "true" || word === "false") return this.emit("bool", start, end);
    return this.emit(word === "nil" ? "nil" : "function", start, end);
  }

  private isTerminator(at: number): boolean {
    const character = this.text[at];
    return character === undefined || /[ \t\r\n.,|:)(]/.test(character) || this.text.startsWith("}}", at);
  }

  private scanNumber(start: number): Token {
    let end = this.numberEnd(start);
    let kind: TokenKind = "number";
    let isWhole = !this.isWordAt(end);
    if (isWhole && (this.text[end] === "+" || this.text[end] === "-")) {
      end = this.numberEnd(end);
      kind = "complex";
      isWhole = !this.isWordAt(end) && this.text[end - 1] === "i";
    }
    if (!isWhole) {
      const bad = this.text.slice(start, end + (this.isWordAt(end) ? 1 : 0));
      throw new TemplateFailure(`bad number syntax: ${JSON.stringify(bad)}`, start, start + bad.length);
    }
    return this.emit(kind, start, end);
  }

  private numberEnd(from: number): number {
    const pattern =
      /[+-]?(?:0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]*)?|0[oO][0-7_]*(?:\.[0-7_]*)?|0[bB][01_]*(?:\.[01_]*)?|[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)?)i?/y;
    pattern.lastIndex = from;
    pattern.exec(this.text);
    return pattern.lastIndex;
  }

  private isWordAt(at: number): boolean {
    return at < this.text.length && isWordCharacter(String.fromCodePoint(this.text.codePointAt(at)!));
  }

  private scanQuoted(kind: "string" | "character", start: number): Token {
    const quote = this.text[start]!;
    for (let at = start + 1; at < this.text.length && this.text[at] !== "\n"; at++) {
      if (this.text[at] === quote) return this.emit(kind, start, at + 1);
      if (this.text[at] === "\\" && this.text[at + 1] !== "\n") at++;
    }
    const message = kind === "string" ? "unterminated quoted string" : "unterminated character constant";
    throw new TemplateFailure(message, start, this.text.length, `close it with ${quote}`);
  }

  private scanRawString(start: number): Token {
    const close = this.text.indexOf("`", start + 1);
    if (close === -1)
      throw new TemplateFailure("unterminated raw quoted string", start, this.text.length, "close it with `");
    return this.emit("raw string", start, close + 1);
  }

  private emit(kind: TokenKind, start: number, end: number): Token {
    this.at = end;
    return this.token(kind, start, end);
  }

  private token(kind: TokenKind, start: number, end: number): Token {
    return { kind, start, end, text: this.text.slice(start, end) };
  }

  private hasLeftTrimMarker(at: number): boolean {
    return this.text[at] === "-" && isSpace(this.text[at + 1]);
  }

  /** 2 at `}}`, 4 at ` -}}`, otherwise 0. */
  private rightDelimiterLength(): number {
    if (this.text.startsWith("}}", this.at)) return 2;
    return isSpace(this.text[this.at]) && this.text.startsWith("-}}", this.at + 1) ? 4 : 0;
  }

  private lastOpen(): number {
    return this.text.lastIndexOf("{{", this.at);
  }
}

function isSpace(character: string | undefined): boolean {
  return character === " " || character === "\t" || character === "\r" || character === "\n";
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}

function isWordCharacter(character: string): boolean {
  return /^[\p{L}\p{Nd}_]$/u.test(character);
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text[at])) at++;
  return at;
}

function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(text[at - 1])) at--;
  return at;
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")} '${character}'`;
}
