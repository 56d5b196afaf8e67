import type { Artifact } from "../../compile/compiled.js";
import { inEnvironment, Memo, usesServicesOf } from "../../compile/index.js";
import { environmentsOf, type Project, resolveSettings } from "../../model/project/project.js";
import type { SystemFacts } from "../../model/system/system.js";
import { checkEnvironmentNames } from "../config/environment-names.js";
import type { LoadOptions } from "../config/open-project.js";
import { type CompiledProject, type CompileFailure, compileBoth, compileFolder } from "../git/compile-both.js";
import { estimateCost, type SystemCost } from "./estimate-cost.js";
import { grafanaCloudPro, isInGrafanaCloud } from "./prices.js";

/** Estimates the cost of each system in each of its environments. `memo` keeps those of systems that did not change. */
export function estimateCosts(
  project: Project,
  artifacts: readonly Artifact[],
  memo?: Memo<SystemCost>,
): readonly SystemCost[] {
  const { config, systems } = project;
  return systems.flatMap((system) =>
    environmentsOf(system, config).map((environment) => estimateOne(project, system, environment, artifacts, memo)),
  );
}

/** Estimates the cost of a system in one environment. `artifacts` are those of the project. */
export function estimateOne(
  { config, systems }: Project,
  system: SystemFacts,
  environment: string,
  artifacts: readonly Artifact[],
  memo = new Memo<SystemCost>(),
): SystemCost {
  const reading = artifacts.filter(
    (artifact) => artifact.settings.environment === environment && mayRead(artifact, system.name),
  );
  const settings = resolveSettings(config, environment);
  const given = config.cost?.systems?.[system.name] ?? {};
  const prices = config.cost?.prices ?? grafanaCloudPro;
  const isAssumed = prices === grafanaCloudPro && !isInGrafanaCloud(config.environments[environment]!);
  const options = { settings, artifacts: reading, prices, isAssumed, given };
  const present = inEnvironment(system, environment, systems);
  return memo.get(`${environment}/${system.name}`, [config, present, ...reading], () => estimateCost(present, options));
}

/** True for what is compiled from a system, or from one that uses its services. */
function mayRead({ system: other }: Artifact, system: string): boolean {
  return other.name === system || usesServicesOf(other, system);
}

export interface CostOptions extends LoadOptions {
  /** Only this system. */
  readonly system?: string | undefined;
  /** Only these environments. @default all */
  readonly environments?: readonly string[] | undefined;
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
  const { system, environments, since, ...loading } = options;
  const compiled = since === undefined ? await compileFolder(loading) : await compileBoth(since, loading);
  if ("problem" in compiled || "diagnostics" in compiled) return compiled;
  const now = "after" in compiled ? compiled.after : compiled;
  const unknown = checkEnvironmentNames(environments ?? [], now.project.config);
  if (unknown.length > 0) return { diagnostics: unknown, root: now.root, readSource: () => undefined };
  const select = ({ project, artifacts }: CompiledProject) =>
    estimateCosts(project, artifacts).filter(
      (one) => (system ?? one.system) === one.system && (environments?.includes(one.environment) ?? true),
    );
  const costs = select(now);
  if (costs.length === 0 && (system !== undefined || environments !== undefined)) {
    const isKnown = now.project.systems.some(({ name }) => system === undefined || name === system);
    const where = isKnown && environments ? ` in ${environments.join(" and ")}` : "";
    return { problem: `the project has no system${system === undefined ? "" : ` "${system}"`}${where}` };
  }
  return { costs, ...("before" in compiled && { before: select(compiled.before) }) };
}
