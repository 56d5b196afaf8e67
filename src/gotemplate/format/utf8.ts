/**
 * Functions that count bytes. A byte that is no valid UTF-8, which is left where a function cuts a character in two, is
 * a lone surrogate: U+DC80 for 0x80 to U+DCFF for 0xff.
 */
const loneByte = /\p{Cs}/u;
const loneBytes = /\p{Cs}/gu;
const plainAscii = /^[\x00-\x7f]*$/;

/** The number of bytes of a text in UTF-8. */
export function byteLength(text: string): number {
  const length = Buffer.byteLength(text);
  // A lone surrogate counts three bytes.
  return loneByte.test(text) ? length - 2 * text.match(loneBytes)!.length : length;
}

/** Cuts out bytes. */
export function sliceBytes(text: string, start: number, end: number): string {
  return plainAscii.test(text) ? text.slice(start, end) : decodeBytes(encodeBytes(text).subarray(start, end));
}

/** Replaces bytes that are no valid UTF-8 by U+FFFD, as JSON shows them. */
export function showInvalidBytes(text: string): string {
  return loneByte.test(text) ? text.replace(loneBytes, "\ufffd") : text;
}

/** Encodes as UTF-8. */
export function encodeBytes(text: string): Uint8Array {
  if (!loneByte.test(text)) return Buffer.from(text);
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code >= 0xdc80 && code <= 0xdcff) bytes.push(code - 0xdc00);
    else bytes.push(...Buffer.from(character));
  }
  return Uint8Array.from(bytes);
}

/** Decodes UTF-8, keeping bytes that are not valid. */
export function decodeBytes(bytes: Uint8Array): string {
  const decoded = Buffer.from(bytes).toString();
  if (!decoded.includes("\ufffd")) return decoded;
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    const length = characterLength(bytes, at);
    text +=
      length === 0 ? String.fromCharCode(0xdc00 + bytes[at]!) : Buffer.from(bytes.subarray(at, at + length)).toString();
    at += Math.max(length, 1);
  }
  return text;
}

/** The length of the character at an offset; 0 if there is none. */
function characterLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  const decoded = Buffer.from(bytes.subarray(at, at + length)).toString();
  return Buffer.byteLength(decoded) === length && decoded.length <= 2 && !(decoded.includes("\ufffd") && first !== 0xef)
    ? length
    : 0;
}
