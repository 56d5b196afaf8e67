import { renderTerminal } from "../../diagnostics/terminal/terminal.js";
import type { PlanOptions } from "../../sync/plan/make-plan.js";
import { findUnmatched, selectOnly } from "../../sync/plan/select.js";
import { openSession, type PlannedTarget, planTargets } from "../../sync/session.js";
import { describeFailure, SyncError } from "../../sync/sync-error.js";
import { terminalWidth, wantsColor } from "../terminal.js";
import { today } from "../today.js";
import { workingFolder } from "../working-folder.js";
import { printFailure } from "./print-failure.js";
import type { TargetFlags } from "./sync-flags.js";

/** The plans of the chosen targets. */
export interface Planned {
  readonly root: string;
  readonly targets: readonly PlannedTarget[];
}

/** Builds the project, reads its targets and plans. Prints what keeps it from that, and returns undefined. */
export async function planProject(flags: TargetFlags, options: PlanOptions): Promise<Planned | undefined> {
  const cwd = workingFolder(flags);
  const project = { cwd, ...(flags.config !== undefined && { config: flags.config }), today: today() };
  try {
    const session = await openSession({ ...project, targets: flags.target });
    if (!session.targets) {
      const errors = session.diagnostics.filter(({ severity }) => severity === "error");
      const width = terminalWidth(process.stderr);
      const { root, readSource } = session;
      const view = { cwd, root, readSource, color: wantsColor(flags, process.stderr), ...(width && { width }) };
      process.stderr.write(renderTerminal(errors, view));
      return undefined;
    }
    const isSelected = flags.only && selectOnly(flags.only);
    const targets = await planTargets(session.targets, { ...options, isSelected });
    for (const one of targets) if ("failure" in one) printFailure(one.failure, one.target.name);
    if (flags.only) refuseUnmatched(flags.only, targets);
    return { root: session.root, targets };
  } catch (error) {
    printFailure(describeFailure(error));
    return undefined;
  }
}

/** Refuses a misspelt pattern: a command that is about no object would succeed by mistake. */
function refuseUnmatched(patterns: readonly string[], targets: readonly PlannedTarget[]): void {
  if (targets.some((one) => "failure" in one)) return;
  const unmatched = findUnmatched(
    patterns,
    targets.flatMap((one) => ("plan" in one ? one.plan.changes : [])),
  );
  if (unmatched === undefined) return;
  throw new SyncError(
    `--only "${unmatched}" matches no object`,
    "write a kind, such as dashboard or rules, or an id, as `telltale plan` shows it in brackets",
  );
}
