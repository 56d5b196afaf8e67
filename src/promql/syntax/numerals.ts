import type { Grammar } from "./grammar.js";

const zero = 48;
const nine = 57;

export function isDigit(code: number): boolean {
  return code >= zero && code <= nine;
}

/** A letter or underscore. */
export function isAlpha(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

export function isAlphanumeric(code: number): boolean {
  return isAlpha(code) || isDigit(code);
}

/** The end of a scan, and whether the token is complete. */
export interface Scan {
  readonly end: number;
  readonly ok: boolean;
}

function skipDigits(text: string, at: number): number {
  let end = at;
  while (isDigit(text.charCodeAt(end))) end++;
  return end;
}

function isHexadecimal(code: number): boolean {
  return isDigit(code) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}

const dot = 46;
const underscore = 95;

function isExponent(code: number): boolean {
  return code === 101 || code === 69;
}

function isSign(code: number): boolean {
  return code === 43 || code === 45;
}

function isHexadecimalPrefix(text: string, at: number): boolean {
  return text.charCodeAt(at) === zero && (text.charCodeAt(at + 1) | 32) === 120;
}

/** Scans a number, as leniently as Prometheus' lexer: `1e` and `0x` pass and fail in `parseNumber`. */
export function scanNumber(text: string, at: number, grammar: Grammar): Scan {
  const scan = grammar.numbersAreDurations ? scanWithUnderscores(text, at) : scanWithoutUnderscores(text, at);
  return scan.ok && isAlphanumeric(text.charCodeAt(scan.end)) ? { end: scan.end, ok: false } : scan;
}

/** Up to 2.53. */
function scanWithoutUnderscores(text: string, at: number): Scan {
  const hexadecimal = isHexadecimalPrefix(text, at);
  const isNumeral = hexadecimal ? isHexadecimal : isDigit;
  let end = hexadecimal ? at + 2 : at;
  while (isNumeral(text.charCodeAt(end))) end++;
  if (text.charCodeAt(end) === dot) {
    end++;
    while (isNumeral(text.charCodeAt(end))) end++;
  }
  if (isExponent(text.charCodeAt(end))) {
    end++;
    if (isSign(text.charCodeAt(end))) end++;
    end = skipDigits(text, end);
  }
  return { end, ok: true };
}

/** From 2.54. The order of the cases is that of Prometheus: in `0xee` the second `e` begins an exponent. */
function scanWithUnderscores(text: string, at: number): Scan {
  const hexadecimal = isHexadecimalPrefix(text, at);
  const isNumeral = hexadecimal ? isHexadecimal : isDigit;
  let end = at;
  // A zero without `x` is consumed here, so that a dot and one more digit may follow.
  if (hexadecimal) end += text.charCodeAt(at + 2) === underscore ? 3 : 2;
  else if (text.charCodeAt(at) === zero) end++;
  if (text.charCodeAt(end) === dot) end++;
  if (isNumeral(text.charCodeAt(end))) end++;
  let dotSeen = false;
  let exponentSeen = false;
  for (;;) {
    const code = text.charCodeAt(end);
    if (code === dot) {
      const next = text.charCodeAt(end + 1);
      if (dotSeen || next === underscore || next === dot || hexadecimal) return { end: end + 1, ok: false };
      dotSeen = true;
      end++;
    } else if (isExponent(code)) {
      if (exponentSeen) return { end: end + 1, ok: false };
      exponentSeen = true;
      end += isSign(text.charCodeAt(end + 1)) ? 2 : 1;
      if (stopsNumber(text, end)) return { end, ok: false };
    } else if (code === underscore) {
      end++;
      if (stopsNumber(text, end)) return { end, ok: false };
    } else if (isNumeral(code)) end++;
    else return { end, ok: end > at };
  }
}

/** True for a character that may not follow an exponent or an underscore, and at the end of the input. */
function stopsNumber(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return at >= text.length || code === dot || code === underscore || isExponent(code);
}

/** Scans the rest of a duration, from its first unit. `parseDuration` checks the order of the units. */
export function scanDurationUnits(text: string, at: number): Scan {
  if (!isUnit(text, at, "smhdwy")) return { end: at, ok: false };
  let end = skipMillisecond(text, at + 1);
  while (isDigit(text.charCodeAt(end))) {
    end = skipDigits(text, end);
    if (!isUnit(text, end, "smhdw")) return { end, ok: false };
    end = skipMillisecond(text, end + 1);
  }
  return { end, ok: !isAlphanumeric(text.charCodeAt(end)) };
}

function isUnit(text: string, at: number, units: string): boolean {
  return at < text.length && units.includes(text[at]!);
}

function skipMillisecond(text: string, at: number): number {
  return text.charCodeAt(at) === 115 ? at + 1 : at;
}

/** Parses a number literal; returns an error message if it is invalid. */
export function parseNumber(text: string): number | string {
  if (/^[0-9]+$/.test(text)) return parsePlainNumber(text);
  const plain = text.toLowerCase().replace(/^[+-]/, "");
  if (plain === "inf") return Number.POSITIVE_INFINITY;
  if (plain === "nan") return Number.NaN;
  if (!hasValidUnderscores(plain)) return invalidNumber(text);
  return parsePlainNumber(plain.replaceAll("_", ""), text);
}

function parsePlainNumber(text: string, written = text): number | string {
  if (/^0x[0-9a-f]+$/.test(text)) {
    const value = BigInt(text);
    return value < 1n << 63n ? Number(value) : invalidNumber(written);
  }
  if (/^0[0-7]+$/.test(text) && text.length < 24) {
    const value = BigInt("0o" + text.slice(1));
    if (value < 1n << 63n) return Number(value);
  }
  if (!/^([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?$/.test(text)) return invalidNumber(written);
  const value = Number(text);
  return Number.isFinite(value) ? value : `the number ${shorten(written)} is out of range`;
}

/** True if underscores are only between digits, or between `0x` and a digit. */
function hasValidUnderscores(text: string): boolean {
  if (!text.includes("_")) return true;
  return text.startsWith("0x") ? /^0x_?[0-9a-f]+(?:_[0-9a-f]+)*$/.test(text) : !/_(?![0-9])|(?<![0-9])_/.test(text);
}

function invalidNumber(text: string): string {
  return `${JSON.stringify(shorten(text))} is not a number`;
}

function shorten(text: string): string {
  return text.length > 40 ? text.slice(0, 40) + "…" : text;
}

const units = ["y", "w", "d", "h", "m", "s", "ms"];
const unitMilliseconds = [31_536_000_000, 604_800_000, 86_400_000, 3_600_000, 60_000, 1000, 1];
/** Prometheus stores nanoseconds in 64 bits: a little over 292 years. */
export const maxDuration = 9_223_372_036_854;

/** Parses a duration such as `1h30m` to milliseconds; returns an error message if it is invalid. */
export function parseDuration(text: string): number | string {
  let milliseconds = 0;
  let smallest = -1;
  for (let at = 0; at < text.length; ) {
    const digits = skipDigits(text, at);
    const end = text[digits] === "m" && text[digits + 1] === "s" ? digits + 2 : digits + 1;
    const unit = units.indexOf(text.slice(digits, end));
    if (digits === at || unit <= smallest) return notADuration(text);
    milliseconds += Number(text.slice(at, digits)) * unitMilliseconds[unit]!;
    smallest = unit;
    at = end;
  }
  if (smallest < 0) return notADuration(text);
  return milliseconds > maxDuration ? "duration out of range" : milliseconds;
}

function notADuration(text: string): string {
  return `${JSON.stringify(shorten(text))} is not a duration: units go from large to small, each once`;
}
