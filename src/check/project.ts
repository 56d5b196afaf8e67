import type { AnyRulesArtifact, Artifact, CompileResult } from "../compile/compiled.js";
import { inEnvironment } from "../compile/in-environment.js";
import type { Recording } from "../compile/series-lookup.js";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic.js";
import type { FindingTable } from "../diagnostics/finding.js";
import { sortDiagnostics } from "../diagnostics/order.js";
import { watchdogSeverity } from "../model/alert/watchdog.js";
import type { AppliedPolicy } from "../model/project/policy.js";
import { environmentsOf, type Project, resolveSettings, type Settings } from "../model/project/project.js";
import { soundProject } from "../model/project/sound-project.js";
import { buildCatalogue, servicesOf } from "../model/system/catalogue.js";
import { AllowanceTracker } from "./allow.js";
import type { CheckContext, CollectionSubject, EstateSubject, JobView, QuerySubject, UsedSeries } from "./check.js";
import { type CheckMemory, type EstateFacts, findPart } from "./check-memory.js";
import { type EnvironmentFinding, mergeEnvironments } from "./environments.js";
import { checkFindings } from "./findings.js";
import { findTypeConflicts } from "./metric/declared-types.js";
import { usedSeries } from "./metric/used-series.js";
import { checkPart, createPart, type Part, type PartInputs } from "./part.js";
import { checks } from "./registry.js";
import { CheckRun } from "./run.js";
import { compiledRouting, type SourcedRules } from "./subjects/compiled-routing.js";
import { compiledAlerts, compiledRecordings } from "./subjects/compiled-rules.js";
import { definedCollections } from "./subjects/defined-collections.js";
import { definedSlos } from "./subjects/defined-slos.js";
import { createLookups } from "./subjects/inputs.js";
import { createRuleSource } from "./subjects/rule-source.js";
import { runbookQuery } from "./subjects/runbook-query.js";

export interface CheckProjectOptions {
  /** The day that allowances are compared with, as `2026-06-01`. */
  readonly today: string;
  /** All findings of Telltale. Allowing one that is not a check's is reported. */
  readonly findings: FindingTable;
  /** False if some definitions could not be loaded, so that what they use is unknown. Default true. */
  readonly complete?: boolean;
  /** The policies of the project. */
  readonly policies?: readonly AppliedPolicy[];
  /** The pages of runbooks that exist or are generated, without `.md`. Default: they are unknown. */
  readonly pages?: ReadonlySet<string>;
  /** Keeps what was checked for the next time. */
  readonly memory?: CheckMemory | undefined;
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
  { today, findings, complete = true, pages, policies, memory }: CheckProjectOptions,
): readonly Diagnostic[] {
  const project = soundProject(whole);
  const allowances = new AllowanceTracker(today, checkFindings);
  const recordings = new Map(compiled.artifacts.map((artifact) => [artifact, collectRecordings(artifact)]));
  // Only environments that were compiled; all of them if nothing was, so that metrics are still checked.
  const built = new Set(compiled.artifacts.map(({ settings }) => settings.environment));
  const isIncomplete = !complete || hasErrors(compiled.diagnostics);
  const conflictsIn = findTypeConflicts(project);
  const environmentFindings: EnvironmentFinding[] = [];
  const sourcedRules = new Map<AnyRulesArtifact, SourcedRules>();
  for (const system of project.systems) {
    for (const metric of servicesOf(system).flatMap(({ metrics }) => metrics)) {
      allowances.add(metric.allow, () => metric.origin.span, `metric "${metric.name}"`);
    }
    const all = environmentsOf(system, project.config);
    const environments = all.filter((name) => built.size === 0 || built.has(name));
    const isPartial = environments.length < all.length;
    const estates = new Map<string, Estate>();
    for (const environment of environments) {
      const others = compiled.artifacts.filter((artifact) => artifact.settings.environment === environment);
      const facts: EstateFacts = {
        present: inEnvironment(system, environment, project.systems),
        settings: resolveSettings(project.config, environment),
        rules: others.filter(isRules),
        conflicts: conflictsIn(system, environment),
        isIncomplete,
        pages,
        policies,
      };
      const key = `${environment}/${system.name}`;
      const known = memory?.find(key, facts);
      const inputs = known?.inputs ?? createInputs(facts, recordings);
      const isUsedElsewhere = isPartial ? () => true : usedInOthers(estates, environment);
      const context = { ...inputs.context, isUsedElsewhere };
      const slos = definedSlos(facts.present, environment, compiled.sources, { ...inputs, context, allowances });
      const parts = others
        .filter((artifact) => artifact.system.name === system.name)
        .filter((artifact) => isRules(artifact) || artifact.kind === "grafana dashboard")
        .sort((one, other) => Number(isRules(other)) - Number(isRules(one)))
        .map((artifact) => createPart(artifact, compiled.sources, inputs, allowances, findPart(known, artifact)));
      const steps = compiled.runbookQueries
        .filter((query) => query.system === system.name && query.environment === environment)
        .flatMap((query) => runbookQuery(query, compiled.sources, { ...inputs, allowances }) ?? []);
      memory?.estates.set(key, { facts, inputs, parts });
      const subject = createEstate(parts, steps, slos, context);
      const { present, settings } = facts;
      const estateInputs = { estate: subject, allowances };
      const collections = definedCollections(present, settings, today, compiled.sources, estateInputs);
      estates.set(environment, { parts, steps, subject, collections });
      const jobs = collections.flatMap((collection) => collection.jobs);
      for (const [artifact, sourced] of listSourcedRules(parts, jobs, settings)) sourcedRules.set(artifact, sourced);
    }
    for (const [environment, estate] of estates) {
      for (const diagnostic of checkEstate(estate, allowances)) {
        environmentFindings.push({ diagnostic, environment, among: environments });
      }
    }
  }
  const routing = checkRouting(project, compiled, sourcedRules, allowances);
  return sortDiagnostics([...mergeEnvironments(environmentFindings), ...routing, ...allowances.report(findings)]);
}

/** Runs the checks on the configurations of Alertmanagers. A system is in one for each environment, or in one for all. */
function checkRouting(
  { config }: Project,
  { artifacts, diagnostics }: CompileResult,
  rules: ReadonlyMap<AnyRulesArtifact, SourcedRules>,
  allowances: AllowanceTracker,
): readonly Diagnostic[] {
  // Routes and alerts that could not be compiled are missing.
  if (hasErrors(diagnostics)) return [];
  const run = new CheckRun({ checks, allowances, maxSeverity: "error" });
  const found = artifacts.flatMap((artifact) =>
    artifact.kind === "alertmanager"
      ? run.routing(compiledRouting(artifact, rules, templatesOf(artifact, artifacts), config))
      : [],
  );
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
}

/** The texts of the notifications of a configuration, which are in a folder beside it. */
function templatesOf({ path }: Artifact, artifacts: readonly Artifact[]): string {
  const folder = path.replace(/[^/]*$/, "");
  const found = artifacts.find((one) => one.kind === "notification templates" && one.path.startsWith(folder));
  return found?.kind === "notification templates" ? found.value : "";
}

/** The rules of each file of a system, for the checks of what becomes of its alerts. */
function listSourcedRules(
  parts: readonly Part[],
  jobs: readonly JobView[],
  settings: Settings,
): readonly (readonly [AnyRulesArtifact, SourcedRules])[] {
  const files = parts.flatMap(({ artifact, rules }) => (isRules(artifact) ? [{ artifact, rules }] : []));
  const source = createRuleSource(files, jobs, settings);
  return files.map(({ artifact, rules }) => [artifact, { rules, source }]);
}

/** All that a system compiles to in one environment. */
interface Estate {
  readonly parts: readonly Part[];
  /** The expressions of runbooks. */
  readonly steps: readonly QuerySubject[];
  readonly subject: EstateSubject;
  readonly collections: readonly CollectionSubject[];
}

/** Runs the checks on each part, and those that compare the parts with each other. */
function checkEstate(
  { parts, steps, subject, collections }: Estate,
  allowances: AllowanceTracker,
): readonly Diagnostic[] {
  const run = new CheckRun({ checks, allowances, maxSeverity: "error" });
  const found = parts.map((part) => checkPart(part, allowances));
  return [
    ...found.flatMap(({ main }) => main),
    ...found.flatMap(({ ofQueries }) => ofQueries),
    ...steps.flatMap((query) => run.query(query.analyze())),
    ...subject.slos.flatMap((slo) => run.slo(slo)),
    ...found.flatMap(({ ofLogql }) => ofLogql),
    ...run.estate(subject),
    ...collections.flatMap((collection) => run.collection(collection)),
  ];
}

function createInputs(
  { present, settings, rules, conflicts, isIncomplete, pages, policies }: EstateFacts,
  recordings: ReadonlyMap<Artifact, readonly Recording[]>,
): PartInputs {
  const catalogue = buildCatalogue(present);
  const recorded = new Set(rules.flatMap((artifact) => recordings.get(artifact)!.map(({ record }) => record)));
  const hasWatchdog = present.definitions.some((one) => one.kind === "alert" && one.watchdog !== undefined);
  const severities = [...Object.keys(present.routes), ...(hasWatchdog ? [watchdogSeverity] : [])];
  const context = {
    settings,
    catalogue,
    recorded,
    conflicts,
    severities,
    isIncomplete,
    ...(pages && { pages }),
    ...(policies && { policies }),
  };
  const own = rules.filter((artifact) => artifact.system.name === present.name);
  const lookups = createLookups(
    catalogue,
    own.flatMap((artifact) => recordings.get(artifact)!),
    rules.flatMap(compiledAlerts),
  );
  return { context, ...lookups };
}

/** True for a series that another environment uses, though this one does not. */
function usedInOthers(estates: ReadonlyMap<string, Estate>, environment: string) {
  let used: readonly UsedSeries[] | undefined;
  return (name: string): boolean => {
    used ??= [...estates].flatMap(([other, { subject }]) => (other === environment ? [] : [usedSeries(subject)]));
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
  parts: readonly Part[],
  steps: readonly QuerySubject[],
  slos: EstateSubject["slos"],
  context: CheckContext,
): EstateSubject {
  return {
    ...{ kind: "estate", name: "", allow: undefined, context, slos },
    rules: parts.flatMap(({ rules }) => rules),
    dashboards: parts.flatMap(({ dashboard }) => dashboard ?? []),
    queries: [...parts.flatMap(({ queries }) => queries), ...steps],
    logqlQueries: parts.flatMap(({ logqlQueries }) => logqlQueries),
    // Compiled queries are checked in their compiled form.
    routings: [],
    locateMetric: (name) => context.catalogue?.series.get(name)?.metric?.origin.span,
  };
}
