import { type ApplyReport, applyPlan } from "./apply/apply-plan.js";
import { Journal } from "./apply/journal.js";
import { runBatch } from "./apply/run-batch.js";
import type { Plan } from "./plan/plan.js";
import type { PlannedTarget } from "./session.js";
import type { SyncTarget } from "./targets/target.js";

/** The targets that are written at the same time. */
const maxTargets = 4;

export interface SyncOptions {
  /** The folder of the project, which keeps the journals. */
  readonly root: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** The outcome of a sync to one target. */
export interface TargetReport {
  readonly target: SyncTarget;
  readonly plan: Plan;
  readonly report: ApplyReport;
  /** The ids that an earlier sync, which did not end, may have written. */
  readonly interrupted: readonly string[];
}

/** Applies the plans of several targets. The failure of one does not stop the others. */
export async function syncTargets(
  planned: readonly PlannedTarget[],
  { root, signal, onProgress }: SyncOptions,
): Promise<readonly TargetReport[]> {
  const reports: TargetReport[] = [];
  const progress = new Map<string, { readonly done: number; readonly total: number }>();
  await runBatch(planned, maxTargets, async (one) => {
    if (!("plan" in one)) return;
    const { target, plan } = one;
    const journal = new Journal(root, target.name);
    const interrupted = journal.readInterruption() ?? [];
    const report = await applyPlan(target, plan, {
      journal,
      signal,
      onProgress: (done, total) => {
        progress.set(target.name, { done, total });
        const all = [...progress.values()];
        onProgress?.(sum(all.map((each) => each.done)), sum(all.map((each) => each.total)));
      },
    });
    reports.push({ target, plan, report, interrupted });
  });
  return reports.sort((one, other) => (one.target.name < other.target.name ? -1 : 1));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
