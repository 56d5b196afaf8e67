import type { TextRange } from "../../../diagnostics/positions.js";
import { checkEscapes } from "./escapes.js";
import type { Token, TokenKind } from "./tokens.js";

/** Receives the problems of a text, in any order. */
export type ReportProblem = (range: TextRange, summary: string, fix?: string) => void;

const identifier = /[\p{L}_][\p{L}_\p{Nd}]*/uy;
const number = /(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]*)?/y;
const blanks = /[ \t\r\n]*/y;
const blanksInLine = /[ \t\r]*/y;
const comment = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$(?![\s\S]))/y;
const twoCharacters = /\|\||&&|[!=<>]=/y;
const oneCharacter = /[!=<>+\-*/%^{}()[\],.]/y;

/** Tokens after which the end of a line ends a statement. */
const endsStatement: ReadonlySet<TokenKind> = new Set<TokenKind>([
  "identifier",
  "number",
  "float",
  "string",
  "bool",
  "null",
  "illegal",
  "}",
  ")",
  "]",
]);

/** Splits a configuration into tokens. A terminator stands where the end of a line ends a statement. */
export class Scanner {
  private at: number;
  private terminates = false;
  private readonly text: string;
  private readonly report: ReportProblem;

  constructor(text: string, report: ReportProblem) {
    this.text = text;
    this.report = report;
    this.at = text.startsWith("\ufeff") ? 1 : 0;
    for (const match of text.matchAll(/\0|(?!^)\ufeff/g)) {
      const what = match[0] === "\0" ? "a NUL character" : "a byte order mark in the middle of the file";
      report({ start: match.index, end: match.index + 1 }, `${what} is not allowed`);
    }
  }

  next(): Token {
    const token = this.scan();
    this.terminates =
      endsStatement.has(token.kind) && (token.kind !== "illegal" || this.isQuoted(token) || this.terminates);
    return token;
  }

  /** True if a token that is illegal began like a string, after which a statement can end. */
  private isQuoted({ start }: Token): boolean {
    return this.text[start] === "'";
  }

  private scan(): Token {
    for (;;) {
      this.at = this.match(this.terminates ? blanksInLine : blanks) ?? this.at;
      const start = this.at;
      if (start >= this.text.length)
        return this.terminates ? this.token("terminator", start) : this.token("end", start);
      if (this.text[start] === "\n") return this.token("terminator", start + 1);
      const commentEnd = this.match(comment);
      if (commentEnd === undefined) return this.scanToken(start);
      if (this.terminates && this.commentsEndLine(start)) return this.token("terminator", start);
      this.checkComment(start, commentEnd);
      this.terminates = false;
      this.at = commentEnd;
    }
  }

  private scanToken(start: number): Token {
    const word = this.match(identifier);
    if (word !== undefined) return this.token(wordKind(this.text.slice(start, word)), word);
    const numberEnd = this.match(number);
    if (numberEnd !== undefined) return this.scanNumber(start, numberEnd);
    const quote = this.text[start]!;
    if (quote === '"' || quote === "`" || quote === "'") return this.scanString(start, quote);
    const two = this.match(twoCharacters);
    if (two !== undefined) return this.token(this.text.slice(start, two) as TokenKind, two);
    const one = this.match(oneCharacter);
    if (one !== undefined) return this.token(quote as TokenKind, one);
    return this.scanIllegal(start);
  }

  private scanNumber(start: number, end: number): Token {
    const text = this.text.slice(start, end);
    if (/[eE][+-]?$/.test(text)) this.report({ start, end }, "the exponent of a number has no digits");
    return this.token(/[.eE]/.test(text) ? "float" : "number", end);
  }

  private scanString(start: number, quote: string): Token {
    const end = quote === "`" ? this.endOfRaw(start) : this.endOfQuoted(start, quote);
    if (end === undefined) {
      const lineEnd = quote === "`" ? this.text.length : endOfLine(this.text, start);
      this.report({ start, end: lineEnd }, "this string has no closing quote");
      return this.token(quote === "'" ? "illegal" : "string", lineEnd);
    }
    if (quote === "'") this.report({ start, end }, "a string takes double quotes", "write it in double quotes");
    else if (quote === '"') checkEscapes(this.text, start, end, this.report);
    return this.token(quote === "'" ? "illegal" : "string", end);
  }

  private endOfRaw(start: number): number | undefined {
    const end = this.text.indexOf("`", start + 1);
    return end === -1 ? undefined : end + 1;
  }

  private endOfQuoted(start: number, quote: string): number | undefined {
    for (let at = start + 1; at < this.text.length && this.text[at] !== "\n"; at++) {
      if (this.text[at] === quote) return at + 1;
      if (this.text[at] === "\\" && this.text[at + 1] !== "\n") at++;
    }
    return undefined;
  }

  private scanIllegal(start: number): Token {
    const character = String.fromCodePoint(this.text.codePointAt(start)!);
    const end = start + character.length;
    if (character === "|" || character === "&") {
      this.report({ start, end }, `"${character}" is not an operator`, `write "${character}${character}"`);
      return this.token(character === "|" ? "||" : "&&", end);
    }
    const fix = character === "#" ? "begin comments with //" : undefined;
    if (character !== "\0" && character !== "\ufeff")
      this.report({ start, end }, `the character ${character} has no meaning here`, fix);
    return this.token("illegal", end);
  }

  /** True if only comments stand between here and the end of the line, or one of them spans lines. */
  private commentsEndLine(start: number): boolean {
    let at = start;
    for (;;) {
      comment.lastIndex = at;
      const match = comment.exec(this.text);
      if (match === null) return false;
      if (match[0].startsWith("//") || match[0].includes("\n")) return true;
      at = match.index + match[0].length;
      blanksInLine.lastIndex = at;
      at += blanksInLine.exec(this.text)![0].length;
      if (at >= this.text.length || this.text[at] === "\n") return true;
    }
  }

  private checkComment(start: number, end: number): void {
    const text = this.text.slice(start, end);
    if (text.startsWith("/*") && (!text.endsWith("*/") || text.length < 4))
      this.report({ start, end: start + 2 }, "this comment has no closing */");
  }

  private match(pattern: RegExp): number | undefined {
    pattern.lastIndex = this.at;
    return pattern.test(this.text) ? pattern.lastIndex : undefined;
  }

  private token(kind: TokenKind, end: number): Token {
    const start = this.at;
    this.at = end;
    return { kind, start, end };
  }
}

function wordKind(word: string): TokenKind {
  if (word === "true" || word === "false") return "bool";
  return word === "null" ? "null" : "identifier";
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end === -1 ? text.length : end;
}

/** True if a text is an identifier, and so can be a label. */
export function isIdentifier(text: string): boolean {
  return /^[\p{L}_][\p{L}_\p{Nd}]*$/u.test(text) && wordKind(text) === "identifier";
}
