import type { AnyRulesArtifact, Artifact, CompileResult } from "../../compile/compiled.js";
import { inEnvironment } from "../../compile/in-environment.js";
import type { Recording } from "../../compile/series-lookup.js";
import { hasErrors } from "../../diagnostics/diagnostic.js";
import { watchdogSeverity } from "../../model/alert/watchdog.js";
import type { AppliedPolicy } from "../../model/project/policy.js";
import { environmentsOf, type Project, resolveSettings, type Settings } from "../../model/project/project.js";
import { buildCatalogue } from "../../model/system/catalogue.js";
import type { SystemFacts } from "../../model/system/system.js";
import { findTypeConflicts, type TypeConflicts } from "../metric/declared-types.js";
import { compiledAlerts, compiledRecordings } from "../subjects/compiled-rules.js";
import { createLookups } from "../subjects/inputs.js";
import type { Part, PartInputs } from "./part.js";

/** Everything that the checks of a system's rules and dashboards read, besides the rule or dashboard itself. */
export interface EstateFacts {
  readonly present: SystemFacts;
  readonly settings: Settings;
  /** The rules of all systems in the environment. */
  readonly rules: readonly AnyRulesArtifact[];
  readonly conflicts: TypeConflicts;
  readonly isIncomplete: boolean;
  readonly pages: ReadonlySet<string> | undefined;
  readonly policies: readonly AppliedPolicy[] | undefined;
}

/** A system, and the environments that it was compiled for. */
export interface SystemEstates {
  readonly system: SystemFacts;
  /** True if it is in more environments than were compiled. */
  readonly isPartial: boolean;
  /** True if part of the project could not be loaded or compiled. */
  readonly isIncomplete: boolean;
  readonly estates: readonly EstateSources[];
}

/** The artifacts of a system in one environment, and the facts that their checks read. */
export interface EstateSources {
  readonly facts: EstateFacts;
  /** Its rules, and then its dashboards. */
  readonly artifacts: readonly Part["artifact"][];
}

/** Facts of a project that are not in its artifacts. */
interface KnownOfProject {
  readonly complete?: boolean;
  readonly policies?: readonly AppliedPolicy[];
  readonly pages?: ReadonlySet<string>;
}

/** Returns a function that collects what the checks of a system read. */
export function prepareFacts(
  project: Project,
  { artifacts, diagnostics }: CompileResult,
  { complete = true, pages, policies }: KnownOfProject,
): (system: SystemFacts) => SystemEstates {
  // Only environments that were compiled; all of them if nothing was, so that metrics are still checked.
  const built = new Set(artifacts.map(({ settings }) => settings.environment));
  const isIncomplete = !complete || hasErrors(diagnostics);
  const conflictsIn = findTypeConflicts(project);
  return (system) => {
    const all = environmentsOf(system, project.config);
    const environments = all.filter((name) => built.size === 0 || built.has(name));
    const estates = environments.map((environment) => {
      const others = artifacts.filter((artifact) => artifact.settings.environment === environment);
      const facts: EstateFacts = {
        present: inEnvironment(system, environment, project.systems),
        settings: resolveSettings(project.config, environment),
        rules: others.filter(isRules),
        conflicts: conflictsIn(system, environment),
        isIncomplete,
        pages,
        policies,
      };
      return { facts, artifacts: partsOf(others, system) };
    });
    return { system, isPartial: environments.length < all.length, isIncomplete, estates };
  };
}

function partsOf(artifacts: readonly Artifact[], { name }: SystemFacts): EstateSources["artifacts"] {
  return artifacts
    .filter(({ system }) => system.name === name)
    .filter((artifact) => isRules(artifact) || artifact.kind === "grafana dashboard")
    .sort((one, other) => Number(isRules(other)) - Number(isRules(one)));
}

/** Builds what subjects are created from. */
export function createInputs(facts: EstateFacts): PartInputs {
  const { present, settings, rules, conflicts, isIncomplete, pages, policies } = facts;
  const catalogue = buildCatalogue(present);
  const recorded = new Set(rules.flatMap((artifact) => recordingsOf(artifact).map(({ record }) => record)));
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
  const lookups = createLookups(catalogue, own.flatMap(recordingsOf), rules.flatMap(compiledAlerts));
  return { context, ...lookups };
}

/** Memoises by artifact: every system of an environment reads them. */
const recordings = new WeakMap<AnyRulesArtifact, readonly Recording[]>();

function recordingsOf(artifact: AnyRulesArtifact): readonly Recording[] {
  const found = recordings.get(artifact) ?? compiledRecordings(artifact);
  recordings.set(artifact, found);
  return found;
}

export function isRules(artifact: Artifact): artifact is AnyRulesArtifact {
  return artifact.kind === "prometheus rules" || artifact.kind === "loki rules";
}
