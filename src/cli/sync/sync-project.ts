import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { PlanOptions } from "../../sync/plan/make-plan.js";
import { isWrite } from "../../sync/plan/plan.js";
import { fingerprint, type PlanDocument, parsePlanDocument, type SavedOptions } from "../../sync/plan/plan-document.js";
import { defaultPruneLimits, findPruneProblem, type PruneLimits } from "../../sync/plan/prune-limits.js";
import type { PlannedTarget } from "../../sync/session.js";
import { describeFailure } from "../../sync/sync-error.js";
import { syncTargets } from "../../sync/sync-targets.js";
import { workingFolder } from "../working-folder.js";
import { confirm } from "./confirm.js";
import { holdSignals } from "./hold-signals.js";
import { type Planned, planProject } from "./open-session.js";
import { printFailure } from "./print-failure.js";
import { printPlans, savedOptions } from "./print-plans.js";
import { printReports } from "./print-reports.js";
import type { TargetFlags } from "./sync-flags.js";
import { syncProgress } from "./sync-progress.js";

export interface SyncFlags extends TargetFlags {
  readonly yes?: boolean | undefined;
}

/** Plans, asks and writes. Returns the exit code. */
export async function syncProject(
  flags: SyncFlags,
  options: PlanOptions,
  limits: PruneLimits = defaultPruneLimits,
): Promise<number> {
  const planned = await planProject(flags, options);
  if (!planned) return 1;
  const refusals = options.prune ? refuseLargePrunes(planned.targets, limits) : 0;
  if (refusals > 0) return 1;
  return confirmAndApply(planned, flags, savedOptions({ ...flags, ...options }));
}

/** Prints plans, asks and writes. Returns the exit code. */
export async function confirmAndApply(planned: Planned, flags: SyncFlags, options: SavedOptions): Promise<number> {
  if (!flags.json) printPlans(planned.targets, options, flags);
  const writes = writesOf(planned.targets);
  if (writes > 0 && !flags.yes) {
    const answer = await confirm(`Write ${writes} ${writes === 1 ? "change" : "changes"}?`);
    if (answer !== true) {
      if (flags.json) printPlans(planned.targets, options, flags);
      process.stderr.write(`nothing was written${answer === undefined ? ": confirm with --yes" : ""}\n`);
      return 2;
    }
  }
  return applyPlans(planned, flags);
}

/** Plans again as the saved plan was made, and writes only if the result is the same. */
export async function syncSavedPlan(file: string, flags: SyncFlags): Promise<number> {
  const saved = readPlan(file, flags);
  if (!saved) return 1;
  const { targets, only, force, adopt, prune } = saved.options;
  const chosen: SyncFlags = { ...flags, target: targets, only };
  const planned = await planProject(chosen, { force, adopt, prune });
  if (!planned) return 1;
  const stale = findStale(saved, planned.targets);
  if (stale !== undefined) {
    printFailure({ summary: `the plan "${file}" is stale: ${stale}`, fix: "plan again, and look at it" });
    return 1;
  }
  if (!flags.json) printPlans(planned.targets, saved.options, flags);
  return applyPlans(planned, chosen);
}

async function applyPlans({ root, targets }: Planned, flags: SyncFlags): Promise<number> {
  const { signal, release } = holdSignals();
  try {
    const onProgress = syncProgress(process.stderr);
    const reports = await syncTargets(targets, { root, signal, onProgress });
    return printReports(targets, reports, flags);
  } finally {
    release();
  }
}

function writesOf(planned: readonly PlannedTarget[]): number {
  return planned.flatMap((one) => ("plan" in one ? one.plan.changes.filter(isWrite) : [])).length;
}

/** Refuses deletions that look like a mistake, and returns their number. */
function refuseLargePrunes(planned: readonly PlannedTarget[], limits: PruneLimits): number {
  let refused = 0;
  for (const one of planned) {
    const problem = "plan" in one ? findPruneProblem(one.plan, one.desired, limits) : undefined;
    if (problem === undefined) continue;
    refused += 1;
    printFailure(problem);
  }
  return refused;
}

function readPlan(file: string, flags: SyncFlags): PlanDocument | undefined {
  try {
    const plan = parsePlanDocument(readFileSync(resolve(workingFolder(flags), file), "utf8"));
    if (!plan) printFailure({ summary: `"${file}" is not a plan`, fix: "save one with `telltale plan --save`" });
    return plan;
  } catch (error) {
    const { summary } = describeFailure(error);
    printFailure({ summary: `the plan "${file}" cannot be read: ${summary}`, fix: "correct the path" });
    return undefined;
  }
}

/** Describes in which target a plan no longer holds. */
function findStale(saved: PlanDocument, planned: readonly PlannedTarget[]): string | undefined {
  for (const document of saved.targets) {
    const one = planned.find(({ target }) => target.name === document.target);
    if (!one) return `the target "${document.target}" is gone`;
    if ("failure" in one) return `the target "${document.target}" cannot be read`;
    if (one.plan.identity !== document.identity)
      return `the target "${document.target}" is at ${one.plan.identity} now`;
    if (fingerprint(one.plan) !== document.fingerprint) return `the definitions or "${document.target}" changed since`;
  }
  return saved.targets.length === planned.length ? undefined : "there are other targets now";
}
