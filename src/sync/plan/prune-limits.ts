import type { DesiredObject } from "../objects/object.js";
import { isWrite, type Plan } from "./plan.js";

export interface PruneLimits {
  /** Maximum number of objects to delete. */
  readonly count: number;
  /** Maximum share of the project's objects to delete, from 0 to 1. */
  readonly share: number;
}

export const defaultPruneLimits: PruneLimits = { count: 50, share: 0.5 };

/** A reason to refuse the deletions of a plan, because they look like a mistake, and the change that helps. */
export interface PruneProblem {
  readonly summary: string;
  readonly fix: string;
}

const fix = "look at `telltale plan --prune`; --max-deletes allows more";

/** Finds the reason to refuse the deletions of a plan; undefined if they look intended. */
export function findPruneProblem(
  { changes, target }: Plan,
  desired: readonly DesiredObject[],
  limits: PruneLimits,
): PruneProblem | undefined {
  const deleted = changes.filter(isWrite).length;
  if (deleted === 0) return undefined;
  if (desired.length === 0) {
    const summary = `the definitions describe nothing for "${target}", and all of it would be deleted`;
    return { summary, fix: "correct the systems of the target, or delete the objects by hand" };
  }
  if (deleted > limits.count) {
    return { summary: `${deleted} objects of "${target}" would be deleted, more than ${limits.count}`, fix };
  }
  const ours = changes.filter(({ live }) => live !== undefined && live.ownership !== "foreign").length;
  if (deleted > ours * limits.share && deleted > 1) {
    const share = `more than ${limits.share * 100}%`;
    return { summary: `${deleted} of the ${ours} objects in "${target}" would be deleted, ${share}`, fix };
  }
  return undefined;
}
