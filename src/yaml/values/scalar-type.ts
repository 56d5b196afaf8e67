import type { YamlScalar } from "../node.js";

/** Type of a scalar in yaml.v3. */
export type ScalarType = "null" | "bool" | "int" | "float" | "timestamp" | "merge" | "string" | "binary" | "other";

const CORE_TAGS = "tag:yaml.org,2002:";

const namedTypes: ReadonlyMap<string, ScalarType> = new Map<string, ScalarType>([
  ["null", "null"],
  ["bool", "bool"],
  ["int", "int"],
  ["float", "float"],
  ["timestamp", "timestamp"],
  ["str", "string"],
  ["binary", "binary"],
  ["merge", "merge"],
]);

const nulls: ReadonlySet<string> = new Set(["", "~", "null", "Null", "NULL"]);
const booleans: ReadonlySet<string> = new Set(["true", "True", "TRUE", "false", "False", "FALSE"]);
const specialFloats = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const integers = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]*|[1-9][0-9]*)$/;
const floats = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const timestamps = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:$|[Tt ][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2})/;

/** Resolves the type of a scalar by its tag, or by its text if it has none. */
export function scalarType(scalar: YamlScalar): ScalarType {
  const { tag, style, value } = scalar;
  if (tag !== undefined && tag !== "!")
    return tag.startsWith(CORE_TAGS) ? (namedTypes.get(tag.slice(CORE_TAGS.length)) ?? "other") : "other";
  return style === "plain" ? plainType(value) : "string";
}

/** Resolves the type of an unquoted scalar. */
export function plainType(value: string): ScalarType {
  if (nulls.has(value)) return "null";
  const first = value.charCodeAt(0);
  const isNumberLike = (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e;
  if (!isNumberLike) return booleans.has(value) ? "bool" : value === "<<" ? "merge" : "string";
  if (timestamps.test(value)) return "timestamp";
  const digits = first === 0x2e ? value : value.replaceAll("_", "");
  if (integers.test(digits)) return "int";
  return floats.test(digits) || specialFloats.test(value) ? "float" : "string";
}

export function isNull(scalar: YamlScalar): boolean {
  return scalarType(scalar) === "null";
}
