import type { Scan } from "./numerals.js";

const backslash = 92;
const newline = 10;
const backtick = 96;
const replacementCharacter = 0xfffd;

/** A scan of a string, with the problem that ended it early. */
export interface StringScan extends Scan {
  readonly problem?: string;
}

/**
 * Scans a quoted string whose opening quote is at `at`. PromQL refuses U+FFFD, which stands for invalid bytes, and escapes
 * of surrogates; `isLenient` accepts both, as LogQL does.
 */
export function scanString(text: string, at: number, isLenient = false): StringScan {
  const quote = text.charCodeAt(at);
  const raw = quote === backtick;
  for (let end = at + 1; end < text.length; ) {
    const code = text.charCodeAt(end);
    if (code === quote) return { end: end + 1, ok: true };
    if (code === backslash && !raw) {
      const escaped = scanEscape(text, end + 1, quote, isLenient);
      if (!escaped.ok) return escaped;
      end = escaped.end;
    } else if (code === newline && !raw) {
      return { end, ok: false, problem: "unterminated quoted string" };
    } else {
      const length = code === replacementCharacter && isLenient ? 1 : characterLength(text, end, code);
      if (length === 0) return { end, ok: false, problem: "invalid UTF-8 rune" };
      end += length;
    }
  }
  return { end: text.length, ok: false, problem: raw ? "unterminated raw string" : "unterminated quoted string" };
}

/** Length of a character; 0 for a lone surrogate, and for U+FFFD, which a decoder puts in place of invalid bytes. */
function characterLength(text: string, at: number, code: number): number {
  if (code < 0xd800 || (code > 0xdfff && code !== replacementCharacter)) return 1;
  const next = text.charCodeAt(at + 1);
  return code < 0xdc00 && next >= 0xdc00 && next <= 0xdfff ? 2 : 0;
}

const singleEscapes = new Map([
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
  ["\\", "\\"],
]);
const hexadecimalEscapes = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

function scanEscape(text: string, at: number, quote: number, isLenient: boolean): StringScan {
  const character = text[at];
  if (character === undefined) return { end: at, ok: false, problem: "escape sequence not terminated" };
  if (singleEscapes.has(character) || text.charCodeAt(at) === quote) return { end: at + 1, ok: true };
  const digits = hexadecimalEscapes.get(character);
  if (digits !== undefined) {
    const scan = scanCodePoint(text, at + 1, digits, 16, character === "x" ? 255 : 0x10ffff);
    return isLenient && scan.isSurrogate ? { end: at + 1 + digits, ok: true } : scan;
  }
  if (character >= "0" && character <= "7") return scanCodePoint(text, at, 3, 8, 255);
  const shown = String.fromCodePoint(text.codePointAt(at)!);
  return { end: at, ok: false, problem: `unknown escape sequence ${JSON.stringify("\\" + shown)}` };
}

function scanCodePoint(
  text: string,
  at: number,
  digits: number,
  base: number,
  largest: number,
): StringScan & { readonly isSurrogate?: boolean } {
  const written = text.slice(at, at + digits);
  const pattern = base === 8 ? /^[0-7]*/ : /^[0-9a-fA-F]*/;
  const good = pattern.exec(written)![0].length;
  if (good < digits) {
    if (at + good >= text.length) return { end: text.length, ok: false, problem: "escape sequence not terminated" };
    const illegal = JSON.stringify(String.fromCodePoint(text.codePointAt(at + good)!));
    return { end: at + good, ok: false, problem: `illegal character ${illegal} in escape sequence` };
  }
  const value = Number.parseInt(written, base);
  const problem = "escape sequence is an invalid Unicode code point";
  if (value >= 0xd800 && value <= 0xdfff) return { end: at, ok: false, problem, isSurrogate: true };
  if (value > largest) return { end: at, ok: false, problem };
  return { end: at + digits, ok: true };
}

/** The value of a complete string literal, given with its quotes. */
export function unquote(literal: string): string {
  const inner = literal.slice(1, -1);
  if (literal[0] === "`" || !inner.includes("\\")) return inner;
  let value = "";
  let bytes: number[] = [];
  const flush = (): void => {
    if (bytes.length > 0) value += Buffer.from(bytes).toString("utf8");
    bytes = [];
  };
  for (let at = 0; at < inner.length; ) {
    if (inner[at] !== "\\") {
      flush();
      value += inner[at++]!;
      continue;
    }
    const character = inner[at + 1]!;
    const byte = byteEscape(inner, at + 1);
    if (byte) bytes.push(byte.value);
    else flush();
    const digits = hexadecimalEscapes.get(character);
    if (byte) at = byte.end;
    else if (digits !== undefined) {
      value += String.fromCodePoint(Number.parseInt(inner.slice(at + 2, at + 2 + digits), 16));
      at += 2 + digits;
    } else {
      value += singleEscapes.get(character) ?? character;
      at += 2;
    }
  }
  flush();
  return value;
}

/** `\x41` and `\101` are bytes: several of them may encode one character. */
function byteEscape(text: string, at: number): { value: number; end: number } | undefined {
  const character = text[at]!;
  if (character === "x") return { value: Number.parseInt(text.slice(at + 1, at + 3), 16), end: at + 3 };
  if (character < "0" || character > "7") return undefined;
  return { value: Number.parseInt(text.slice(at, at + 3), 8), end: at + 3 };
}

const printEscapes = new Map([
  ["\x07", "\\a"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ["\v", "\\v"],
  ["\\", "\\\\"],
]);

/** Prints a string literal, with the given quotes if they can hold the value. */
export function quote(value: string, quotes: '"' | "'" | "`" = '"'): string {
  const needsEscape = /[\x00-\x1f\x7f\ufffd]/;
  if (quotes === "`" && !value.includes("`") && !/[\ufffd]/.test(value)) return "`" + value + "`";
  const mark = quotes === "`" ? '"' : quotes;
  if (!needsEscape.test(value) && !value.includes("\\") && !value.includes(mark)) return mark + value + mark;
  let written = mark as string;
  for (const character of value) {
    if (character === mark) written += "\\" + mark;
    else if (printEscapes.has(character)) written += printEscapes.get(character)!;
    else if (needsEscape.test(character)) written += "\\u" + character.charCodeAt(0).toString(16).padStart(4, "0");
    else written += character;
  }
  return written + mark;
}
