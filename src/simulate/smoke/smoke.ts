import type { AllowanceTracker } from "../../check/allow.js";
import { type EnvironmentFinding, mergeEnvironments } from "../../check/environments.js";
import { smokeFindings } from "../../check/smoke-findings.js";
import type { CompileResult, DashboardArtifact } from "../../compile/compiled.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { sortDiagnostics } from "../../diagnostics/order.js";
import { prometheusRelease } from "../../model/project/releases.js";
import type { SourceFiles } from "../../source/source-files.js";
import type { SmokeProblem } from "./empty-selector.js";
import { fillLogVariables } from "./fill-log-variables.js";
import { type Judgement, judgeExpression } from "./judge-expression.js";
import { collectProbes, createAllowanceTracker, type LogProbe, type Probe, type SmokeTarget } from "./probe.js";
import { createSmokeContext, type SmokeContext } from "./smoke-context.js";
import { smokeLogs } from "./smoke-logs.js";
import { dashboardVariables, ruleVariables, type VariableValue } from "./variable-values.js";

export interface SmokeOptions {
  /** The date on which allowances may expire, such as `2026-06-01`. */
  readonly today: string;
  /** Only these systems. @default all */
  readonly systems?: readonly string[];
  /** Seed of the synthetic values. */
  readonly seed?: string;
}

/** The results of smoke tests. */
export interface SmokeReport {
  readonly diagnostics: readonly Diagnostic[];
  readonly runs: readonly SmokeRun[];
}

/** The smoke test of one system in one environment. */
export interface SmokeRun {
  readonly system: string;
  readonly environment: string;
  /** Number of evaluated expressions. */
  readonly expressions: number;
  /** Expressions that could not be judged, with the reason. */
  readonly notJudged: readonly { readonly subject: string; readonly why: string }[];
  /** Number of series in the store. */
  readonly series: number;
  /** Number of synthetic log lines; 0 if there are no expressions in LogQL. */
  readonly lines: number;
}

/**
 * Evaluates every expression of rules, panels and annotations over synthetic series and log lines generated from the
 * catalogue, and reports those that fail, return nothing, only NaN, or a constant.
 *
 * @example
 * const { diagnostics } = smoke(compileProject(project), { today: "2026-06-01" });
 */
export function smoke(compiled: CompileResult, { today, systems, seed }: SmokeOptions): SmokeReport {
  const allowances = createAllowanceTracker(today);
  const targets = groupByTarget(compiled).filter(({ system }) => systems?.includes(system.name) ?? true);
  const findings: EnvironmentFinding[] = [];
  const runs: SmokeRun[] = [];
  for (const target of targets) {
    const { environment } = target.settings;
    const environments = targets
      .filter(({ system }) => system.name === target.system.name)
      .map(({ settings }) => settings.environment);
    const { diagnostics, run } = smokeTarget(target, compiled.sources, allowances, seed);
    findings.push(...diagnostics.map((diagnostic) => ({ diagnostic, environment, among: environments })));
    runs.push(run);
  }
  return { diagnostics: sortDiagnostics(mergeEnvironments(findings)), runs };
}

/** Groups compiled artifacts by system and environment. */
export function groupByTarget({ artifacts }: CompileResult): readonly SmokeTarget[] {
  const targets = new Map<string, SmokeTarget & { readonly artifacts: CompileResult["artifacts"][number][] }>();
  for (const artifact of artifacts) {
    const { system, settings } = artifact;
    const key = `${settings.environment}\n${system.name}`;
    const target = targets.get(key);
    if (target) target.artifacts.push(artifact);
    else targets.set(key, { system, settings, artifacts: [artifact] });
  }
  return [...targets.values()];
}

function smokeTarget(
  target: SmokeTarget,
  sources: SourceFiles,
  allowances: AllowanceTracker,
  seed: string | undefined,
) {
  const { system, settings } = target;
  const version = prometheusRelease(settings.versions);
  const { promql, logql } = collectProbes(target, sources, allowances);
  const context = createSmokeContext(
    target,
    promql.map(({ query }) => query.expr),
    version,
    seed,
  );
  const variables = new Map<Probe["dashboard"], VariableValue>();
  const diagnostics: Diagnostic[] = [];
  const notJudged: { subject: string; why: string }[] = [];
  const report = (query: ProbedQuery, judgement: Judgement) => {
    if (judgement.kind === "not judged") notJudged.push({ subject: query.name, why: judgement.why });
    else if (judgement.kind === "problem" && !isAllowed(query, judgement.problem, allowances)) {
      diagnostics.push(createDiagnostic(query, judgement.problem));
    }
  };
  for (const probe of promql) {
    const { query, dashboard } = probe;
    const values = probeVariables({ dashboard, window: query.window }, context, settings, variables);
    report(probe.query, findRuleProblem(probe, context) ?? judgeExpression(probe, values, context));
  }
  const filled = logql.map((probe) => {
    const { query } = probe;
    return { query, filled: fillLogVariables(query.text, probeVariables(probe, context, settings, variables)) };
  });
  const logs = smokeLogs(target, filled, context, seed);
  for (const { query, judgement } of logs.judgements) report(query, judgement);
  const run: SmokeRun = {
    ...{ system: system.name, environment: settings.environment, notJudged },
    expressions: promql.length + logql.length,
    series: context.store.all().length,
    lines: logs.lines,
  };
  return { diagnostics, run };
}

/** Finds the evaluation error of a probe's rule. */
function findRuleProblem({ rule, query }: Probe, { problems }: SmokeContext) {
  const problem = problems.find(
    (one) => one.rule.file === rule?.file && one.rule.group === rule.group && one.rule.index === rule.index,
  );
  if (!problem) return undefined;
  const summary = `it cannot be evaluated: ${problem.message}`;
  return { kind: "problem" as const, problem: { id: "smoke/failed" as const, summary, span: query.expr } };
}

function probeVariables(
  { dashboard, window }: Pick<LogProbe, "dashboard" | "window">,
  context: SmokeContext,
  settings: SmokeTarget["settings"],
  known: Map<Probe["dashboard"], VariableValue>,
): VariableValue {
  return dashboard ? dashboardValues(dashboard, context, known) : ruleVariables(window, settings);
}

function dashboardValues(
  dashboard: DashboardArtifact,
  context: SmokeContext,
  known: Map<Probe["dashboard"], VariableValue>,
): VariableValue {
  const values = known.get(dashboard) ?? dashboardVariables(dashboard, context);
  known.set(dashboard, values);
  return values;
}

/** An expression of either language. */
type ProbedQuery = Probe["query"] | LogProbe["query"];

function isAllowed(query: ProbedQuery, { id }: SmokeProblem, allowances: AllowanceTracker): boolean {
  return allowances.match(id, [query.allow]) === "allowed";
}

function createDiagnostic(query: ProbedQuery, { id, summary, details, fix, span: range }: SmokeProblem): Diagnostic {
  const { span, excerpt } = query.locate(range.start, range.end);
  return {
    ...{ ...finding(smokeFindings, id), summary, subject: query.name },
    ...(details !== undefined && { details }),
    ...(fix !== undefined && { fix }),
    ...(span && { span }),
    ...(excerpt && { excerpt }),
  };
}
