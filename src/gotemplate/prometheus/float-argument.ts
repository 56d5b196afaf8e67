import { quoteGo } from "../format/go-strings.js";
import type { GoValue } from "../values/definitions.js";
import { CallFailure } from "../values/function.js";
import { durationType } from "./duration.js";

/** Converts an argument, which may be a string, to a float. */
export function floatArgument(value: GoValue | undefined): number {
  switch (value?.kind) {
    case "float":
      return value.value;
    case "string":
      if (value.type.name === "string") return parseFloat64(value.value);
      break;
    case "int":
    case "uint":
      if (value.type === durationType) return Number(value.value) / 1e9;
      if (/^u?int(?:64)?$/.test(value.type.name)) return Number(value.value);
      break;
  }
  throw new CallFailure(`can't convert ${value?.type.name ?? "<nil>"} to float`);
}

/** Underscores may stand between digits. */
const decimal =
  /^[-+]?(?:[0-9](?:_?[0-9])*(?:\.(?:[0-9](?:_?[0-9])*)?)?|\.[0-9](?:_?[0-9])*)(?:[eE][-+]?[0-9](?:_?[0-9])*)?$/;
const hexadecimal =
  /^([-+]?)0[xX]((?:_?[0-9a-fA-F])*)(?:\.((?:[0-9a-fA-F](?:_?[0-9a-fA-F])*)?))?[pP]([-+]?[0-9](?:_?[0-9])*)$/;
const infinite = /^([-+]?)inf(?:inity)?$/i;

/** Go's `strconv.ParseFloat`. */
function parseFloat64(text: string): number {
  if (/^nan$/i.test(text)) return Number.NaN;
  const sign = infinite.exec(text)?.[1];
  if (sign !== undefined) return sign === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const value = finiteValue(text);
  const problem = value === undefined ? "invalid syntax" : Number.isFinite(value) ? undefined : "value out of range";
  if (problem !== undefined) throw new CallFailure(`strconv.ParseFloat: parsing ${quoteGo(text)}: ${problem}`);
  return value!;
}

function finiteValue(text: string): number | undefined {
  const plain = text.replaceAll("_", "");
  if (decimal.test(text)) return Number(plain);
  const [, sign, whole = "", fraction = "", exponent] = (hexadecimal.test(text) && hexadecimal.exec(plain)) || [];
  if (whole + fraction === "") return undefined;
  const size = Number.parseInt(whole + fraction, 16) * 2 ** (Number(exponent) - 4 * fraction.length);
  return sign === "-" ? -size : size;
}
