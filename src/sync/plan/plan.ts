import type { DesiredObject, LiveObject, ObjectKind } from "../objects/object.js";

/**
 * - `create`, `update`, `delete`: what a sync does.
 * - `none`: the object is as the definitions describe it.
 * - `conflict`: a sync leaves it alone, because somebody else made or changed it.
 * - `orphan`: it is ours, and no definition describes it any more. `prune` deletes it.
 * - `unmanaged`: it belongs to somebody else, and no definition describes it.
 * - `missing`: only in drift: the definitions describe it, and the target does not have it.
 */
export type Action = "create" | "update" | "delete" | "none" | "conflict" | "orphan" | "unmanaged" | "missing";

/** One object, and what a sync does with it. */
export interface Change {
  readonly action: Action;
  readonly id: string;
  readonly kind: ObjectKind;
  readonly name: string;
  /** For conflicts: why it is left alone, and what to do. */
  readonly reason?: string;
  readonly fix?: string;
  readonly desired?: DesiredObject;
  readonly live?: LiveObject;
}

/** All objects of a target, in the order of their names. */
export interface Plan {
  readonly target: string;
  /** The place that the target writes to: an address, a folder. */
  readonly identity: string;
  readonly changes: readonly Change[];
}

/** True for a change that a sync writes. */
export function isWrite({ action }: Change): boolean {
  return action === "create" || action === "update" || action === "delete";
}

export function countActions({ changes }: Plan): Readonly<Record<Action, number>> {
  const counts = { create: 0, update: 0, delete: 0, none: 0, conflict: 0, orphan: 0, unmanaged: 0, missing: 0 };
  for (const { action } of changes) counts[action] += 1;
  return counts;
}
