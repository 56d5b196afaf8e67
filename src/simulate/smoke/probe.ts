import { AllowanceTracker } from "../../check/allow.js";
import type { LogqlSubject, QuerySubject, RuleSubject } from "../../check/check.js";
import { smokeFindings } from "../../check/smoke-findings.js";
import { compiledDashboard } from "../../check/subjects/compiled-dashboard.js";
import { compiledRecordings, compiledRules } from "../../check/subjects/compiled-rules.js";
import { createLookups, type SubjectInputs } from "../../check/subjects/inputs.js";
import type { Artifact, DashboardArtifact, LokiRulesArtifact, RulesArtifact } from "../../compile/compiled.js";
import { durationMs } from "../../model/definition/duration.js";
import { resolve } from "../../model/definition/per-environment.js";
import type { Settings } from "../../model/project/project.js";
import { buildCatalogue } from "../../model/system/catalogue.js";
import type { SystemFacts } from "../../model/system/system.js";
import type { SourceFiles } from "../../source/source-files.js";
import type { RuleReference } from "../rules/group.js";

/** One expression to evaluate, with the dashboard that defines its variables. */
export interface Probe {
  readonly query: QuerySubject;
  readonly dashboard: DashboardArtifact | undefined;
  /** The rule that has this expression. */
  readonly rule: RuleReference | undefined;
}

/** One LogQL expression to evaluate, with the dashboard that defines its variables. */
export interface LogProbe {
  readonly query: LogqlSubject;
  /** Undefined for a rule. */
  readonly dashboard: DashboardArtifact | undefined;
  /** The value of `${window}` in a rule, in milliseconds; undefined for that of the project. */
  readonly window: number | undefined;
}

/** The expressions of a system, rules first. */
export interface Probes {
  readonly promql: readonly Probe[];
  readonly logql: readonly LogProbe[];
}

/** A system compiled for one environment. */
export interface SmokeTarget {
  readonly system: SystemFacts;
  readonly settings: Settings;
  readonly artifacts: readonly Artifact[];
}

/** Tracks the allowances of smoke findings. */
export function createAllowanceTracker(today: string): AllowanceTracker {
  return new AllowanceTracker(today, smokeFindings);
}

/** Collects all expressions of a system. */
export function collectProbes(
  { system, settings, artifacts }: SmokeTarget,
  sources: SourceFiles,
  allowances: AllowanceTracker,
): Probes {
  const catalogue = buildCatalogue(system);
  const recordings = artifacts.flatMap((artifact) =>
    artifact.kind === "prometheus rules" || artifact.kind === "loki rules" ? compiledRecordings(artifact) : [],
  );
  const recorded = new Set(recordings.map(({ record }) => record));
  const context = { settings, catalogue, recorded };
  const inputs: SubjectInputs = { context, ...createLookups(catalogue, recordings), allowances };
  const rules = artifacts.flatMap((artifact): readonly Probe[] => {
    if (artifact.kind !== "prometheus rules") return [];
    const references = ruleReferences(artifact);
    const subjects = compiledRules(artifact, sources, inputs);
    return subjects.flatMap(({ query }, index) =>
      query ? [{ query, dashboard: undefined, rule: references[index] }] : [],
    );
  });
  const dashboards = artifacts.flatMap((artifact) => {
    if (artifact.kind !== "grafana dashboard") return [];
    return [{ dashboard: artifact, subjects: compiledDashboard(artifact, sources, inputs) }];
  });
  const panels = dashboards.flatMap(({ dashboard, subjects }) =>
    subjects.queries.map((query) => ({ query, dashboard, rule: undefined })),
  );
  const logql = dashboards.flatMap(({ dashboard, subjects }) =>
    subjects.logqlQueries.map((query): LogProbe => ({ query, dashboard, window: undefined })),
  );
  const logRules = artifacts.flatMap((artifact) =>
    artifact.kind === "loki rules" ? probeLogRules(artifact, compiledRules(artifact, sources, inputs)) : [],
  );
  return { promql: [...rules, ...panels], logql: [...logRules, ...logql] };
}

function probeLogRules({ rules, settings }: LokiRulesArtifact, subjects: readonly RuleSubject[]): readonly LogProbe[] {
  return subjects.flatMap(({ logql: query }, index): readonly LogProbe[] => {
    const window = rules[index]?.definition.window;
    const own = window === undefined ? undefined : durationMs(resolve(window, settings.environment) ?? "");
    return query ? [{ query, dashboard: undefined, window: own }] : [];
  });
}

/** Returns the references of an artifact's rules, in order. */
function ruleReferences({ path: file, value }: RulesArtifact): readonly RuleReference[] {
  return value.groups.flatMap(({ name: group, rules }) => rules.map((_, index) => ({ file, group, index })));
}
