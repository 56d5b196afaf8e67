import type { Artifact } from "../../compile/compiled.js";
import { compileProject, inEnvironment } from "../../compile/index.js";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import { environmentsOf, type Project, resolveSettings } from "../../model/project/project.js";
import type { ReadSource } from "../../source/source-files.js";
import type { LoadOptions } from "../config/open-project.js";
import { checkOutRevision } from "../git/checkout-revision.js";
import { loadProject } from "../load/load-project.js";
import { estimateCost, type SystemCost } from "./estimate-cost.js";
import { grafanaCloudPro } from "./prices.js";

/** Estimates the cost of each system in each of its environments. */
export function estimateCosts(project: Project, artifacts: readonly Artifact[]): readonly SystemCost[] {
  const { config, systems } = project;
  return systems.flatMap((system) =>
    environmentsOf(system, config).flatMap((environment) => {
      const own = artifacts.filter(
        (artifact) => artifact.system.name === system.name && artifact.settings.environment === environment,
      );
      const settings = resolveSettings(config, environment);
      const given = config.cost?.systems?.[system.name] ?? {};
      const prices = config.cost?.prices ?? grafanaCloudPro;
      return [estimateCost(inEnvironment(system, environment, systems), { settings, artifacts: own, prices, given })];
    }),
  );
}

export interface CostOptions extends LoadOptions {
  /** Only this system. */
  readonly system?: string | undefined;
  /** Compares with this revision of the repository. */
  readonly since?: string | undefined;
}

export interface ProjectCosts {
  readonly costs: readonly SystemCost[];
  /** The costs of the revision that is compared with. */
  readonly before?: readonly SystemCost[];
  /** The reason why there is no result, for the user. */
  readonly problem?: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly root: string;
  readonly readSource: ReadSource;
}

/** Estimates the cost of a project, and of an earlier revision of it. */
export async function projectCosts({ system, since, ...options }: CostOptions): Promise<ProjectCosts> {
  const now = await costsOf(options);
  if (now.problem !== undefined || hasErrors(now.diagnostics)) return now;
  const select = (costs: readonly SystemCost[]) => costs.filter((one) => system === undefined || one.system === system);
  const costs = select(now.costs);
  if (system !== undefined && costs.length === 0) return { ...now, problem: `the project has no system "${system}"` };
  if (since === undefined) return { ...now, costs };
  const checkout = checkOutRevision(options.cwd, since);
  if ("problem" in checkout) return { ...now, problem: checkout.problem };
  try {
    const before = await costsOf({ ...options, cwd: checkout.cwd });
    if (hasErrors(before.diagnostics)) return { ...now, problem: `the definitions of ${since} have errors` };
    return { ...now, costs, before: select(before.costs) };
  } finally {
    checkout.remove();
  }
}

async function costsOf(options: LoadOptions): Promise<ProjectCosts> {
  const { root, project, diagnostics: loading, sourceFiles } = await loadProject(options);
  const base = { root, readSource: sourceFiles.read, costs: [] };
  if (!project || hasErrors(loading)) return { ...base, diagnostics: loading };
  const { artifacts, diagnostics } = compileProject(project, { sources: sourceFiles });
  if (hasErrors(diagnostics)) return { ...base, diagnostics };
  return { ...base, diagnostics: [], costs: estimateCosts(project, artifacts) };
}
