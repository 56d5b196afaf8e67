import type { TextEntry, YamlEntry, YamlNode } from "../../../yaml/index.js";

/** A mapping that was read according to its shape. */
export interface Fields {
  readonly node: YamlNode;
  /** All entries with a known name, including those whose values could not be read. */
  readonly entries: ReadonlyMap<string, YamlEntry>;
  /** The values that could be read. Null stands for a field that is written without a value: Go resets it to zero. */
  readonly values: ReadonlyMap<string, FieldValue | null>;
}

/** An item of a list of mappings; its fields are undefined if it is null. */
export interface FieldsItem {
  readonly node: YamlNode;
  readonly fields: Fields | undefined;
}

export type FieldValue =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bool"; readonly isTrue: boolean }
  /** Durations are in milliseconds. */
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "whole"; readonly whole: bigint }
  | { readonly kind: "texts"; readonly texts: readonly string[]; readonly nodes: readonly YamlNode[] }
  | { readonly kind: "map"; readonly entries: readonly TextEntry[] }
  | { readonly kind: "lists"; readonly lists: ReadonlyMap<string, readonly string[]> }
  | { readonly kind: "fields"; readonly fields: Fields }
  | { readonly kind: "list"; readonly items: readonly FieldsItem[] }
  | { readonly kind: "anything" };

function readValue<Kind extends FieldValue["kind"]>(
  fields: Fields,
  name: string,
  kind: Kind,
): Extract<FieldValue, { kind: Kind }> | undefined | null {
  const value = fields.values.get(name);
  return value?.kind === kind ? (value as Extract<FieldValue, { kind: Kind }>) : value === null ? null : undefined;
}

/** True if the field is written with a value. */
export function isSet(fields: Fields, name: string): boolean {
  return (fields.values.get(name) ?? null) !== null;
}

/** The text of a field: the default if it is not written, and nothing if it is written without a value. */
export function getText(fields: Fields, name: string, byDefault = ""): string {
  const value = readValue(fields, name, "text");
  return value === null ? "" : (value?.text ?? byDefault);
}

export function getBool(fields: Fields, name: string, byDefault = false): boolean {
  const value = readValue(fields, name, "bool");
  return value === null ? false : (value?.isTrue ?? byDefault);
}

export function getNumber(fields: Fields, name: string, byDefault = 0): number {
  const value = readValue(fields, name, "number");
  return value === null ? 0 : (value?.number ?? byDefault);
}

export function getWhole(fields: Fields, name: string): bigint {
  return readValue(fields, name, "whole")?.whole ?? 0n;
}

export function getTexts(fields: Fields, name: string): readonly string[] {
  return readValue(fields, name, "texts")?.texts ?? [];
}

/** The nodes of the items of a list of texts. */
export function getTextNodes(fields: Fields, name: string): readonly YamlNode[] {
  return readValue(fields, name, "texts")?.nodes ?? [];
}

export function getTextMap(fields: Fields, name: string): readonly TextEntry[] {
  return readValue(fields, name, "map")?.entries ?? [];
}

export function getLists(fields: Fields, name: string): ReadonlyMap<string, readonly string[]> {
  return readValue(fields, name, "lists")?.lists ?? new Map();
}

export function getFields(fields: Fields, name: string): Fields | undefined {
  return readValue(fields, name, "fields")?.fields;
}

export function getItems(fields: Fields, name: string): readonly FieldsItem[] {
  return readValue(fields, name, "list")?.items ?? [];
}

/** The place of a field's value; the start of its mapping where it is missing. */
export function rangeOf(fields: Fields, name: string): { readonly start: number; readonly end: number } {
  const entry = fields.entries.get(name);
  if (entry !== undefined) return entry.value.end > entry.value.start ? entry.value : entry.key;
  return { start: fields.node.start, end: fields.node.start };
}
