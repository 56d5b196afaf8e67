import { renderTerminal } from "../../diagnostics/terminal/terminal.js";
import type { PlanOptions } from "../../sync/plan/make-plan.js";
import { selectOnly } from "../../sync/plan/select.js";
import { openSession, type PlannedTarget, planTargets } from "../../sync/session.js";
import { describeFailure } from "../../sync/sync-error.js";
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
    return { root: session.root, targets };
  } catch (error) {
    printFailure(describeFailure(error));
    return undefined;
  }
}
