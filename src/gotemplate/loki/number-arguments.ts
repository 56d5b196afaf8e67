import { parseFloat64 } from "../format/parse-float.js";
import type { GoValue } from "../values/definitions.js";
import { indirect } from "../values/value.js";

const digitsOfBase: Readonly<Record<string, RegExp>> = {
  "0b": /^[01](?:_?[01])*$/,
  "0o": /^[0-7](?:_?[0-7])*$/,
  "0x": /^[0-9a-f](?:_?[0-9a-f])*$/,
  "": /^(?:0|[1-9](?:_?[0-9])*)$/,
};

const largest = 2n ** 63n;

/** Converts an argument to an integer as sprig does: text that is no number is 0. */
export function integerArgument(value: GoValue | undefined): bigint {
  const held = indirect(value);
  switch (held?.kind) {
    case "int":
    case "uint":
      return held.type.text === undefined ? BigInt.asIntN(64, held.value) : 0n;
    case "float":
      return floatToInteger(held.value);
    case "bool":
      return held.value ? 1n : 0n;
    case "string":
      return parseInteger(held.value);
    default:
      return 0n;
  }
}

/** Converts an argument to a float as sprig does. */
export function floatArgument(value: GoValue | undefined): number {
  const held = indirect(value);
  switch (held?.kind) {
    case "int":
    case "uint":
      return held.type.text === undefined ? Number(held.value) : 0;
    case "float":
      return held.value;
    case "bool":
      return held.value ? 1 : 0;
    case "string":
      return parseFloat64(held.value).error === undefined ? (parseFloat64(held.value) as { value: number }).value : 0;
    default:
      return 0;
  }
}

/** Go's conversion on 64-bit x86: what does not fit becomes the smallest integer. */
function floatToInteger(value: number): bigint {
  const fits = value > -(2 ** 63) && value < 2 ** 63;
  return fits ? BigInt(Math.trunc(value)) : -largest;
}

/** Reads `12`, `-0x1f`, `010`, `1_000`; decimals are cut off. */
function parseInteger(text: string): bigint {
  const [, sign = "", rest = ""] = /^([-+]?)(.*)$/s.exec(withoutDecimals(text))!;
  const [, prefix = "", digits = ""] = /^(0[box]_?|0_?(?=[0-9]))?(.*)$/s.exec(rest.toLowerCase())!;
  const base = prefix === "" ? "" : prefix[1] === undefined || prefix[1] === "_" ? "0o" : prefix.slice(0, 2);
  if (!digitsOfBase[base]!.test(digits)) return 0n;
  const size = BigInt(base + digits.replaceAll("_", ""));
  const value = sign === "-" ? -size : size;
  return value >= -largest && value < largest ? value : 0n;
}

function withoutDecimals(text: string): string {
  const whole = /^([-+]?\d*)\.\d*$/.exec(text)?.[1];
  return whole === undefined ? text : /\d$/.test(whole) ? whole : `${whole}0`;
}
