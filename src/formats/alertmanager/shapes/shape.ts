/** What a field of the configuration takes. A word in braces is another shape; in brackets, a list of them. */
export type FieldType =
  | "text"
  | "secret"
  | "bool"
  | "integer"
  /** A duration of Prometheus: `5m`. */
  | "duration"
  /** A duration of Go: `1.5h`, `90s`. */
  | "go-duration"
  /** The same, or a number of nanoseconds. */
  | "timeout"
  | "url"
  | "secret-url"
  /** A URL, or a template for one. */
  | "template-url"
  | "host-port"
  | "texts"
  | "text-map"
  /** A mapping with whatever in it. */
  | "mapping"
  | "anything"
  | `{${string}}`
  | `[${string}]`;

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** The minor number of the first 0.x release that knows it. */
  readonly since: number;
}

/** A mapping with known fields. */
export interface Shape {
  /** What the mapping is, in messages: `a Slack receiver`. */
  readonly description: string;
  /** By name; more than one where a later release takes something else in it, the latest last. */
  readonly fields: ReadonlyMap<string, readonly Field[]>;
}

/** Tables are read from here on; older releases are not distinguished. */
const oldestMinor = 25;

/** A shape from a table with a line for each field: name, type and, unless it has always been there, `0.x`. */
export function shape(description: string, table: string): Shape {
  const fields = new Map<string, Field[]>();
  for (const line of table.trim().split("\n")) {
    const [name, type, since] = line.trim().split(/\s+/);
    const field = { name: name!, type: type as FieldType, since: since ? Number(since.slice(2)) : oldestMinor };
    fields.set(name!, [...(fields.get(name!) ?? []), field]);
  }
  return { description: description, fields };
}
