import type { AllowanceBook } from "../../check/allow.js";
import { type Found, mergeEnvironments } from "../../check/environments.js";
import { smokeFindings } from "../../check/findings.js";
import type { Compiled } from "../../compile/compiled.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { inOrder } from "../../diagnostics/order.js";
import { releaseOrDefault } from "../../model/project/releases.js";
import type { SourceFiles } from "../../source/source-files.js";
import type { SmokeProblem } from "./empty-selector.js";
import { judgeExpression } from "./judge-expression.js";
import { collectProbes, createAllowanceBook, type Probe, type SmokeTarget } from "./probe.js";
import { createSmokeContext, type SmokeContext } from "./smoke-context.js";
import { dashboardVariables, ruleVariables, type VariableValue } from "./variable-values.js";

export interface SmokeOptions {
  /** The day that allowances are compared with, as `2026-06-01`. */
  readonly today: string;
  /** Only these systems. @default all */
  readonly systems?: readonly string[];
  /** Other seeds make up other numbers. */
  readonly seed?: string;
}

/** What came of running everything. */
export interface SmokeReport {
  readonly diagnostics: readonly Diagnostic[];
  readonly runs: readonly SmokeRun[];
}

/** One system in one environment. */
export interface SmokeRun {
  readonly system: string;
  readonly environment: string;
  /** How many expressions were run. */
  readonly expressions: number;
  /** Those that could not be judged, and why. */
  readonly notJudged: readonly { readonly subject: string; readonly why: string }[];
  /** How many series there were. */
  readonly series: number;
}

/**
 * Runs every expression of what was compiled, of rules, panels and annotations, over series that are made up from the
 * catalogue, and tells of those that give nothing, only NaN, or the same all the time.
 *
 * @example
 * const { diagnostics } = smoke(compileProject(project), { today: "2026-06-01" });
 */
export function smoke(compiled: Compiled, { today, systems, seed }: SmokeOptions): SmokeReport {
  const book = createAllowanceBook(today);
  const targets = groupByTarget(compiled).filter(({ system }) => systems?.includes(system.name) ?? true);
  const found: Found[] = [];
  const runs: SmokeRun[] = [];
  for (const place of targets) {
    const { environment } = place.settings;
    const environments = targets
      .filter(({ system }) => system === place.system)
      .map(({ settings }) => settings.environment);
    const { diagnostics, run } = smokeTarget(place, compiled.sources, book, seed);
    found.push(...diagnostics.map((diagnostic) => ({ diagnostic, environment, among: environments })));
    runs.push(run);
  }
  return { diagnostics: inOrder(mergeEnvironments(found)), runs };
}

/** What was compiled, by system and environment. */
function groupByTarget({ artifacts }: Compiled): readonly SmokeTarget[] {
  const places = new Map<string, SmokeTarget & { readonly artifacts: Compiled["artifacts"][number][] }>();
  for (const artifact of artifacts) {
    const { system, settings } = artifact;
    const key = `${settings.environment}\n${system.name}`;
    const place = places.get(key);
    if (place) place.artifacts.push(artifact);
    else places.set(key, { system, settings, artifacts: [artifact] });
  }
  return [...places.values()];
}

function smokeTarget(place: SmokeTarget, sources: SourceFiles, book: AllowanceBook, seed: string | undefined) {
  const { system, settings } = place;
  const version = releaseOrDefault("prometheus", settings.versions.prometheus);
  const probes = collectProbes(place, sources, book);
  const situation = createSmokeContext(
    place,
    probes.map(({ query }) => query.expr),
    version,
    seed,
  );
  const variables = new Map<Probe["dashboard"], VariableValue>();
  const diagnostics: Diagnostic[] = [];
  const notJudged: { subject: string; why: string }[] = [];
  for (const probe of probes) {
    const failed = findRuleProblem(probe, situation);
    const judgement =
      failed ?? judgeExpression(probe, probeVariables(probe, situation, settings, variables), situation);
    if (judgement.kind === "not judged") notJudged.push({ subject: probe.query.name, why: judgement.why });
    else if (judgement.kind === "trouble" && !isAllowed(probe, judgement.trouble, book)) {
      diagnostics.push(createDiagnostic(probe, judgement.trouble));
    }
  }
  const run: SmokeRun = {
    ...{ system: system.name, environment: settings.environment, notJudged },
    expressions: probes.length,
    series: situation.store.all().length,
  };
  return { diagnostics, run };
}

/** A rule that Prometheus would refuse to evaluate, or whose results it could not write. */
function findRuleProblem({ rule, query }: Probe, { problems }: SmokeContext) {
  const problem = problems.find(
    (one) => one.rule.file === rule?.file && one.rule.group === rule.group && one.rule.index === rule.index,
  );
  if (!problem) return undefined;
  const summary = `it cannot be evaluated: ${problem.message}`;
  return { kind: "trouble" as const, trouble: { id: "smoke/failed" as const, summary, place: query.expr } };
}

function probeVariables(
  { dashboard, query }: Probe,
  situation: SmokeContext,
  settings: SmokeTarget["settings"],
  known: Map<Probe["dashboard"], VariableValue>,
): VariableValue {
  if (!dashboard) return ruleVariables(query.window, settings);
  const values = known.get(dashboard) ?? dashboardVariables(dashboard, situation);
  known.set(dashboard, values);
  return values;
}

function isAllowed({ query }: Probe, { id }: SmokeProblem, book: AllowanceBook): boolean {
  return book.judge(id, [query.allow]) === "allowed";
}

function createDiagnostic({ query }: Probe, { id, summary, details, fix, place }: SmokeProblem): Diagnostic {
  const { span, excerpt } = query.locate(place.start, place.end);
  return {
    ...{ ...finding(smokeFindings, id), summary, subject: query.name },
    ...(details !== undefined && { details }),
    ...(fix !== undefined && { fix }),
    ...(span && { span }),
    ...(excerpt && { excerpt }),
  };
}
