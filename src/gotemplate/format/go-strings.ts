/** What Go prints as it is between quotes: letters, marks, numbers, punctuation, symbols and the plain space. */
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ["\x07", "\\a"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ["\v", "\\v"],
  ["\\", "\\\\"],
]);

export function isPrintable(character: string): boolean {
  return printable.test(character);
}

/** A text as a Go string literal: `strconv.Quote`. */
export function quoteGo(text: string, asciiOnly = false): string {
  return `"${escapeGo(text, '"', asciiOnly)}"`;
}

/** A character as a Go literal: `strconv.QuoteRune`. */
export function quoteCharacter(character: string, asciiOnly = false): string {
  return `'${escapeGo(character, "'", asciiOnly)}'`;
}

function escapeGo(text: string, quote: string, asciiOnly: boolean): string {
  let escaped = "";
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const short = character === quote ? `\\${quote}` : shortEscapes.get(character);
    if (short !== undefined) escaped += short;
    else if (isPrintable(character) && !(asciiOnly && code >= 128)) escaped += character;
    else if (code < 0x20 || code === 0x7f) escaped += `\\x${hexadecimal(code, 2)}`;
    else escaped += code < 0x10000 ? `\\u${hexadecimal(code, 4)}` : `\\U${hexadecimal(code, 8)}`;
  }
  return escaped;
}

function hexadecimal(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}

/** Whether the text can stand between backquotes. */
export function canBackquote(text: string): boolean {
  return !/[`\x00-\x08\x0a-\x1f\x7f\ufeff\ufffd]/.test(text);
}

/** A quoted text between backquotes where it can be: how Go shows regular expressions. */
export function backquoted(text: string): string {
  return canBackquote(text) ? `\`${text}\`` : quoteGo(text);
}

/** The order of Go's strings, which is that of their bytes. */
export function compareBytes(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  let at = 0;
  while (at < length && left.charCodeAt(at) === right.charCodeAt(at)) at++;
  if (at === length) return left.length - right.length;
  return byteRank(left.charCodeAt(at)) - byteRank(right.charCodeAt(at));
}

/** Halves of pairs stand for characters above all others. */
function byteRank(code: number): number {
  return code >= 0xd800 && code <= 0xdfff ? code + 0x10000 : code;
}
