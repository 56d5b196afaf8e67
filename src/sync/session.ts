import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { hasErrors } from "../diagnostics/diagnostic.js";
import { buildArtifacts } from "../project/build/build-artifacts.js";
import type { RenderOptions } from "../project/build/render-files.js";
import type { LoadOptions } from "../project/config/open-project.js";
import type { ReadSource } from "../source/source-files.js";
import { runBatch } from "./apply/run-batch.js";
import type { DesiredObject } from "./objects/object.js";
import { makePlan, type PlanOptions } from "./plan/make-plan.js";
import type { Plan } from "./plan/plan.js";
import { describeFailure } from "./sync-error.js";
import { openTargets } from "./targets/open-targets.js";
import type { SyncTarget } from "./targets/target.js";

/** The targets that are read at the same time. */
const maxTargets = 4;

export interface SessionOptions extends LoadOptions, Pick<RenderOptions, "today"> {
  /** @default all targets */
  readonly targets?: readonly string[] | undefined;
}

/** A project that was built, and its targets. */
export interface Session {
  readonly root: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly readSource: ReadSource;
  /** Undefined if the project has errors. */
  readonly targets: readonly SyncTarget[] | undefined;
}

/** Builds a project in memory, and opens its targets. */
export async function openSession({ targets: names, ...options }: SessionOptions): Promise<Session> {
  const { root, project, artifacts, diagnostics, readSource } = await buildArtifacts(options);
  const base = { root, diagnostics, readSource };
  if (!project || hasErrors(diagnostics)) return { ...base, targets: undefined };
  const systems = project.systems.map(({ name }) => name);
  return { ...base, targets: openTargets({ root, config: project.config, artifacts, systems }, names) };
}

/** The plan of a target, or the reason why it could not be made. */
export type PlannedTarget =
  | { readonly target: SyncTarget; readonly plan: Plan; readonly desired: readonly DesiredObject[] }
  | { readonly target: SyncTarget; readonly failure: { readonly summary: string; readonly fix: string | undefined } };

/** Reads targets and plans their changes. The failure of one target does not stop the others. */
export async function planTargets(
  targets: readonly SyncTarget[],
  options: PlanOptions,
): Promise<readonly PlannedTarget[]> {
  const planned = new Map<SyncTarget, PlannedTarget>();
  await runBatch(targets, maxTargets, async (target) => {
    planned.set(target, await planTarget(target, options));
  });
  return targets.map((target) => planned.get(target)!);
}

async function planTarget(target: SyncTarget, options: PlanOptions): Promise<PlannedTarget> {
  try {
    const { desired, live } = await target.read();
    const place = { target: target.name, identity: target.identity };
    return { target, desired, plan: makePlan(place, desired, live, options) };
  } catch (error) {
    return { target, failure: describeFailure(error) };
  }
}
