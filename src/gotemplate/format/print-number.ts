import { type Flags, pad } from "./flags.js";
import { type FloatFormat, floatText } from "./float-text.js";
import { isPrintable, quoteCharacter } from "./go-strings.js";

const bases: ReadonlyMap<string, number> = new Map([
  ["v", 10],
  ["d", 10],
  ["b", 2],
  ["o", 8],
  ["O", 8],
  ["x", 16],
  ["X", 16],
]);

/** Prints an integer; undefined if the verb does not apply to integers. */
export function integerText(value: bigint, isUnsigned: boolean, verb: string, flags: Flags): string | undefined {
  const base = bases.get(verb);
  if (base !== undefined) {
    if (verb !== "v" || !flags.asGo || !isUnsigned) return digitsText(value, base, verb, flags);
    return digitsText(value, 16, "v", { ...flags, sharp: true });
  }
  switch (verb) {
    case "c":
      return pad(toCharacter(value), flags);
    case "q":
      return pad(quoteCharacter(toCharacter(value), flags.plus), flags);
    case "U":
      return unicodeText(BigInt.asUintN(64, value), flags);
    default:
      return undefined;
  }
}

function digitsText(value: bigint, base: number, verb: string, flags: Flags): string {
  const { precision, width } = flags;
  if (precision === 0 && value === 0n) return pad("", flags, false);
  const sign = value < 0n ? "-" : flags.plus ? "+" : flags.space ? " " : "";
  let digits = (value < 0n ? -value : value).toString(base);
  if (verb === "X") digits = digits.toUpperCase();
  const fill = precision ?? (flags.zero && !flags.minus && width !== undefined ? width - sign.length : 0);
  digits = digits.padStart(fill, "0");
  if (flags.sharp) digits = markBase(digits, base, verb);
  if (verb === "O") digits = `0o${digits}`;
  return pad(sign + digits, flags, false);
}

function markBase(digits: string, base: number, verb: string): string {
  if (base === 16) return `${verb === "X" ? "0X" : "0x"}${digits}`;
  if (base === 2) return `0b${digits}`;
  return base === 8 && !digits.startsWith("0") ? `0${digits}` : digits;
}

/** The character of a code point; U+FFFD for an invalid one. */
export function toCharacter(code: bigint): string {
  const isCode = code >= 0n && code <= 0x10ffffn && !(code >= 0xd800n && code <= 0xdfffn);
  return isCode ? String.fromCodePoint(Number(code)) : "\ufffd";
}

function unicodeText(code: bigint, flags: Flags): string {
  const digits = code
    .toString(16)
    .toUpperCase()
    .padStart(Math.max(flags.precision ?? 4, 4), "0");
  const character = code <= 0x10ffffn ? toCharacter(code) : "\ufffd";
  const shown = flags.sharp && code <= 0x10ffffn && isPrintable(character) ? ` '${character}'` : "";
  return pad(`U+${digits}${shown}`, flags, false);
}

const floatVerbs: ReadonlyMap<string, readonly [FloatFormat, number | undefined]> = new Map([
  ["v", ["g", undefined]],
  ["b", ["b", undefined]],
  ["g", ["g", undefined]],
  ["G", ["G", undefined]],
  ["x", ["x", undefined]],
  ["X", ["X", undefined]],
  ["f", ["f", 6]],
  ["F", ["f", 6]],
  ["e", ["e", 6]],
  ["E", ["E", 6]],
]);

export function isFloatVerb(verb: string): boolean {
  return floatVerbs.has(verb);
}

/** Prints a float; undefined if the verb does not apply to floats. */
export function printFloat(value: number, verb: string, flags: Flags): string | undefined {
  const [format, usual] = floatVerbs.get(verb) ?? [];
  if (format === undefined) return undefined;
  const precision = flags.precision ?? usual;
  const text = floatText(value, format, precision);
  const isNegative = text.startsWith("-");
  let digits = text.replace(/^[-+]/, "");
  if (!Number.isFinite(value)) {
    const plain = Number.isNaN(value) ? "" : "+";
    return pad((isNegative ? "-" : flags.plus ? "+" : flags.space ? " " : plain) + digits, flags, false);
  }
  if (flags.sharp && format !== "b") digits = keepZeros(digits, format, precision);
  const sign = isNegative ? "-" : flags.plus ? "+" : flags.space ? " " : "";
  if (sign !== "" && flags.zero && !flags.minus && flags.width !== undefined) {
    return sign + digits.padStart(flags.width - 1, "0");
  }
  return pad(sign + digits, flags);
}

/** `#` always prints a decimal point, and `%#g` keeps trailing zeros. */
function keepZeros(text: string, format: FloatFormat, precision: number | undefined): string {
  const isHexadecimal = format === "x" || format === "X";
  const exponentAt = text.search(isHexadecimal ? /[pP]/ : /[eE]/);
  const number = exponentAt === -1 ? text : text.slice(0, exponentAt);
  const exponent = exponentAt === -1 ? "" : text.slice(exponentAt);
  const minimum = format === "g" || format === "G" || format === "x" ? (precision ?? 6) : 0;
  const significant = number.replace(".", "").replace(/^0+/, "").length;
  const leadingZero = !number.includes(".") && number === "0" ? 1 : 0;
  const missing = Math.max(minimum - significant - leadingZero, 0);
  return `${number}${number.includes(".") ? "" : "."}${"0".repeat(missing)}${exponent}`;
}
