import type { YamlEntry, YamlMapping, YamlNode } from "../node.js";
import { resolveAlias } from "./aliases.js";
import { scalarType } from "./scalar-type.js";

/** A key that occurs twice in one mapping. */
export interface DuplicateKey {
  readonly key: string;
  readonly first: YamlNode;
  readonly second: YamlNode;
}

/** Finds duplicate keys. yaml.v3 compares their text, regardless of their type. */
export function findDuplicateKeys(mapping: YamlMapping): DuplicateKey[] {
  const { entries } = mapping;
  if (entries.length <= fewKeys && !entries.some(({ key }, index) => isAmong(key, entries, index))) return [];
  const seen = new Map<string, YamlNode>();
  const duplicates: DuplicateKey[] = [];
  for (const { key } of entries) {
    const identity = createIdentity(key);
    const first = seen.get(identity);
    if (first === undefined) seen.set(identity, key);
    else duplicates.push({ key: keyText(key), first, second: key });
  }
  return duplicates;
}

/** Up to this many keys, comparing pairs beats a Map. */
const fewKeys = 8;

function isAmong(key: YamlNode, entries: readonly YamlEntry[], end: number): boolean {
  const identity = createIdentity(key);
  for (let index = 0; index < end; index++) if (createIdentity(entries[index]!.key) === identity) return true;
  return false;
}

function keyText(key: YamlNode): string {
  return key.kind === "scalar" ? key.value : key.kind === "alias" ? key.name : "";
}

/** Text by which keys are compared. Scalars, nearly all keys, need no new string. */
function createIdentity(key: YamlNode): string {
  return key.kind === "scalar" ? key.value : `\0${key.kind} ${keyText(key)}`;
}

export interface MergeResult {
  /** Own entries, then merged ones. Each key occurs once, with the entry that takes precedence. */
  readonly entries: readonly YamlEntry[];
  /** Values of `<<` that are neither a mapping nor a list of mappings. */
  readonly notMappings: readonly YamlNode[];
}

/** True if the key is `<<`, which merges other mappings in. */
export function isMergeKey(node: YamlNode): boolean {
  return node.kind === "scalar" && node.value === "<<" && (scalarType(node) === "merge" || node.tag === "!");
}

/** Returns the entries of a mapping and those that `<<` merges in, directly or through other mappings. */
export function mergeEntries(mapping: YamlMapping): MergeResult {
  if (!mapping.entries.some(({ key }) => isMergeKey(key))) return { entries: mapping.entries, notMappings: [] };
  const entries: YamlEntry[] = [];
  const notMappings: YamlNode[] = [];
  const keys = new Set<string>();
  const visited = new Set<YamlMapping>();
  const waiting = [mapping];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (visited.has(next)) continue;
    visited.add(next);
    const merged: YamlMapping[] = [];
    for (const entry of next.entries) {
      if (isMergeKey(entry.key)) for (const source of mergeSources(entry.value, notMappings)) merged.push(source);
      else if (isNewKey(entry.key, keys)) entries.push(entry);
    }
    for (const source of merged.reverse()) waiting.push(source);
  }
  return { entries, notMappings };
}

function isNewKey(key: YamlNode, keys: Set<string>): boolean {
  const node = resolveAlias(key);
  if (node.kind !== "scalar") return true;
  if (keys.has(node.value)) return false;
  keys.add(node.value);
  return true;
}

function mergeSources(value: YamlNode, notMappings: YamlNode[]): YamlMapping[] {
  const target = resolveAlias(value);
  if (target.kind === "mapping") return [target];
  const items = value.kind === "sequence" ? value.items : [value];
  const sources: YamlMapping[] = [];
  for (const item of items) {
    const source = resolveAlias(item);
    if (source.kind === "mapping") sources.push(source);
    else notMappings.push(item);
  }
  return sources;
}
