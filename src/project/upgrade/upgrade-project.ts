import type { CompileResult } from "../../compile/compiled.js";
import { compileProject } from "../../compile/index.js";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import type { RuleLanguage } from "../../formats/prometheus/index.js";
import { type PrometheusTarget, prometheusRelease, releases } from "../../model/project/releases.js";
import { isAtLeast, type PrometheusVersion } from "../../promql/index.js";
import { testFindings } from "../../simulate/findings.js";
import { collectProbes, createAllowanceTracker } from "../../simulate/smoke/probe.js";
import { groupByTarget } from "../../simulate/smoke/smoke.js";
import { compareScenario } from "../../simulate/upgrade/compare-scenario.js";
import type { RuleDifference } from "../../simulate/upgrade/difference.js";
import { generatedScenario } from "../../simulate/upgrade/scenario.js";
import type { UpgradeRun } from "../../simulate/upgrade/upgrade-run.js";
import type { ReadSource } from "../../source/source-files.js";
import type { LoadOptions } from "../config/open-project.js";
import { loadProject } from "../load/load-project.js";
import { type FoundTests, findGivenTests, findProjectTests } from "../test/find-tests.js";
import { compareSimulations } from "./compare-simulations.js";
import { type ComparedTests, compareTestFiles } from "./compare-test-files.js";
import { describeDifferences } from "./describe-differences.js";
import { findRefusedRules } from "./find-refused-rules.js";
import { RuleLocations } from "./rule-locations.js";

export interface UpgradeOptions extends LoadOptions {
  /** The release of Prometheus to compare with. */
  readonly upgrade: string;
  /** Test files, folders and patterns. @default those of the project */
  readonly files: readonly string[];
  /** Fail on warnings, too. */
  readonly strict?: boolean | undefined;
  /** The date on which allowances expire or not: `2026-11-21`. */
  readonly today: string;
  /** The file descriptor that Vitest prints to while it runs. */
  readonly progress: { readonly descriptor: number; readonly color: boolean };
}

/** The outcome of a comparison of two releases. */
export interface UpgradeResult {
  readonly run: UpgradeRun;
  readonly passed: boolean;
  /** The folder that relative paths in findings start from. */
  readonly root: string;
  readonly readSource: ReadSource;
}

/**
 * Finds the rules of a project that another release of Prometheus refuses or evaluates differently: in its tests, in the
 * simulations of its TypeScript tests, and on series generated from its catalogues. With promtool's test files only, it
 * compares those, and needs no project.
 *
 * @example
 * const { run } = await upgradeProject({ cwd: process.cwd(), upgrade: "3.16", files: [], today: "2026-11-29", progress });
 */
export async function upgradeProject(options: UpgradeOptions): Promise<UpgradeResult> {
  const start = performance.now();
  const given = options.files.length > 0 ? findGivenTests(options.files, options.cwd) : undefined;
  const isWithoutProject = given !== undefined && given.typescript.length === 0;
  const compared = isWithoutProject ? compareFiles(given, options) : await compareProject(given, options);
  const { run, ...rest } = compared;
  const finished: UpgradeRun = { ...run, to: options.upgrade, milliseconds: performance.now() - start };
  const isFailed = hasErrors(run.diagnostics) || (options.strict === true && run.diagnostics.some(isWarning));
  return { run: finished, passed: !isFailed, ...rest };
}

function isWarning({ severity }: Diagnostic): boolean {
  return severity === "warning";
}

type Compared = Pick<UpgradeResult, "root" | "readSource"> & {
  readonly run: Omit<UpgradeRun, "to" | "milliseconds">;
};

/** Compares the tests of given files. */
function compareFiles(found: FoundTests, { cwd: root, versions, upgrade }: UpgradeOptions): Compared {
  const from = versions?.prometheus ?? releases.prometheus.default;
  const pair = releasePair(versions, upgrade);
  if (isSame(pair.before, pair.after)) {
    const none = { from: [from], rules: 0, lokiRules: 0, scenarios: scenarioCounts({}), differences: [] };
    return { root, readSource: () => undefined, run: { ...none, diagnostics: [sameRelease(upgrade)] } };
  }
  const tests = compareTestFiles(found.promtool, root, pair);
  const locations = new RuleLocations();
  locations.addFiles(tests.ruleFiles);
  const described = describeDifferences(tests.differences, { from, to: upgrade }, locations);
  const diagnostics = [...found.diagnostics, ...tests.diagnostics, ...tests.refused, ...described];
  const { differences } = tests;
  const run = {
    from: [from],
    rules: countRules(tests, "promql"),
    lokiRules: countRules(tests, "logql"),
    scenarios: scenarioCounts({ tests: tests.tests }),
    differences,
  };
  return { root, readSource: tests.readSource, run: { ...run, diagnostics } };
}

function countRules({ ruleFiles }: ComparedTests, of: RuleLanguage): number {
  const own = ruleFiles.filter(({ language }) => language === of);
  return own.reduce((sum, { groups }) => sum + groups.reduce((inner, { rules }) => inner + rules.length, 0), 0);
}

function countLokiRules({ artifacts }: CompileResult): number {
  return artifacts.reduce((sum, artifact) => sum + (artifact.kind === "loki rules" ? artifact.rules.length : 0), 0);
}

function scenarioCounts(counts: Partial<UpgradeRun["scenarios"]>): UpgradeRun["scenarios"] {
  return { tests: 0, simulations: 0, generated: 0, ...counts };
}

/** Compares the rules of a project in its tests, or in the given ones, and on generated series. */
async function compareProject(given: FoundTests | undefined, options: UpgradeOptions): Promise<Compared> {
  const { upgrade, today, progress } = options;
  const { root, project, folders, diagnostics: loading, sourceFiles } = await loadProject(options);
  const fail = (diagnostics: readonly Diagnostic[]): Compared => {
    const run = { from: [], rules: 0, lokiRules: 0, scenarios: scenarioCounts({}), differences: [], diagnostics };
    return { root, readSource: sourceFiles.read, run };
  };
  if (!project || hasErrors(loading)) return fail(loading);
  const compiled = compileProject(project, { sources: sourceFiles });
  if (hasErrors(compiled.diagnostics)) return fail(compiled.diagnostics);
  const after = prometheusRelease({ prometheus: upgrade });
  const allTargets = groupByTarget(compiled);
  const targets = allTargets.filter(({ settings }) => !isSame(prometheusRelease(settings.versions), after));
  if (targets.length === 0) return fail([sameRelease(upgrade)]);
  const locations = new RuleLocations();
  const allowances = createAllowanceTracker(today);
  for (const target of allTargets) {
    const artifacts = target.artifacts.filter(({ kind }) => kind === "prometheus rules");
    locations.addProbes(collectProbes({ ...target, artifacts }, sourceFiles, allowances).promql);
  }
  const generated = given
    ? []
    : targets.map((target) => generatedScenario(target, releasePair(target.settings.versions, upgrade)));
  const found = given ?? findProjectTests(folders, root);
  const tests = compareTestFiles(found.promtool, root, releasePair(project.config.versions, upgrade));
  locations.addFiles(tests.ruleFiles);
  const simulations = await compareSimulations({ root, files: found.typescript, after: upgrade, progress });
  const differences: RuleDifference[] = [
    ...tests.differences,
    ...simulations.differences,
    ...generated.flatMap((scenario) => compareScenario(scenario)),
  ];
  const from = [...new Set(targets.map(({ settings }) => settings.versions.prometheus))];
  const refused = findRefusedRules(project, upgrade, sourceFiles);
  const described = describeDifferences(differences, { from: from.join(", "), to: upgrade }, locations);
  return {
    root,
    readSource: (file) => tests.readSource(file) ?? sourceFiles.read(file),
    run: {
      from,
      rules: locations.compiledRules,
      lokiRules: countLokiRules(compiled),
      scenarios: { tests: tests.tests, simulations: simulations.simulations, generated: generated.length },
      differences,
      diagnostics: [...found.diagnostics, ...tests.diagnostics, ...simulations.diagnostics, ...refused, ...described],
    },
  };
}

function sameRelease(release: string): Diagnostic {
  return {
    ...finding(testFindings, "test/none-found"),
    summary: `the rules target Prometheus ${release} already`,
    fix: "give another release to --upgrade, or the present one with --prometheus-version",
  };
}

/** The same features are enabled on both. */
function releasePair(versions: PrometheusTarget | undefined, upgrade: string) {
  return { before: prometheusRelease(versions), after: prometheusRelease({ ...versions, prometheus: upgrade }) };
}

function isSame(one: PrometheusVersion, other: PrometheusVersion): boolean {
  return isAtLeast(one, other.major, other.minor) && isAtLeast(other, one.major, one.minor);
}
