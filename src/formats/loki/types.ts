/** The type of a field of Loki. */
export type LokiType =
  | { readonly kind: "text" | "bool" | "int" | "float" | "texts" | "any" | "url" | "size" | "day" | "text-map" }
  /** A duration of Go, `1h30m`, or of Prometheus, `30d`. */
  | { readonly kind: "duration" | "prometheus-duration" }
  | { readonly kind: "enum"; readonly values: readonly string[] };

const kinds = [
  ...(["text", "bool", "int", "float", "texts", "any", "url", "size", "day", "text-map"] as const),
  ...(["duration", "prometheus-duration"] as const),
];

/** Parses a type as the tables write it. */
export function parseLokiType(text: string): LokiType {
  const values = /^enum\((.*)\)$/.exec(text)?.[1];
  if (values !== undefined) return { kind: "enum", values: values.split("|") };
  const kind = kinds.find((name) => name === text);
  if (kind === undefined) throw new Error(`unknown type in a table of Loki: ${text}`);
  return { kind };
}

/** True if a text is a size such as `3MB`, `512 kilobytes` or `1048576`. */
export function isSize(text: string): boolean {
  return /^\d+(?:\.\d+)?\s*(?:b|bytes?|[kmgtpe](?:i?b)?|(?:kilo|mega|giga|tera|peta|exa)(?:bytes?)?)?$/i.test(text);
}

/** True if a text is a day such as `2024-04-01`. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}
