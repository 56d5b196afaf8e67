/** The type of a field of a manifest. */
export type ObjectType =
  | { readonly kind: "text" | "name" | "int-or-text" | "quantity" | "bool" | "null" | "any" }
  | { readonly kind: "int" | "number"; readonly least?: number; readonly most?: number }
  | { readonly kind: "enum"; readonly values: readonly string[] }
  /** A text in a format: a duration, a URL. */
  | { readonly kind: "format"; readonly name: string; readonly pattern: RegExp }
  | { readonly kind: "list"; readonly of: ObjectType; readonly isFilled: boolean; readonly isSet: boolean }
  | { readonly kind: "map"; readonly of: ObjectType }
  | { readonly kind: "object"; readonly name: string }
  | { readonly kind: "union"; readonly types: readonly ObjectType[] };

const simple = ["text", "name", "int-or-text", "quantity", "bool", "null", "any"] as const;

const duration = "(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?";
const number = "(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))";
const anyCase = (word: string) => Array.from(word, (letter) => `[${letter}${letter.toUpperCase()}]`).join("");
const days = `(${["sun", "mon", "tues", "wednes", "thurs", "fri", "satur"].map((one) => anyCase(`${one}day`)).join("|")})`;

const monthNames = "january february march april may june july august september october november december".split(" ");
const months = `(${monthNames.map(anyCase).join("|")}|1[0-2]|[1-9])`;

const formats: Readonly<Record<string, string>> = {
  duration: `^(0|${duration})$`,
  "filled-duration": `^(?!$)(0|${duration})$`,
  "duration-without-zero": `^${duration}$`,
  "http-url": "^https?://.+$",
  "proxy-url": "^(http|https|socks5)://.+$",
  "any-url": "^[a-zA-Z][a-zA-Z0-9+.-]*://.+$",
  "byte-size": "(^0|([0-9]*[.])?[0-9]+((K|M|G|T|E|P)i?)?B)$",
  "strict-quantity": `^(\\+|-)?${number}(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?${number}))?$`,
  "time-of-day": "^((([01][0-9])|(2[0-3])):[0-5][0-9])$|(^24:00$)",
  "file-pattern": "^[^*]*(\\*[^/]*)?\\.(json|yml|yaml|JSON|YML|YAML)$",
  "year-range": "^2\\d{3}(?::2\\d{3}|$)",
  "container-name": "[a-zA-Z0-9][a-zA-Z0-9_.-]+",
  "abort-or-warn": `^(${anyCase("abort")}|${anyCase("warn")})?$`,
  "month-range": `^${months}(?:((:${months})$)|$)`,
  "weekday-range": `^${days}(?:((:${days})$)|$)`,
};

const actions = ["replace", "keep", "drop", "hashmod", "labelmap", "labeldrop", "labelkeep", "lowercase", "uppercase"];
const capitalActions = [
  "Replace",
  "Keep",
  "Drop",
  "HashMod",
  "LabelMap",
  "LabelDrop",
  "LabelKeep",
  "Lowercase",
  "Uppercase",
];

/** Values that several fields take. */
const choices: Readonly<Record<string, readonly string[]>> = {
  "relabel-action": [...actions, ...capitalActions, "keepequal", "KeepEqual", "dropequal", "DropEqual"],
  "scrape-protocol": [
    ...[
      "PrometheusProto",
      "OpenMetricsText0.0.1",
      "OpenMetricsText1.0.0",
      "PrometheusText0.0.4",
      "PrometheusText1.0.0",
    ],
  ],
};

/** Parses a type as the tables write it: `text`, `list({Container})`, `bool|text`, `int(0..65535)`, `enum(a,b)`. */
export function parseObjectType(text: string): ObjectType {
  const types = splitOutside(text, "|").map(parseOne);
  return types.length === 1 ? types[0]! : { kind: "union", types };
}

function parseOne(text: string): ObjectType {
  const object = /^\{(\w+)\}$/.exec(text)?.[1];
  if (object !== undefined) return { kind: "object", name: object };
  const call = /^(list\+?|set|map|enum|int|number)\((.*)\)$/.exec(text);
  if (call !== null) return parseCall(call[1]!, call[2]!);
  if (text === "int" || text === "number") return { kind: text };
  if (Object.hasOwn(choices, text)) return { kind: "enum", values: choices[text]! };
  const pattern = formats[text];
  if (pattern !== undefined) return { kind: "format", name: text, pattern: new RegExp(pattern) };
  const kind = simple.find((name) => name === text);
  if (kind === undefined) throw new Error(`unknown type in a table of manifests: ${text}`);
  return { kind };
}

function parseCall(name: string, inner: string): ObjectType {
  if (name === "enum") return { kind: "enum", values: inner.split(",") };
  if (name === "map") return { kind: "map", of: parseObjectType(inner) };
  if (name === "int" || name === "number") {
    const [least, most] = inner.split("..") as [string, string];
    return { kind: name, ...(least !== "" && { least: Number(least) }), ...(most !== "" && { most: Number(most) }) };
  }
  return { kind: "list", of: parseObjectType(inner), isFilled: name === "list+", isSet: name === "set" };
}

function splitOutside(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")") depth--;
    else if (text[at] === separator && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

const descriptions: Readonly<Record<string, string>> = {
  text: "a string",
  name: "a string that is not empty",
  "int-or-text": "a whole number or a string",
  quantity: "a quantity, such as 100m or 128Mi",
  bool: "true or false",
  null: "nothing",
  int: "a whole number",
  number: "a number",
  map: "a mapping",
  list: "a list",
  object: "a mapping",
};

/** Describes a type in a message. */
export function describeObjectType(type: ObjectType): string {
  switch (type.kind) {
    case "union":
      return [...new Set(type.types.filter(({ kind }) => kind !== "null").map(describeObjectType))].join(" or ");
    case "enum":
      return type.values.length === 1 ? `"${type.values[0]}"` : `one of ${type.values.join(", ")}`;
    case "format":
      return `a ${type.name.replaceAll("-", " ")}`;
    default:
      return descriptions[type.kind] ?? "a value";
  }
}
