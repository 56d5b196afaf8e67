import { isAtLeast, type PrometheusVersion, parseVersion } from "../../../promql/index.js";

/**
 * The type of a field: `{name}` is a mapping with that shape, `[name]` a list of such mappings, and `one|other` a text
 * that must be one of these.
 */
export type FieldType =
  | "text"
  | "bool"
  | "int"
  | "uint"
  | "float"
  | "duration"
  /** A duration in the format of Go, or a number of nanoseconds. */
  | "go-duration"
  /** A number of bytes with a unit: `10MB`. */
  | "bytes"
  | "url"
  | "texts"
  | "label-names"
  /** A mapping of texts. */
  | "text-map"
  /** A mapping of texts whose keys are label names. */
  | "label-map"
  /** A mapping of lists of texts. */
  | "lists"
  /** HTTP headers: a mapping of names to values, secrets and files. */
  | "headers"
  /** The pattern of a relabelling rule, which its check compiles. */
  | "pattern"
  | "anything"
  | `{${string}}`
  | `[${string}]`
  | `${string}|${string}`;

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly since: PrometheusVersion | undefined;
  /** The first release that no longer knows it. */
  readonly until: PrometheusVersion | undefined;
}

/** A mapping with known fields. */
export interface Shape {
  /** Names the mapping in messages: `a scrape configuration`. */
  readonly description: string;
  readonly fields: readonly Field[];
}

/**
 * Parses a shape from a table with one field per line: name, type, and optionally the release that introduced it and the
 * release that removed it. Releases before 2.42 are not distinguished. The fields of `included` belong to it, too.
 */
export function shape(description: string, table: string, ...included: readonly Shape[]): Shape {
  const fields = table.trim().split("\n").map(parseField);
  return { description, fields: [...fields, ...included.flatMap((one) => one.fields)] };
}

function parseField(line: string): Field {
  const [name, type, since, until] = line.trim().split(/\s+/);
  return {
    name: name!,
    type: type as FieldType,
    since: since === undefined ? undefined : parseVersion(since),
    until: until === undefined ? undefined : parseVersion(until),
  };
}

/** The fields that a release knows, by name. */
export function fieldsOfRelease({ fields }: Shape, version: PrometheusVersion): ReadonlyMap<string, Field> {
  const isKnown = ({ since, until }: Field) =>
    (since === undefined || isAtLeast(version, since.major, since.minor)) &&
    (until === undefined || !isAtLeast(version, until.major, until.minor));
  return new Map(fields.filter(isKnown).map((field) => [field.name, field]));
}
