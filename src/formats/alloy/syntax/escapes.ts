import type { ReportProblem } from "./scanner.js";

const simple: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  '"': '"',
};

const escapeSequence = /\\(?:([abfnrtv\\"])|([0-7]{3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|[\s\S]?)/g;

/** Reports escape sequences of a string in double quotes that Go does not know. */
export function checkEscapes(text: string, start: number, end: number, report: ReportProblem): void {
  for (const match of text.slice(start + 1, end - 1).matchAll(escapeSequence)) {
    const [written, letter, octal, byte, short, long] = match;
    const at = start + 1 + match.index;
    const range = { start: at, end: at + written.length };
    const code = Number.parseInt(short ?? long ?? "", 16);
    if (letter !== undefined || byte !== undefined) continue;
    if (octal !== undefined) {
      if (Number.parseInt(octal, 8) > 255) report(range, `${written} is not a byte`);
    } else if (Number.isNaN(code)) {
      report(
        range,
        `"${written}" is not an escape sequence`,
        "double the backslash, or write the string in backquotes",
      );
    } else if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
      report(range, `${written} is not a Unicode character`);
    }
  }
}

/** Returns the content of a string token that has no problems. */
export function unquote(token: string): string {
  if (token.startsWith("`")) return token.slice(1, -1).replaceAll("\r", "");
  if (!token.includes("\\")) return token.slice(1, -1);
  return decodeBytes(token.slice(1, -1));
}

/** Bytes written as octal or hexadecimal escapes are UTF-8, possibly one character in several escapes. */
function decodeBytes(content: string): string {
  const parts: Uint8Array[] = [];
  const encoder = new TextEncoder();
  let last = 0;
  for (const match of content.matchAll(escapeSequence)) {
    const [written, letter, octal, byte, short, long] = match;
    parts.push(encoder.encode(content.slice(last, match.index)));
    last = match.index + written.length;
    const code = octal === undefined ? Number.parseInt(byte ?? "", 16) : Number.parseInt(octal, 8);
    if (letter !== undefined) parts.push(encoder.encode(simple[letter]));
    else if (Number.isNaN(code)) parts.push(encoder.encode(character(short ?? long)));
    else parts.push(Uint8Array.of(code));
  }
  parts.push(encoder.encode(content.slice(last)));
  return new TextDecoder().decode(Buffer.concat(parts));
}

function character(hex: string | undefined): string {
  const code = Number.parseInt(hex ?? "", 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : "";
}
