import type { AnyRulesArtifact, Artifact, CompileResult, RunbookQuery } from "../compile/compiled.js";
import { inEnvironment } from "../compile/in-environment.js";
import type { Recording } from "../compile/series-lookup.js";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic.js";
import type { FindingTable } from "../diagnostics/finding.js";
import { sortDiagnostics } from "../diagnostics/order.js";
import { environmentsOf, type Project, resolveSettings } from "../model/project/project.js";
import { soundProject } from "../model/project/sound-project.js";
import { buildCatalogue, servicesOf } from "../model/system/catalogue.js";
import type { SourceFiles } from "../source/source-files.js";
import { AllowanceTracker } from "./allow.js";
import type { EstateSubject } from "./check.js";
import { type EnvironmentFinding, mergeEnvironments } from "./environments.js";
import { checkFindings } from "./findings.js";
import { findTypeConflicts } from "./metric/declared-types.js";
import { type UsedSeries, usedSeries } from "./metric/used-series.js";
import { checks } from "./registry.js";
import { runChecks } from "./run.js";
import { compiledDashboard } from "./subjects/compiled-dashboard.js";
import { compiledAlerts, compiledRecordings, compiledRules } from "./subjects/compiled-rules.js";
import { definedSlos } from "./subjects/defined-slos.js";
import { createLookups, type SubjectInputs } from "./subjects/inputs.js";
import { runbookQuery } from "./subjects/runbook-query.js";

export interface CheckProjectOptions {
  /** The day that allowances are compared with, as `2026-06-01`. */
  readonly today: string;
  /** All findings of Telltale. Allowing one that is not a check's is reported. */
  readonly findings: FindingTable;
  /** False if some definitions could not be loaded, so that what they use is unknown. Default true. */
  readonly complete?: boolean;
  /** The pages of runbooks that exist or are generated, without `.md`. Default: they are unknown. */
  readonly pages?: ReadonlySet<string>;
}

/**
 * Checks everything that a project compiles to. Problems that keep it from compiling are diagnostics of the compiler, and
 * not returned again.
 *
 * @example
 * const diagnostics = checkProject(project, compileProject(project), { today: "2026-06-01", findings: allFindings });
 */
export function checkProject(
  whole: Project,
  compiled: CompileResult,
  { today, findings, complete = true, pages }: CheckProjectOptions,
): readonly Diagnostic[] {
  const project = soundProject(whole);
  const allowances = new AllowanceTracker(today, checkFindings);
  const recordings = new Map(compiled.artifacts.map((artifact) => [artifact, collectRecordings(artifact)]));
  // Only environments that were compiled; all of them if nothing was, so that metrics are still checked.
  const built = new Set(compiled.artifacts.map(({ settings }) => settings.environment));
  const isIncomplete = !complete || hasErrors(compiled.diagnostics);
  const conflictsIn = findTypeConflicts(project);
  const environmentFindings: EnvironmentFinding[] = [];
  for (const system of project.systems) {
    for (const metric of servicesOf(system).flatMap(({ metrics }) => metrics)) {
      allowances.add(metric.allow, () => metric.origin.span, `metric "${metric.name}"`);
    }
    const all = environmentsOf(system, project.config);
    const environments = all.filter((name) => built.size === 0 || built.has(name));
    const isPartial = environments.length < all.length;
    const estates = new Map<string, EstateSubject>();
    for (const environment of environments) {
      const settings = resolveSettings(project.config, environment);
      const others = compiled.artifacts.filter((artifact) => artifact.settings.environment === environment);
      const artifacts = others.filter((artifact) => artifact.system.name === system.name);
      const recorded = new Set(others.flatMap((artifact) => recordings.get(artifact)!.map(({ record }) => record)));
      const present = inEnvironment(system, environment, project.systems);
      const catalogue = buildCatalogue(present);
      const isUsedElsewhere = isPartial ? () => true : usedInOthers(estates, environment);
      const context = {
        settings,
        catalogue,
        recorded,
        conflicts: conflictsIn(system, environment),
        severities: Object.keys(system.routes),
        isIncomplete,
        ...(pages && { pages }),
        isUsedElsewhere,
      };
      const lookups = createLookups(
        catalogue,
        artifacts.flatMap((artifact) => recordings.get(artifact)!),
        others.flatMap((artifact) => (isRules(artifact) ? compiledAlerts(artifact) : [])),
      );
      const runbooks = compiled.runbookQueries.filter(
        (query) => query.system === system.name && query.environment === environment,
      );
      const inputs = { context, ...lookups, allowances };
      const slos = definedSlos(present, environment, compiled.sources, inputs);
      estates.set(environment, { ...createEstate(artifacts, runbooks, compiled.sources, inputs), slos });
    }
    for (const [environment, estate] of estates) {
      for (const diagnostic of runChecks(estate, { checks, allowances, maxSeverity: "error" })) {
        environmentFindings.push({ diagnostic, environment, among: environments });
      }
    }
  }
  return sortDiagnostics([...mergeEnvironments(environmentFindings), ...allowances.report(findings)]);
}

/** True for a series that another environment uses, though this one does not. */
function usedInOthers(estates: ReadonlyMap<string, EstateSubject>, environment: string) {
  let used: readonly UsedSeries[] | undefined;
  return (name: string): boolean => {
    used ??= [...estates].flatMap(([other, estate]) => (other === environment ? [] : [usedSeries(estate)]));
    return used.some((series) => series.has(name));
  };
}

function collectRecordings(artifact: Artifact): readonly Recording[] {
  return isRules(artifact) ? compiledRecordings(artifact) : [];
}

function isRules(artifact: Artifact): artifact is AnyRulesArtifact {
  return artifact.kind === "prometheus rules" || artifact.kind === "loki rules";
}

function createEstate(
  artifacts: readonly Artifact[],
  runbooks: readonly RunbookQuery[],
  sources: SourceFiles,
  inputs: SubjectInputs,
): Omit<EstateSubject, "slos"> {
  const rules = artifacts.flatMap((artifact) => (isRules(artifact) ? compiledRules(artifact, sources, inputs) : []));
  const dashboards = artifacts.flatMap((artifact) =>
    artifact.kind === "grafana dashboard" ? [compiledDashboard(artifact, sources, inputs)] : [],
  );
  const steps = runbooks.flatMap((query) => runbookQuery(query, sources, inputs) ?? []);
  return {
    kind: "estate",
    name: "",
    allow: undefined,
    context: inputs.context,
    rules,
    dashboards: dashboards.map(({ subject }) => subject),
    queries: [...rules.flatMap(({ query }) => query ?? []), ...dashboards.flatMap(({ queries }) => queries), ...steps],
    logqlQueries: [
      ...rules.flatMap(({ logql }) => logql ?? []),
      ...dashboards.flatMap(({ logqlQueries }) => logqlQueries),
    ],
    locateMetric: (name) => inputs.context.catalogue?.series.get(name)?.metric?.origin.span,
  };
}
