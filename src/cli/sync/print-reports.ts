import { countActions } from "../../sync/plan/plan.js";
import { documentPlans, planFormatVersion } from "../../sync/plan/plan-document.js";
import { describeObject } from "../../sync/plan/render-plan.js";
import type { PlannedTarget } from "../../sync/session.js";
import type { TargetReport } from "../../sync/sync-targets.js";
import { printFailure } from "./print-failure.js";
import { savedOptions } from "./print-plans.js";
import type { TargetFlags } from "./sync-flags.js";

/** Prints the outcome of a sync. Returns the exit code: 0 if every target is as the definitions describe it. */
export function printReports(
  planned: readonly PlannedTarget[],
  reports: readonly TargetReport[],
  flags: TargetFlags,
): number {
  if (flags.json) process.stdout.write(`${JSON.stringify(documentReports(planned, reports, flags), undefined, 2)}\n`);
  for (const report of reports) printReport(report, flags);
  const hasFailed = planned.some((one) => "failure" in one) || reports.some(({ report }) => report.failure);
  const hasConflict = reports.some(({ plan }) => countActions(plan).conflict > 0);
  return hasFailed || hasConflict ? 1 : 0;
}

function printReport({ target, plan, report, interrupted }: TargetReport, flags: TargetFlags): void {
  const { done, failure, undone, stuck } = report;
  if (interrupted.length > 0) {
    process.stderr.write(`${target.name}: an earlier sync did not end; this one started from what it left\n`);
  }
  if (failure) printFailure(failure, target.name);
  if (undone.length > 0) process.stderr.write(`${target.name}: put back ${undone.length} of the changes\n`);
  for (const { change, reason } of stuck) {
    process.stderr.write(`${target.name}: could not put back ${describeObject(change)}: ${reason}\n`);
  }
  const conflicts = countActions(plan).conflict;
  if (conflicts > 0) process.stderr.write(`${target.name}: left alone ${conflicts} in conflict\n`);
  if (!flags.json && !failure) process.stdout.write(`${target.name}: ${countDone(done)}\n`);
}

function countDone(changes: TargetReport["report"]["done"]): string {
  const words = { create: "created", update: "updated", delete: "deleted" } as const;
  const parts = Object.entries(words).flatMap(([action, word]) => {
    const count = changes.filter((change) => change.action === action).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return parts.length === 0 ? "nothing to write" : parts.join(", ");
}

function documentReports(planned: readonly PlannedTarget[], reports: readonly TargetReport[], flags: TargetFlags) {
  return {
    format_version: planFormatVersion,
    targets: planned.map((one) => {
      const { name, identity } = one.target;
      if ("failure" in one) return { target: name, identity, outcome: "unreadable", error: one.failure.summary };
      const { report } = reports.find(({ target }) => target === one.target)!;
      const [plan] = documentPlans([one.plan], savedOptions(flags)).targets;
      return {
        ...plan,
        outcome: report.failure ? "failed" : report.done.length > 0 ? "written" : "unchanged",
        ...(report.failure && { error: report.failure.summary }),
        written: report.done.map(({ id }) => id),
        put_back: report.undone.map(({ id }) => id),
        stuck: report.stuck.map(({ change, reason }) => ({ id: change.id, reason })),
      };
    }),
  };
}
