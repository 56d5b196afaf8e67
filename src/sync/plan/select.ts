import type { Change } from "./plan.js";

/** True for the objects that a command is about. */
export type ObjectFilter = (change: Pick<Change, "id" | "kind">) => boolean;

export const selectAll: ObjectFilter = () => true;

/**
 * Selects objects by their kind or id, in which `*` stands for any text: `dashboard`, `dashboards/cart`,
 * `prod/prometheus/*`.
 */
export function selectOnly(patterns: readonly string[]): ObjectFilter {
  const tests = patterns.map((pattern) => {
    const source = pattern.split("*").map(escapeRegExp).join(".*");
    return new RegExp(`^${source}$`, "s");
  });
  return ({ id, kind }) => tests.some((one) => one.test(id) || one.test(kind));
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
