import { type ArgumentType, parseType } from "../schema/types.js";
import { bool, list, text, unknown, type Value } from "./value.js";

/** A function of the standard library. */
export interface StdlibFunction {
  readonly params: readonly ArgumentType[];
  /** Type of any further arguments. */
  readonly rest?: ArgumentType;
  readonly result: Value;
  /** Computes the result of arguments that are all known; undefined if the call fails. */
  readonly compute?: (args: readonly Value[]) => Value | undefined;
}

const string: Value = { kind: "string" };

function signature(params: string, result: Value, compute?: StdlibFunction["compute"]): StdlibFunction {
  const words = params === "" ? [] : params.split(" ");
  const rest = words.find((word) => word.endsWith("..."));
  return {
    params: words.filter((word) => word !== rest).map(parseType),
    ...(rest !== undefined && { rest: parseType(rest.slice(0, -3)) }),
    result,
    ...(compute && { compute }),
  };
}

/** A function of strings. */
const onTexts =
  (compute: (...texts: string[]) => string): StdlibFunction["compute"] =>
  (args) =>
    text(compute(...args.map((arg) => (arg.kind === "string" ? (arg.value ?? "") : ""))));

const trimLeft = (value: string, characters: string) => {
  const set = new Set(characters);
  const points = [...value];
  const start = points.findIndex((point) => !set.has(point));
  return start === -1 ? "" : points.slice(start).join("");
};
const reverse = (value: string) => [...value].reverse().join("");

const strings: Readonly<Record<string, StdlibFunction>> = {
  format: signature("string any...", string),
  join: signature("list(string) string", string),
  replace: signature(
    "string string string",
    string,
    onTexts((value, from, to) => value!.replaceAll(from!, () => to!)),
  ),
  split: signature("string string", { kind: "array", of: string }),
  to_lower: signature(
    "string",
    string,
    onTexts((value) => value!.toLowerCase()),
  ),
  to_upper: signature(
    "string",
    string,
    onTexts((value) => value!.toUpperCase()),
  ),
  trim: signature(
    "string string",
    string,
    onTexts((value, set) => reverse(trimLeft(reverse(trimLeft(value!, set!)), set!))),
  ),
  trim_prefix: signature(
    "string string",
    string,
    onTexts((value, prefix) => (value!.startsWith(prefix!) ? value!.slice(prefix!.length) : value!)),
  ),
  trim_suffix: signature(
    "string string",
    string,
    onTexts((value, suffix) => (suffix !== "" && value!.endsWith(suffix!) ? value!.slice(0, -suffix!.length) : value!)),
  ),
  trim_space: signature(
    "string",
    string,
    onTexts((value) => value!.trim()),
  ),
};

const fromJson = signature("string", unknown, ([arg]) => {
  try {
    return fromPlain(JSON.parse(arg?.kind === "string" ? (arg.value ?? "") : ""));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
});

const fromBase64 = (pattern: RegExp) =>
  signature("string", string, ([arg]) => {
    const value = (arg?.kind === "string" ? (arg.value ?? "") : "").replace(/[\r\n]/g, "");
    return pattern.test(value) && value.length % 4 === 0 ? string : undefined;
  });

const nonsensitive = signature("secret", string);
const fromYaml = signature("string", unknown);

/** Functions by their full name. Those marked deprecated have another name since. */
const functions: Readonly<Record<string, StdlibFunction>> = {
  "convert.nonsensitive": nonsensitive,
  "encoding.from_base64": fromBase64(/^[A-Za-z0-9+/]*={0,2}$/),
  "encoding.from_URLbase64": fromBase64(/^[A-Za-z0-9_-]*={0,2}$/),
  "encoding.to_base64": signature("string", string),
  "encoding.to_URLbase64": signature("string", string),
  "encoding.url_encode": signature("string", string),
  "encoding.url_decode": signature("string", string, ([arg]) =>
    arg?.kind === "string" && /%(?![0-9a-fA-F]{2})/.test(arg.value ?? "") ? undefined : string,
  ),
  "encoding.to_json": signature("map(any)", string),
  "encoding.from_json": fromJson,
  "encoding.from_yaml": fromYaml,
  "file.path_join": signature("string...", string),
  json_path: signature("string string", { kind: "array", of: unknown }),
  "sys.env": signature("string", string),
  ...Object.fromEntries(Object.entries(strings).map(([name, one]) => [`string.${name}`, one])),
};

/** Functions of which the arguments may have any type: the evaluator computes them. */
export const rawFunctions: ReadonlySet<string> = new Set([
  "coalesce",
  "array.concat",
  "array.combine_maps",
  "array.group_by",
]);

export const experimentalFunctions: ReadonlySet<string> = new Set(["array.combine_maps", "array.group_by"]);

/** Deprecated functions, and their present names. */
export const deprecatedFunctions: Readonly<Record<string, string>> = {
  env: "sys.env",
  nonsensitive: "convert.nonsensitive",
  concat: "array.concat",
  json_decode: "encoding.from_json",
  yaml_decode: "encoding.from_yaml",
  base64_decode: "encoding.from_base64",
  ...Object.fromEntries(Object.keys(strings).map((name) => [name, `string.${name}`])),
};

const constantNames = ["hostname", "os", "arch", "version"];

/** Returns what a name of the standard library stands for: a function, or an object of functions. */
export function stdlibValue(name: string): Value | undefined {
  if (name === "constants") return { kind: "object", fields: new Map(constantNames.map((one) => [one, string])) };
  if (Object.hasOwn(deprecatedFunctions, name)) return { kind: "function", name: deprecatedFunctions[name]! };
  if (rawFunctions.has(name) || Object.hasOwn(functions, name)) return { kind: "function", name };
  const inside = [...Object.keys(functions), ...rawFunctions].filter((one) => one.startsWith(`${name}.`));
  if (inside.length === 0) return undefined;
  const fields = inside.map((one) => [one.slice(name.length + 1), { kind: "function", name: one }] as const);
  return { kind: "object", fields: new Map<string, Value>(fields) };
}

export function stdlibFunction(name: string): StdlibFunction | undefined {
  return Object.hasOwn(functions, name) ? functions[name] : undefined;
}

function fromPlain(value: unknown): Value {
  if (value === null) return { kind: "null" };
  if (typeof value === "string") return text(value);
  if (typeof value === "boolean") return bool(value);
  if (typeof value === "number") return { kind: "number", value, isFloat: true };
  if (Array.isArray(value)) return list(value.map(fromPlain));
  return {
    kind: "object",
    fields: new Map(Object.entries(value as object).map(([key, one]) => [key, fromPlain(one)])),
  };
}

/** True if a value holds nothing that is unknown. */
export function isKnown(value: Value): boolean {
  switch (value.kind) {
    case "null":
      return true;
    case "string":
    case "bool":
    case "number":
      return value.value !== undefined;
    case "array":
      return value.elements?.every(isKnown) ?? false;
    case "object":
      return value.fields !== undefined && [...value.fields.values()].every(isKnown);
    default:
      return false;
  }
}
