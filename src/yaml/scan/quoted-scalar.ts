import { YamlFailure } from "../failure.js";
import { breakLength, breakText, hexDigit, isBlank, isBlankOrEnd, isBreak, isDocumentMarker } from "./characters.js";
import { foldBreaks, type ScannedScalar, type Trace } from "./scanned-scalar.js";

const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const BACKSLASH = 0x5c;

const escapes: ReadonlyMap<string, string> = new Map([
  ["0", "\0"],
  ["a", "\x07"],
  ["b", "\b"],
  ["t", "\t"],
  ["\t", "\t"],
  ["n", "\n"],
  ["v", "\v"],
  ["f", "\f"],
  ["r", "\r"],
  ["e", "\x1b"],
  [" ", " "],
  ['"', '"'],
  ["'", "'"],
  ["\\", "\\"],
  ["N", "\u0085"],
  ["_", "\u00a0"],
  ["L", "\u2028"],
  ["P", "\u2029"],
]);

const hexLengths: ReadonlyMap<string, number> = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

/** Scans a quoted scalar; its opening quote is at `start`, on the line that begins at `line`. */
export function scanQuoted(source: string, start: number, line: number, trace?: Trace): ScannedScalar {
  const quote = source.charCodeAt(start);
  const verbatimEnd = findVerbatimEnd(source, start + 1, quote);
  if (verbatimEnd !== -1) {
    trace?.(start + 1, verbatimEnd - start - 1, verbatimEnd - start - 1);
    const value = source.slice(start + 1, verbatimEnd);
    return { value, end: verbatimEnd + 1, next: verbatimEnd + 1, lineStart: -1, endedByLine: false };
  }
  return new QuotedScanner(source, start, line, quote, trace).scan();
}

function findVerbatimEnd(source: string, from: number, quote: number): number {
  let at = from;
  for (;;) {
    const code = source.charCodeAt(at);
    if (code === quote) return quote === SINGLE_QUOTE && source.charCodeAt(at + 1) === SINGLE_QUOTE ? -1 : at;
    if (code === 0 || isBreak(code) || (code === BACKSLASH && quote === DOUBLE_QUOTE)) return -1;
    at++;
  }
}

class QuotedScanner {
  private value = "";
  private at: number;
  private chunkStart: number;
  private lineStart: number;
  private readonly firstLine: number;
  private readonly source: string;
  private readonly start: number;
  private readonly quote: number;
  private readonly trace: Trace | undefined;

  constructor(source: string, start: number, line: number, quote: number, trace: Trace | undefined) {
    this.source = source;
    this.start = start;
    this.quote = quote;
    this.trace = trace;
    this.at = start + 1;
    this.chunkStart = this.at;
    this.lineStart = line;
    this.firstLine = line;
  }

  scan(): ScannedScalar {
    for (;;) {
      if (this.at === this.lineStart && isDocumentMarker(this.source, this.at)) {
        throw this.failure("unexpected document marker inside quotes", this.at);
      }
      if (this.source.charCodeAt(this.at) === 0) throw this.failure("the closing quote is missing", this.at);
      const joined = this.readWord();
      if (this.source.charCodeAt(this.at) === this.quote) break;
      this.readGap(joined);
    }
    this.flush(this.at);
    const end = this.at + 1;
    const lineStart = this.lineStart === this.firstLine ? -1 : this.lineStart;
    return { value: this.value, end, next: end, lineStart, endedByLine: false };
  }

  /** Reads up to white space or the closing quote; true if a backslash at the end of a line ended the word. */
  private readWord(): boolean {
    for (;;) {
      const code = this.source.charCodeAt(this.at);
      if (isBlankOrEnd(code)) return false;
      if (code === SINGLE_QUOTE && this.quote === SINGLE_QUOTE) {
        if (this.source.charCodeAt(this.at + 1) !== SINGLE_QUOTE) return false;
        this.replace(2, "'");
      } else if (code === this.quote) return false;
      else if (code === BACKSLASH && this.quote === DOUBLE_QUOTE) {
        if (isBreak(this.source.charCodeAt(this.at + 1))) {
          this.replace(1 + breakLength(this.source, this.at + 1), "");
          this.lineStart = this.at;
          return true;
        }
        this.readEscape();
      } else this.at++;
    }
  }

  private readGap(joined: boolean): void {
    const gapStart = this.at;
    let first: string | undefined = joined ? "" : undefined;
    let further = "";
    for (;;) {
      const code = this.source.charCodeAt(this.at);
      if (isBreak(code)) {
        if (first === undefined) first = breakText(this.source, this.at);
        else further += breakText(this.source, this.at);
        this.at += breakLength(this.source, this.at);
        this.lineStart = this.at;
      } else if (isBlank(code)) this.at++;
      else break;
    }
    if (first === undefined) return;
    const length = this.at - gapStart;
    this.at = gapStart;
    this.replace(length, foldBreaks(first, further));
  }

  private readEscape(): void {
    const letter = this.source[this.at + 1]!;
    const simple = escapes.get(letter);
    if (simple === undefined) this.replace(2 + (hexLengths.get(letter) ?? 0), this.readHexEscape(letter));
    else this.replace(2, simple);
  }

  private readHexEscape(letter: string): string {
    const length = hexLengths.get(letter);
    if (length === undefined) throw this.failure(`unknown escape \\${printable(letter)}`, this.at);
    let code = 0;
    for (let index = 0; index < length; index++) {
      const digit = hexDigit(this.source.charCodeAt(this.at + 2 + index));
      if (digit < 0) throw this.failure(`expected ${length} hexadecimal digits after \\${letter}`, this.at);
      code = code * 16 + digit;
    }
    if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) {
      throw this.failure("the escape is not a Unicode character", this.at);
    }
    return String.fromCodePoint(code);
  }

  private replace(length: number, text: string): void {
    this.flush(this.at);
    this.trace?.(this.at, length, text.length);
    this.value += text;
    this.at += length;
    this.chunkStart = this.at;
  }

  private flush(end: number): void {
    if (end === this.chunkStart) return;
    this.trace?.(this.chunkStart, end - this.chunkStart, end - this.chunkStart);
    this.value += this.source.slice(this.chunkStart, end);
  }

  private failure(problem: string, offset: number): YamlFailure {
    return new YamlFailure(problem, offset, { doing: "reading a quoted value", start: this.start });
  }
}

function printable(letter: string): string {
  return letter === "\0" ? "" : letter;
}
