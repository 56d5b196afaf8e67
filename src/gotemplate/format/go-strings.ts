/** Characters that `strconv.Quote` does not escape: letters, marks, numbers, punctuation, symbols and the space. */
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

/** Go's `strconv.Quote`. */
export function quoteGo(text: string, asciiOnly = false): string {
  return `"${escapeGo(text, '"', asciiOnly)}"`;
}

/** Go's `strconv.QuoteRune`. */
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

/** Go's `strconv.CanBackquote`. */
export function canBackquote(text: string): boolean {
  return !/[`\x00-\x08\x0a-\x1f\x7f\ufeff\ufffd]/.test(text);
}

/** Quotes with backquotes if possible, as Go prints regular expressions. */
export function backquoted(text: string): string {
  return canBackquote(text) ? `\`${text}\`` : quoteGo(text);
}

/** Compares strings as Go does, by their UTF-8 bytes. */
export function compareBytes(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  let at = 0;
  while (at < length && left.charCodeAt(at) === right.charCodeAt(at)) at++;
  if (at === length) return left.length - right.length;
  return byteRank(left.charCodeAt(at)) - byteRank(right.charCodeAt(at));
}

/** Surrogates encode the highest code points. */
function byteRank(code: number): number {
  return code >= 0xd800 && code <= 0xdfff ? code + 0x10000 : code;
}
