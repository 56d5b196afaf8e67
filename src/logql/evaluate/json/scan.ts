/**
 * Reads JSON as Loki's streaming parser does: it looks for the ends of values and does not check what is inside. All
 * functions work on a part of a line that ends before `end`.
 */

export type JsonKind = "string" | "number" | "object" | "array" | "boolean" | "null";

export interface JsonValue {
  readonly kind: JsonKind;
  /** The bounds of the text; without the quotation marks of a string. */
  readonly start: number;
  readonly end: number;
  /** The offset behind the value. */
  readonly next: number;
}

/** Errors as Loki words them. */
export const jsonErrors = {
  malformed: "Malformed JSON error",
  unclosedString: "Value is string, but can't find closing '\"' symbol",
  unclosedArray: "Value is array, but can't find closing ']' symbol",
  unclosedObject: "Value looks like object, but can't find closing '}' symbol",
  unknownValue: "Unknown value type",
  badEscape: "Encountered an invalid escape sequence in a string",
} as const;

/** A line that is not JSON. */
export class JsonFailure extends Error {}

/** The offset of the next character that is not white space; -1 if there is none. */
export function skipSpace(text: string, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return at;
  }
  return -1;
}

/** The offset behind the quotation mark that closes a string; -1 if there is none. `from` is behind the opening one. */
export function stringEnd(text: string, from: number, end: number): number {
  for (let at = text.indexOf('"', from); at !== -1 && at < end; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (at - backslashes > from && text.charCodeAt(at - backslashes - 1) === 92) backslashes++;
    if (backslashes % 2 === 0) return at + 1;
  }
  return -1;
}

/** Offsets behind objects, or arrays, by their start: nested ones are scanned only once. */
export type BlockEnds = Map<number, number>;

/**
 * The offset behind the bracket that closes the one at `from`; -1 if there is none. Brackets of the other kind are not
 * matched.
 */
export function blockEnd(text: string, from: number, end: number, ends?: BlockEnds): number {
  const known = ends?.get(from);
  if (known !== undefined && known <= end) return known;
  const open = text.charCodeAt(from);
  const close = open + 2;
  const starts: number[] = [];
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      const behind = stringEnd(text, at + 1, end);
      if (behind === -1) return -1;
      at = behind - 1;
    } else if (code === open) starts.push(at);
    else if (code === close) {
      const start = starts.pop()!;
      ends?.set(start, at + 1);
      if (starts.length === 0) return at + 1;
    }
  }
  return -1;
}

/** Characters that end a number, a boolean or null. */
const tokenEnds = new Set(" \n\r\t,}]");

/** Reads the value at or behind an offset. */
export function readValue(text: string, from: number, end: number, ends?: BlockEnds): JsonValue {
  const start = skipSpace(text, from, end);
  if (start === -1) throw new JsonFailure(jsonErrors.malformed);
  switch (text[start]) {
    case '"': {
      const next = stringEnd(text, start + 1, end);
      if (next === -1) throw new JsonFailure(jsonErrors.unclosedString);
      return { kind: "string", start: start + 1, end: next - 1, next };
    }
    case "[": {
      const next = blockEnd(text, start, end);
      if (next === -1) throw new JsonFailure(jsonErrors.unclosedArray);
      return { kind: "array", start, end: next, next };
    }
    case "{": {
      const next = blockEnd(text, start, end, ends);
      if (next === -1) throw new JsonFailure(jsonErrors.unclosedObject);
      return { kind: "object", start, end: next, next };
    }
    default:
      return readToken(text, start, end);
  }
}

function readToken(text: string, start: number, end: number): JsonValue {
  let next = start;
  while (next < end && !tokenEnds.has(text[next]!)) next++;
  const token = text.slice(start, next);
  const kind = kindOfToken(token);
  if (kind === undefined) throw new JsonFailure(jsonErrors.unknownValue);
  return { kind, start, end: next, next };
}

function kindOfToken(token: string): JsonKind | undefined {
  if (token === "true" || token === "false") return "boolean";
  if (token === "null") return "null";
  return /^[-0-9]/.test(token) ? "number" : undefined;
}

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** Replaces the escapes of a string; undefined if one is not valid. */
export function decodeEscapes(text: string): string | undefined {
  let written = "";
  let from = 0;
  for (let at = text.indexOf("\\"); at !== -1; at = text.indexOf("\\", from)) {
    written += text.slice(from, at);
    const plain = escapes[text[at + 1] ?? ""];
    if (plain !== undefined) {
      written += plain;
      from = at + 2;
      continue;
    }
    const code = codeUnit(text, at);
    if (code === undefined) return undefined;
    const isSurrogate = code >= 0xd800 && code <= 0xdfff;
    const low = isSurrogate ? codeUnit(text, at + 6) : 0;
    // Loki takes any second escape that is not below the low surrogates.
    if (low === undefined || (isSurrogate && low < 0xdc00)) return undefined;
    written += isSurrogate ? combineSurrogates(code, low) : String.fromCharCode(code);
    from = at + (isSurrogate ? 12 : 6);
  }
  return written + text.slice(from);
}

/** The value of `\u1234`. */
function codeUnit(text: string, at: number): number | undefined {
  const digits = /^\\u([0-9a-fA-F]{4})/.exec(text.slice(at, at + 6))?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 16);
}

function combineSurrogates(high: number, low: number): string {
  const code = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
  return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
}

/** The text of a string as a label shows it: empty if an escape is not valid, replacement characters are spaces. */
export function stringText(raw: string): string {
  return (decodeEscapes(raw) ?? "").replaceAll("\ufffd", " ");
}
