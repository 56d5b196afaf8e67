/** The type of a field. `{name}` is a mapping with that shape, `[name]` a list of such mappings. */
export type FieldType =
  | "text"
  | "secret"
  | "bool"
  | "integer"
  /** A duration in the format of Prometheus: `5m`. */
  | "duration"
  /** A duration in the format of Go: `1.5h`, `90s`. */
  | "go-duration"
  /** A `go-duration`, or a number of nanoseconds. */
  | "timeout"
  | "url"
  | "secret-url"
  /** A URL or a template of one. */
  | "template-url"
  | "host-port"
  | "texts"
  | "text-map"
  /** A mapping with any entries. */
  | "mapping"
  | "anything"
  /** Not decoded here. Its reader starts from the node of the entry. */
  | "node"
  | `{${string}}`
  | `[${string}]`;

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** Minor version of the 0.x release that introduced it. */
  readonly since: number;
}

/** A mapping with known fields. */
export interface Shape {
  /** Names the mapping in messages: `a Slack receiver`. */
  readonly description: string;
  /** Fields by name. A field has several entries, oldest first, if its type changed in a later release. */
  readonly fields: ReadonlyMap<string, readonly Field[]>;
}

/** The oldest release that the tables describe. */
const oldestMinor = 25;

/** Parses a shape from a table with one field per line: name, type and optionally the release that introduced it. */
export function shape(description: string, table: string): Shape {
  const fields = new Map<string, Field[]>();
  for (const line of table.trim().split("\n")) {
    const [name, type, since] = line.trim().split(/\s+/);
    const field = { name: name!, type: type as FieldType, since: since ? Number(since.slice(2)) : oldestMinor };
    fields.set(name!, [...(fields.get(name!) ?? []), field]);
  }
  return { description, fields };
}
