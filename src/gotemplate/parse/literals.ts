/** An invalid Go literal. */
export interface LiteralProblem {
  readonly problem: string;
}

const simpleEscapes: ReadonlyMap<string, number> = new Map([
  ["a", 7],
  ["b", 8],
  ["f", 12],
  ["n", 10],
  ["r", 13],
  ["t", 9],
  ["v", 11],
  ["\\", 92],
]);

const escapePattern = /\\(?:x[0-9a-fA-F]{2}|[0-7]{3}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[abfnrtv\\'"])/y;

/** The value of a Go string literal with its quotes; undefined if an escape is invalid. */
export function unquoteString(literal: string): string | undefined {
  if (literal[0] === "`") return literal.slice(1, -1).replaceAll("\r", "");
  const body = literal.slice(1, -1);
  if (!body.includes("\\")) return body;
  // `\x` and octal escapes are bytes; several of them can make up one character.
  const bytes: Uint8Array[] = [];
  const encoder = new TextEncoder();
  for (let at = 0; at < body.length; ) {
    const plainEnd = body.indexOf("\\", at) === -1 ? body.length : body.indexOf("\\", at);
    if (plainEnd > at) bytes.push(encoder.encode(body.slice(at, plainEnd)));
    if (plainEnd === body.length) break;
    const escaped = readEscape(body, plainEnd, '"');
    if (escaped === undefined) return undefined;
    bytes.push(escaped.isByte ? Uint8Array.of(escaped.code) : encoder.encode(String.fromCodePoint(escaped.code)));
    at = escaped.end;
  }
  return new TextDecoder().decode(Buffer.concat(bytes));
}

/** The code of a Go character literal such as `'x'`; undefined if it is invalid. */
export function unquoteCharacter(literal: string): number | undefined {
  const body = literal.slice(1, -1);
  if (body.startsWith("\\")) {
    const escaped = readEscape(body, 0, "'");
    return escaped?.end === body.length ? escaped.code : undefined;
  }
  const code = body.codePointAt(0);
  return code !== undefined && String.fromCodePoint(code).length === body.length && body !== "'" ? code : undefined;
}

function readEscape(
  text: string,
  at: number,
  quote: string,
): { code: number; isByte: boolean; end: number } | undefined {
  escapePattern.lastIndex = at;
  const escaped = escapePattern.exec(text)?.[0];
  if (escaped === undefined) return undefined;
  const end = at + escaped.length;
  const letter = escaped[1]!;
  if (letter === "'" || letter === '"')
    return letter === quote ? { code: letter.charCodeAt(0), isByte: false, end } : undefined;
  const simple = simpleEscapes.get(letter);
  if (simple !== undefined) return { code: simple, isByte: false, end };
  const isOctal = letter >= "0" && letter <= "7";
  const code = isOctal ? Number.parseInt(escaped.slice(1), 8) : Number.parseInt(escaped.slice(2), 16);
  const isByte = isOctal || letter === "x";
  const isValid = isByte ? code <= 255 : code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isValid ? { code, isByte, end } : undefined;
}

const integer = /^[-+]?(?:0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0(?:_?[0-7])*|[1-9](?:_?[0-9])*)$/;
const decimalFloat =
  /^[-+]?(?:[0-9](?:_?[0-9])*(?:\.(?:[0-9](?:_?[0-9])*)?)?|\.[0-9](?:_?[0-9])*)(?:[eE][-+]?[0-9](?:_?[0-9])*)?$/;
const hexFloat = /^([-+]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([-+]?[0-9]+)$/;

/** The value of a Go number literal: a `bigint` for an integer. */
export function parseNumber(text: string): number | bigint | LiteralProblem {
  if (integer.test(text)) {
    const value = integerValue(text);
    const fits =
      text.startsWith("-") || text.startsWith("+") ? value >= -(2n ** 63n) && value < 2n ** 63n : value < 2n ** 64n;
    return fits ? value : { problem: `integer overflow: "${text}"` };
  }
  const value = floatValue(text);
  if (!Number.isFinite(value)) return { problem: `illegal number syntax: "${text}"` };
  return /[.eEpP]/.test(text) ? value : { problem: `integer overflow: "${text}"` };
}

/** NaN if the text is not a float. */
function floatValue(text: string): number {
  const hex = hexFloat.exec(text);
  if (hex === null || hex[2]! + hex[3]! === "") return isFloat(text) ? Number(text.replaceAll("_", "")) : Number.NaN;
  const digits = Number.parseInt(hex[2]! + hex[3]!, 16);
  return (hex[1] === "-" ? -1 : 1) * digits * 2 ** (Number(hex[4]) - 4 * hex[3]!.length);
}

const imaginary = /^(.*[^-+eEpP](?=[-+]))?([-+]?[^-+]+(?:[-+][0-9_]+)?)i$/;

/** True if the text is a Go complex number: `2i`, `1+2i`. */
export function isComplex(text: string): boolean {
  const match = imaginary.exec(text);
  return match !== null && [match[1], match[2]].every((part) => part === undefined || isFloat(part));
}

/** The parts of a complex number; NaN for an invalid one. */
export function complexValue(text: string): { readonly real: number; readonly imaginary: number } {
  const [, real, imaginaryPart = ""] = imaginary.exec(text) ?? [];
  return { real: real === undefined ? 0 : floatValue(real), imaginary: floatValue(imaginaryPart) };
}

function isFloat(text: string): boolean {
  return decimalFloat.test(text) || hexFloat.test(text);
}

function integerValue(text: string): bigint {
  const isNegative = text.startsWith("-");
  let digits = text.replace(/^[-+]/, "").replaceAll("_", "");
  if (/^0[0-7]+$/.test(digits)) digits = `0o${digits.slice(1)}`;
  const value = BigInt(digits);
  return isNegative ? -value : value;
}
