import {
  isNull,
  mergeEntries,
  resolveAlias,
  type YamlMapping,
  type YamlNode,
  type YamlScalar,
} from "../../yaml/index.js";

type Resolved = Exclude<YamlNode, { kind: "alias" }>;

/** The value of a field, behind aliases and merges. */
export function fieldOf(mapping: YamlMapping, name: string): Resolved | undefined {
  const entry = mergeEntries(mapping).entries.findLast(({ key }) => key.kind === "scalar" && key.value === name);
  return entry && resolveAlias(entry.value);
}

/** The value of a field that is not null. */
export function filledField(mapping: YamlMapping, name: string): Resolved | undefined {
  const value = fieldOf(mapping, name);
  return value?.kind === "scalar" && isNull(value) ? undefined : value;
}

/** The text of a scalar field. */
export function textOf(mapping: YamlMapping, name: string): string | undefined {
  const value = fieldOf(mapping, name);
  return value?.kind === "scalar" ? value.value : undefined;
}

/** The mappings in a list. */
export function mappingsIn(list: YamlNode | undefined): readonly YamlMapping[] {
  if (list?.kind !== "sequence") return [];
  return list.items.map(resolveAlias).filter((item): item is YamlMapping => item.kind === "mapping");
}

/** The scalars in a list. */
export function scalarsIn(list: YamlNode | undefined): readonly YamlScalar[] {
  if (list?.kind !== "sequence") return [];
  return list.items.map(resolveAlias).filter((item): item is YamlScalar => item.kind === "scalar");
}

/** The texts in a list. */
export function textsIn(list: YamlNode | undefined): readonly string[] {
  return scalarsIn(list).map(({ value }) => value);
}
