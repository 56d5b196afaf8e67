import { isWrite } from "../../sync/plan/plan.js";
import { documentPlans, type SavedOptions } from "../../sync/plan/plan-document.js";
import { renderPlan } from "../../sync/plan/render-plan.js";
import type { PlannedTarget } from "../../sync/session.js";
import { wantsColor } from "../terminal.js";
import type { TargetFlags } from "./sync-flags.js";

/** Prints plans as text, or as JSON with the targets that could not be read. */
export function printPlans(planned: readonly PlannedTarget[], options: SavedOptions, flags: TargetFlags): void {
  const plans = planned.flatMap((one) => ("plan" in one ? [one.plan] : []));
  if (!flags.json) {
    const color = wantsColor(flags, process.stdout);
    process.stdout.write(plans.map((plan) => renderPlan(plan, { color })).join("\n"));
    return;
  }
  const failures = planned.flatMap((one) =>
    "failure" in one ? [{ target: one.target.name, identity: one.target.identity, error: one.failure.summary }] : [],
  );
  const document = { ...documentPlans(plans, options), ...(failures.length > 0 && { failures }) };
  process.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
}

/** 0: nothing to do. 1: a target could not be read, or has a conflict. 2: there are changes. */
export function planExitCode(planned: readonly PlannedTarget[]): number {
  const changes = planned.flatMap((one) => ("plan" in one ? one.plan.changes : []));
  if (planned.some((one) => "failure" in one) || changes.some(({ action }) => action === "conflict")) return 1;
  return changes.some(isWrite) ? 2 : 0;
}

/** The options that a saved plan is made again with. */
export function savedOptions(
  flags: TargetFlags & {
    readonly force?: boolean | undefined;
    adopt?: boolean | undefined;
    prune?: boolean | undefined;
  },
): SavedOptions {
  const { target, only, force = false, adopt = false, prune = false } = flags;
  return { targets: target, only, force, adopt, prune };
}
