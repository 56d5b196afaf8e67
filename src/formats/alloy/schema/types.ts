/** Values that are handed from component to component, and cannot be written down. */
export const capsuleNames = ["metrics", "logs", "telemetry", "profiles", "auth", "extension", "rules"] as const;

export type CapsuleName = (typeof capsuleNames)[number];

/** The type of an argument or an export. */
export type ArgumentType =
  | { readonly kind: "string" | "bool" | "number" | "any" }
  /** A duration of Go: `1h30m`. */
  | { readonly kind: "duration" }
  /** A number of bytes with its unit: `10MiB`. */
  | { readonly kind: "size" }
  | { readonly kind: "url" | "regex" | "template" }
  /** A string that is not shown. A string can be given, but it cannot be used as one. */
  | { readonly kind: "secret" }
  /** A string, or a secret: what a file or a Kubernetes object contains. */
  | { readonly kind: "content" }
  | { readonly kind: "target" }
  | { readonly kind: "capsule"; readonly name: CapsuleName }
  | { readonly kind: "enum"; readonly values: readonly string[]; readonly ignoresCase: boolean }
  | { readonly kind: "list" | "map"; readonly of: ArgumentType };

const simpleKinds = ["string", "bool", "number", "any", "duration", "size", "url", "regex", "template"] as const;
const secretKinds = ["secret", "content", "target"] as const;
const tlsVersions = ["TLS10", "TLS11", "TLS12", "TLS13"];

/** Parses a type as the tables write it: `list(string)`, `enum(a|b)`, `metrics`. */
export function parseType(text: string): ArgumentType {
  const call = /^(list|map|enum|anycase)\((.*)\)$/.exec(text);
  if (call !== null) {
    const [, name, inner] = call as unknown as readonly [string, string, string];
    if (name === "list" || name === "map") return { kind: name, of: parseType(inner) };
    return { kind: "enum", values: inner.split("|"), ignoresCase: name === "anycase" };
  }
  if (text === "tls_version") return { kind: "enum", values: tlsVersions, ignoresCase: false };
  const capsule = capsuleNames.find((name) => name === text);
  if (capsule !== undefined) return { kind: "capsule", name: capsule };
  const kind = [...simpleKinds, ...secretKinds].find((name) => name === text);
  if (kind === undefined) throw new Error(`unknown type in a table of Alloy: ${text}`);
  return { kind };
}

const descriptions: Readonly<Record<string, string>> = {
  string: "a string",
  bool: "true or false",
  number: "a number",
  any: "any value",
  duration: 'a duration, such as "30s"',
  size: 'a size with its unit, such as "10MiB"',
  url: "a URL",
  regex: "a regular expression",
  template: "a template",
  secret: "a secret or a string",
  content: "a secret or a string",
  target: "a target, which is an object of labels",
  metrics: "a receiver of metrics",
  logs: "a receiver of logs",
  telemetry: "an input of an otelcol component",
  profiles: "a receiver of profiles",
  auth: "a handler of an otelcol.auth component",
  extension: "a handler of an otelcol extension",
  rules: "relabelling rules",
};

/** Describes a type in a message. */
export function describeType(type: ArgumentType): string {
  if (type.kind === "list") return `a list, with each element ${describeType(type.of)}`;
  if (type.kind === "map") return `an object, with each value ${describeType(type.of)}`;
  if (type.kind === "enum") return type.values.map((value) => `"${value}"`).join(", ");
  return descriptions[type.kind === "capsule" ? type.name : type.kind]!;
}
