import type { DesiredObject } from "../objects/object.js";
import { isWrite, type Plan } from "./plan.js";

export interface PruneLimits {
  /** The most objects to delete. */
  readonly count: number;
  /** The largest part of the project's objects to delete, from 0 to 1. */
  readonly share: number;
}

export const defaultPruneLimits: PruneLimits = { count: 50, share: 0.5 };

/** The reason not to delete what a plan deletes: it looks like a mistake. Undefined if it looks right. */
export function findPruneProblem(
  { changes, target }: Plan,
  desired: readonly DesiredObject[],
  limits: PruneLimits,
): string | undefined {
  const deleted = changes.filter(isWrite).length;
  if (deleted === 0) return undefined;
  if (desired.length === 0) return `the definitions describe nothing for "${target}", and all of it would be deleted`;
  if (deleted > limits.count) return `${deleted} objects of "${target}" would be deleted, more than ${limits.count}`;
  const ours = changes.filter(({ live }) => live !== undefined && live.ownership !== "foreign").length;
  if (deleted > ours * limits.share && deleted > 1) {
    return `${deleted} of the ${ours} objects in "${target}" would be deleted, more than ${limits.share * 100}%`;
  }
  return undefined;
}
