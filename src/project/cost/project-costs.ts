import type { Artifact } from "../../compile/compiled.js";
import { inEnvironment } from "../../compile/index.js";
import { environmentsOf, type Project, resolveSettings } from "../../model/project/project.js";
import type { SystemFacts } from "../../model/system/system.js";
import type { LoadOptions } from "../config/open-project.js";
import { type CompiledProject, type CompileFailure, compileBoth, compileFolder } from "../git/compile-both.js";
import { estimateCost, type SystemCost } from "./estimate-cost.js";
import { grafanaCloudPro } from "./prices.js";

/** Estimates the cost of each system in each of its environments. */
export function estimateCosts(project: Project, artifacts: readonly Artifact[]): readonly SystemCost[] {
  const { config, systems } = project;
  return systems.flatMap((system) =>
    environmentsOf(system, config).map((environment) => estimateOne(project, system, environment, artifacts)),
  );
}

/** Estimates the cost of a system in one environment. `artifacts` are those of the project. */
export function estimateOne(
  { config, systems }: Project,
  system: SystemFacts,
  environment: string,
  artifacts: readonly Artifact[],
): SystemCost {
  const own = artifacts.filter(
    (artifact) => artifact.system.name === system.name && artifact.settings.environment === environment,
  );
  const settings = resolveSettings(config, environment);
  const given = config.cost?.systems?.[system.name] ?? {};
  const prices = config.cost?.prices ?? grafanaCloudPro;
  return estimateCost(inEnvironment(system, environment, systems), { settings, artifacts: own, prices, given });
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
}

/** Estimates the cost of a project, and of an earlier revision of it. */
export async function projectCosts(
  options: CostOptions,
): Promise<ProjectCosts | CompileFailure | { readonly problem: string }> {
  const { system, since, ...loading } = options;
  const compiled = since === undefined ? await compileFolder(loading) : await compileBoth(since, loading);
  if ("problem" in compiled || "diagnostics" in compiled) return compiled;
  const select = ({ project, artifacts }: CompiledProject) =>
    estimateCosts(project, artifacts).filter((one) => system === undefined || one.system === system);
  const costs = select("after" in compiled ? compiled.after : compiled);
  if (system !== undefined && costs.length === 0) return { problem: `the project has no system "${system}"` };
  return { costs, ...("before" in compiled && { before: select(compiled.before) }) };
}
