import { objectKinds } from "../objects/object.js";
import type { Change } from "./plan.js";

/** True for the objects that a command is about. */
export type ObjectFilter = (change: Pick<Change, "id" | "kind">) => boolean;

export const selectAll: ObjectFilter = () => true;

/**
 * Selects objects by their kind or id, in which `*` stands for any text: `dashboard`, `dashboards/cart`,
 * `prod/prometheus/*`.
 */
export function selectOnly(patterns: readonly string[]): ObjectFilter {
  const filters = patterns.map(selectPattern);
  return (change) => filters.some((isSelected) => isSelected(change));
}

/** Finds the first pattern that is neither a kind nor matches any of the objects. It is probably misspelt. */
export function findUnmatched(
  patterns: readonly string[],
  objects: readonly Pick<Change, "id" | "kind">[],
): string | undefined {
  const kinds: readonly string[] = objectKinds;
  return patterns.find((pattern) => !kinds.includes(pattern) && !objects.some(selectPattern(pattern)));
}

function selectPattern(pattern: string): ObjectFilter {
  const source = pattern.split("*").map(escapeRegExp).join(".*");
  const test = new RegExp(`^${source}$`, "s");
  return ({ id, kind }) => test.test(id) || test.test(kind);
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
