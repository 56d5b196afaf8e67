import type { Change } from "../plan/plan.js";

/** Writes that may run at the same time. */
export interface Batch {
  readonly changes: readonly Change[];
  /** One after the other. */
  readonly isExclusive: boolean;
}

/** Sorts the writes of a plan into batches, each of which refers only to those before it. Deletions come last. */
export function orderWrites(changes: readonly Change[]): readonly Batch[] {
  const written = changes.filter(({ action }) => action === "create" || action === "update");
  const deleted = changes.filter(({ action }) => action === "delete");
  return [...batchesByStage(written, 1), ...batchesByStage(deleted, -1)];
}

function batchesByStage(changes: readonly Change[], direction: 1 | -1): readonly Batch[] {
  const stages = new Map<number, Change[]>();
  for (const change of changes) {
    const { stage } = (change.desired ?? change.live)!;
    const batch = stages.get(stage);
    if (batch) batch.push(change);
    else stages.set(stage, [change]);
  }
  const sorted = [...stages].sort(([one], [other]) => (one - other) * direction);
  return sorted.map(([, batch]) => ({
    changes: batch,
    isExclusive: batch.some(({ desired, live }) => (desired ?? live)?.isExclusive === true),
  }));
}
