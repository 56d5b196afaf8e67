import { resolveAlias, scalarType, type YamlNode, type YamlScalar } from "../../../yaml/index.js";

const trues = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const falses = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;

/** Reads a boolean as yaml.v2 does: YAML 1.1 without quotes. */
export function readBool(scalar: YamlScalar): boolean | undefined {
  const hasBoolTag = scalar.tag === "tag:yaml.org,2002:bool";
  if (!hasBoolTag && (scalar.style !== "plain" || scalar.tag !== undefined)) return undefined;
  if (trues.test(scalar.value)) return true;
  return falses.test(scalar.value) ? false : undefined;
}

/** True for a value that yaml.v2 does not hand to the decoder of a type, but resets to zero. */
export function isNullNode(node: YamlNode): boolean {
  const target = resolveAlias(node);
  return target.kind === "scalar" && scalarType(target) === "null";
}

/** Reads a whole number of any size; undefined for anything else. A fraction is cut off, as in Go. */
export function readWhole(scalar: YamlScalar): bigint | undefined {
  const type = scalarType(scalar);
  const text = scalar.value.replaceAll("_", "");
  if (type === "float") {
    const value = Number(text);
    return Number.isFinite(value) ? BigInt(Math.trunc(value)) : undefined;
  }
  if (type !== "int") return undefined;
  const sign = text.startsWith("-") ? -1n : 1n;
  const digits = text.replace(/^[-+]/, "").toLowerCase();
  return sign * BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
}

const prefixes = "KMGTPE";

/** Parses a number of bytes as `alecthomas/units` does: `10MB` and `10MiB` are the same, and a unit is required. */
export function parseBytes(text: string): number | undefined {
  return parseUnits(text, "iB") ?? parseUnits(text, "B");
}

function parseUnits(text: string, suffix: string): number | undefined {
  const unsigned = text.replace(/^[-+]/, "");
  if (unsigned === "0") return 0;
  if (!/^(?:(?:\d+(?:\.\d*)?|\.\d+)[^.\d]+)+$/.test(unsigned)) return undefined;
  let bytes = 0;
  for (const [, number, unit] of unsigned.matchAll(/(\d+(?:\.\d*)?|\.\d+)([^.\d]+)/g)) {
    const power = unit === "B" ? 0 : prefixes.indexOf(unit![0]!) + 1;
    const isUnit = unit === "B" || (power > 0 && unit!.slice(1) === suffix);
    if (!isUnit) return undefined;
    bytes += Number(number) * 1024 ** power;
  }
  if (bytes > 2 ** 63) return undefined;
  return text.startsWith("-") ? -bytes : bytes;
}
