import { parseGoDuration } from "../../gotemplate/format/parse-go-duration.js";
import { isDigit } from "../../promql/syntax/numerals.js";

/** The end of a number and the problem of its digits, if any. */
export interface NumberScan {
  readonly end: number;
  readonly problem?: string;
}

const decimalDigits = /[0-9_]*/y;
const hexadecimalDigits = /[0-9a-fA-F_]*/y;

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  pattern.test(text);
  return pattern.lastIndex;
}

const radixNames = { "": "decimal", "0": "octal", o: "octal", x: "hexadecimal" } as const;

/** Scans a number as Go's text/scanner does, at its first digit or its dot. Loki's scanner reads Go's literals. */
export function scanNumber(text: string, at: number): NumberScan {
  // The look-ahead of Loki's scanner never finds the digits of a binary number.
  if (/0b/iy.test(text.slice(at, at + 2))) return { end: at + 2, problem: "decimal literal has no digits" };
  const prefix = radixPrefix(text, at);
  const digits = prefix === "x" ? hexadecimalDigits : decimalDigits;
  const literal = `${radixNames[prefix]} literal`;
  const integerStart = prefix === "" || prefix === "0" ? at : at + 2;
  let end = skip(digits, text, integerStart);
  const integer = text.slice(integerStart, end);
  let mantissa = integer;
  const isFraction = text[end] === ".";
  let problem: string | undefined;
  if (isFraction) {
    if (prefix === "o") problem = `invalid radix point in ${literal}`;
    const fractionEnd = skip(digits, text, end + 1);
    mantissa += text.slice(end + 1, fractionEnd);
    end = fractionEnd;
  }
  if (!/[0-9a-fA-F]/.test(mantissa)) problem ??= `${literal} has no digits`;
  const exponent = scanExponent(text, end, prefix);
  if (exponent) {
    end = exponent.end;
    problem ??= exponent.problem;
  } else if (prefix === "x" && isFraction) problem ??= "hexadecimal mantissa requires a 'p' exponent";
  const invalid = isFraction || exponent ? undefined : invalidDigit(integer, prefix);
  if (invalid !== undefined) problem ??= `invalid digit '${invalid}' in ${literal}`;
  const written = text.slice(at, end);
  if (hasMisplacedUnderscore(written)) problem ??= "'_' must separate successive digits";
  return problem === undefined ? { end } : { end, problem };
}

function radixPrefix(text: string, at: number): keyof typeof radixNames {
  if (text[at] !== "0") return "";
  const letter = text[at + 1]?.toLowerCase();
  if (letter === "x" || letter === "o") return letter;
  return "0";
}

function scanExponent(text: string, at: number, prefix: string): NumberScan | undefined {
  const letter = text[at]?.toLowerCase();
  if (letter !== "e" && !(letter === "p" && prefix === "x")) return undefined;
  let digitsStart = at + 1;
  if (text[digitsStart] === "+" || text[digitsStart] === "-") digitsStart++;
  const end = skip(decimalDigits, text, digitsStart);
  if (letter === "e" && prefix !== "" && prefix !== "0") {
    return { end, problem: `'${text[at]}' exponent requires decimal mantissa` };
  }
  return /[0-9]/.test(text.slice(digitsStart, end)) ? { end } : { end, problem: "exponent has no digits" };
}

/** The first digit that the radix does not have. */
function invalidDigit(digits: string, prefix: string): string | undefined {
  const pattern = prefix === "0" || prefix === "o" ? /[89]/ : undefined;
  return pattern?.exec(digits)?.[0];
}

/** True for an underscore that is not between digits; a radix prefix counts as a digit. */
function hasMisplacedUnderscore(written: string): boolean {
  if (!written.includes("_")) return false;
  const isHexadecimal = /^0x/i.test(written);
  const digits = /^0[xo]/i.test(written) ? `0${written.slice(2)}` : written;
  return isHexadecimal ? /_(?![0-9a-f])|(?<![0-9a-f])_/i.test(digits) : /_(?![0-9])|(?<![0-9])_/.test(digits);
}

/** The value of a number, as Go's `strconv.ParseFloat` reads it; undefined if it does not. */
export function parseFloatLiteral(written: string): number | undefined {
  const text = written.replaceAll("_", "");
  const hexadecimal = /^0x([0-9a-f]*)\.?([0-9a-f]*)p([+-]?[0-9]+)$/i.exec(text);
  if (hexadecimal) {
    const [, integer = "", fraction = "", exponent = ""] = hexadecimal;
    const value = Number(BigInt(`0x${integer}${fraction || ""}` === "0x" ? 0 : `0x${integer}${fraction}`));
    const scaled = value * 2 ** (Number(exponent) - 4 * fraction.length);
    return Number.isFinite(scaled) ? scaled : undefined;
  }
  if (!/^(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?$/i.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

const prometheusUnits: ReadonlyMap<string, bigint> = new Map([
  ["y", 31_536_000_000_000_000n],
  ["w", 604_800_000_000_000n],
  ["d", 86_400_000_000_000n],
  ["h", 3_600_000_000_000n],
  ["m", 60_000_000_000n],
  ["s", 1_000_000_000n],
  ["ms", 1_000_000n],
]);
const unitOrder = [...prometheusUnits.keys()];

/** Go stores durations as 64-bit nanoseconds. */
const maxNanoseconds = 2n ** 63n - 1n;

const isLongerThan64Bits = (digits: string): boolean => digits.length > 19 && BigInt(digits) >= 2n ** 64n;

/** Parses a range such as `1h30m`, as Prometheus does; returns its nanoseconds, or an error message. */
export function parseRange(text: string): number | string {
  if (text === "0") return 0;
  if (text === "") return "empty duration string";
  const notValid = `not a valid duration string: ${JSON.stringify(text)}`;
  let total = 0n;
  let smallest = -1;
  const part = /([0-9]*)([^0-9]*)/y;
  while (part.lastIndex < text.length) {
    const [, count = "", unit = ""] = part.exec(text)!;
    if (count === "" || unit === "" || isLongerThan64Bits(count)) return notValid;
    const order = unitOrder.indexOf(unit);
    if (order === -1) return `unknown unit ${JSON.stringify(unit)} in duration ${JSON.stringify(text)}`;
    if (order <= smallest) return notValid;
    smallest = order;
    total += BigInt(count) * prometheusUnits.get(unit)!;
    if (total > maxNanoseconds) return "duration out of range";
  }
  return Number(total);
}

/** The nanoseconds of a duration such as `1.5h` or `-20ms`; undefined if it is none. */
export function parseDurationLiteral(text: string): number | undefined {
  const prometheus = parseRange(text);
  if (typeof prometheus === "number") return prometheus;
  const { value } = parseGoDuration(text);
  return value === undefined ? undefined : Number(value);
}

const byteUnits: ReadonlyMap<string, number> = new Map([
  ["", 1],
  ["b", 1],
  ...["k", "m", "g", "t", "p", "e"].flatMap((letter, index): [string, number][] => [
    [letter, 1000 ** (index + 1)],
    [`${letter}b`, 1000 ** (index + 1)],
    [`${letter}i`, 1024 ** (index + 1)],
    [`${letter}ib`, 1024 ** (index + 1)],
  ]),
]);

/** The bytes of a size such as `20MB` or `1.5KiB`; undefined if it is none. */
export function parseBytesLiteral(text: string): number | undefined {
  const [number = ""] = /^[0-9.]*/.exec(text) ?? [];
  const unit = byteUnits.get(text.slice(number.length).trim().toLowerCase());
  const value = parseFloatLiteral(number);
  if (unit === undefined || value === undefined || value * unit >= 2 ** 64) return undefined;
  return Math.trunc(value * unit);
}

/** The end of the characters from `at` that may belong to a literal whose unit has these letters. */
export function endOfUnits(text: string, at: number, letters: string): number {
  let end = at;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (isDigit(code) || code === 46 || letters.includes(text[end]!)) continue;
    if (code < 128 || !/\p{N}/u.test(String.fromCodePoint(text.codePointAt(end)!))) break;
    if (code > 0xffff || (code >= 0xd800 && code < 0xdc00)) end++;
  }
  return end;
}
