import { hasErrors } from "../../diagnostics/diagnostic.js";
import { renderTerminal } from "../../diagnostics/terminal/terminal.js";
import type { Config } from "../../model/project/config.js";
import type { Project } from "../../model/project/project.js";
import { type BuiltArtifacts, buildArtifacts } from "../../project/build/build-artifacts.js";
import { type LoadOptions, openProject } from "../../project/config/open-project.js";
import type { PlanOptions } from "../../sync/plan/make-plan.js";
import { findUnmatched, selectOnly } from "../../sync/plan/select.js";
import { openSession, type PlannedTarget, planTargets, type Session } from "../../sync/session.js";
import { describeFailure, SyncError } from "../../sync/sync-error.js";
import type { SyncTarget } from "../../sync/targets/target.js";
import type { GlobalFlags } from "../shared-flags.js";
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
  const session = await openTargetsOf(flags, flags.target);
  if (!session) return undefined;
  const isSelected = flags.only && selectOnly(flags.only);
  const targets = await planTargets(session.targets, { ...options, isSelected });
  for (const one of targets) if ("failure" in one) printFailure(one.failure, one.target.name);
  const unmatched = flags.only && findUnmatchedPattern(flags.only, targets);
  if (unmatched) {
    printFailure(describeFailure(unmatched));
    return undefined;
  }
  return { root: session.root, targets };
}

/** Builds the project and opens targets. Prints what keeps it from that, and returns undefined. */
export async function openTargetsOf(
  flags: GlobalFlags,
  names: readonly string[] | undefined,
): Promise<{ readonly root: string; readonly targets: readonly SyncTarget[] } | undefined> {
  try {
    const session = await openSession({ ...projectOptions(flags), today: today(), targets: names });
    const { root, targets } = session;
    if (targets) return { root, targets };
    printErrors(session, flags);
  } catch (error) {
    printFailure(describeFailure(error));
  }
  return undefined;
}

/** Runs the configuration of a project, and none of its definitions. Prints its errors, and returns undefined. */
export async function openConfiguration(
  flags: GlobalFlags,
): Promise<{ readonly root: string; readonly config: Config } | undefined> {
  const { root, config, sourceFiles, diagnostics } = await openProject(projectOptions(flags));
  if (config && !hasErrors(diagnostics)) return { root, config };
  printErrors({ root, diagnostics, readSource: sourceFiles.read }, flags);
  return undefined;
}

/** Builds the artifacts of a project in memory. Prints its errors, and returns undefined. */
export async function buildInMemory(
  flags: GlobalFlags,
): Promise<(Pick<BuiltArtifacts, "root" | "artifacts"> & { readonly project: Project }) | undefined> {
  const { root, project, artifacts, diagnostics, readSource } = await buildArtifacts({
    ...projectOptions(flags),
    today: today(),
  });
  if (project && !hasErrors(diagnostics)) return { root, project, artifacts };
  printErrors({ root, diagnostics, readSource }, flags);
  return undefined;
}

export function projectOptions(flags: GlobalFlags): LoadOptions {
  return { cwd: workingFolder(flags), ...(flags.config !== undefined && { config: flags.config }) };
}

export function printErrors(
  { root, diagnostics, readSource }: Pick<Session, "root" | "diagnostics" | "readSource">,
  flags: GlobalFlags,
): void {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const width = terminalWidth(process.stderr);
  const color = wantsColor(flags, process.stderr);
  const view = { cwd: workingFolder(flags), root, readSource, color, ...(width && { width }) };
  process.stderr.write(renderTerminal(errors, view));
}

/** Refuses a misspelt pattern: a command that is about no object would succeed by mistake. */
function findUnmatchedPattern(patterns: readonly string[], targets: readonly PlannedTarget[]): SyncError | undefined {
  if (targets.some((one) => "failure" in one)) return undefined;
  const unmatched = findUnmatched(
    patterns,
    targets.flatMap((one) => ("plan" in one ? one.plan.changes : [])),
  );
  if (unmatched === undefined) return undefined;
  return new SyncError(
    `--only "${unmatched}" matches no object`,
    "write a kind, such as dashboard or rules, or an id, as `telltale plan` shows it in brackets",
  );
}
