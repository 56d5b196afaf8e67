import { compareJson } from "../../formats/differences/compare-json.js";
import type { Difference } from "../../formats/differences/difference.js";
import type { NamedChange } from "./change.js";

/** The same thing before and after a change. One side is missing if it was added or removed. */
export interface Pair<T> {
  readonly before: T | undefined;
  readonly after: T | undefined;
}

/**
 * Pairs the items of two lists: those that have the same text by the first key, of the others those by the second, and so
 * on. Several with the same text are paired in their order. An undefined text pairs with none.
 */
export function pairItems<T>(
  before: readonly T[],
  after: readonly T[],
  keys: readonly ((item: T) => string | undefined)[],
): readonly Pair<T>[] {
  const partners = new Map<T, T>();
  let left = before;
  for (const keyOf of keys) {
    const open = new Map<string, T[]>();
    for (const item of left) {
      const key = keyOf(item);
      if (key === undefined) continue;
      const same = open.get(key) ?? [];
      same.push(item);
      open.set(key, same);
    }
    const taken = new Set<T>();
    for (const item of after) {
      const key = partners.has(item) ? undefined : keyOf(item);
      const partner = key === undefined ? undefined : open.get(key)?.shift();
      if (partner === undefined) continue;
      partners.set(item, partner);
      taken.add(partner);
    }
    left = left.filter((item) => !taken.has(item));
  }
  return [
    ...after.map((item) => ({ before: partners.get(item), after: item })),
    ...left.map((item) => ({ before: item, after: undefined })),
  ];
}

/** Something with a name, and the fields that readers know. */
export interface Described {
  readonly name: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Describes how a pair differs. Undefined if it is the same on both sides. */
export function describePair(
  { before, after }: Pair<Described>,
  nameField: (path: string) => string = String,
): NamedChange | undefined {
  const fields = listDifferences({ before, after }).map((one): Difference => ({ ...one, path: nameField(one.path) }));
  if (before === undefined) return { action: "added", name: after!.name, fields };
  if (after === undefined) return { action: "removed", name: before.name, fields };
  if (before.name !== after.name) return { action: "renamed", name: after.name, formerly: before.name, fields };
  return fields.length === 0 ? undefined : { action: "changed", name: after.name, fields };
}

/** Describes how two lists differ, whose items are paired by these keys. */
export function compareItems<T extends Described>(
  before: readonly T[],
  after: readonly T[],
  keys: readonly ((item: T) => string | undefined)[],
): readonly NamedChange[] {
  return pairItems(before, after, keys).flatMap((pair) => describePair(pair) ?? []);
}

/** Lists the fields that differ, in the order of the description. */
function listDifferences({ before, after }: Pair<Described>): readonly Difference[] {
  const show = (_: unknown, value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  if (before !== undefined) return compareJson(before.fields, after?.fields ?? emptied(before), show);
  const reversed = compareJson(after!.fields, emptied(after!), show);
  return reversed.map((one) => ({ path: one.path, before: one.after, after: one.before }));
}

/** The records of a description without their members, so that each member is a difference of its own. */
function emptied({ fields }: Described): Described["fields"] {
  const records = Object.entries(fields).filter(
    ([, value]) => typeof value === "object" && value !== null && !Array.isArray(value),
  );
  return Object.fromEntries(records.map(([name]) => [name, {}]));
}
