import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, onTestFailed, test } from "vitest";
import { type Artifact, compileProject, inEnvironment } from "../../src/compile/index.js";
import type { Project, Settings } from "../../src/model/project/project.js";
import { buildCatalogue } from "../../src/model/system/catalogue.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import { loadProject } from "../../src/project/load/load-project.js";
import { createStore } from "../../src/promql/evaluate/index.js";
import {
  type Expr,
  hasVariable,
  parse,
  print,
  ruleDialect,
  selectors,
  substituteVariables,
} from "../../src/promql/index.js";
import { collectProbes, createAllowanceTracker, type Probe } from "../../src/simulate/smoke/probe.js";
import { removeFilters } from "../../src/simulate/smoke/remove-filters.js";
import { dashboardVariables, ruleVariables } from "../../src/simulate/smoke/variable-values.js";
import type { ServerProcess } from "../oracles/server-process.js";
import { missingTool } from "../oracles/tools.js";
import { planBackground } from "./background.js";
import { discoverOnLoopback } from "./discovery.js";
import { startExporter } from "./exporter.js";
import { findPrometheusConfig, jobsOf, mapTargets, startOnLoopback } from "./loopback.js";
import { type CompletedPage, installedExporters, startCompletedPage, startRealExporter } from "./real-exporters.js";
import { createScenario } from "./scenario.js";
import { waitFor } from "./wait.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const version = { major: 2, minor: 42 };
/** The releases that Debian 12 packages. */
const versions = { prometheus: "2.42", alertmanager: "0.25" };

/** Metrics of postgres_exporter 0.12 and later: Debian has 0.11. */
const newerMetrics = /^pg_(?:stat_user_tables|stat_statements|replication)_/;

const started: { stop(): Promise<unknown> }[] = [];
afterAll(() => Promise.all(started.map((one) => one.stop())));

function keep<T extends { stop(): Promise<unknown> }>(one: T): T {
  started.push(one);
  return one;
}

describe.skipIf(missingTool("prometheus"))("the generated configuration collects everything that is used:", () => {
  test.each([
    ["pipeline", "pipeline-prod", "compose"],
    ["openuser", "openuser-prod", "compose"],
  ])("%s in %s, with %s", { timeout: 240_000 }, async (name, environment, collection) => {
    const { system, artifacts, probes } = await compileSystem(name, environment);
    const config = findPrometheusConfig(artifacts, collection);
    const expressions = probes.promql.flatMap(({ query }) => query.expr);
    const start = Date.now();
    const scenario = createScenario(system, start, planBackground(system, []));
    const exporter = keep(await startExporter([scenario], { version, expressions, interval: 1000 }));
    const jobs = jobsOf(config).map((job) => job.job_name);
    const real = new Map<string, CompletedPage>();
    for (const one of installedExporters.filter(({ job }) => jobs.includes(job))) {
      const { url } = await startRealExporter(one, keep);
      real.set(one.job, keep(await startCompletedPage(new URL("/metrics", url), exporter.pages(one.job)[0]!)));
    }
    const taken = new Map<string, number>();
    const prometheus = keep(
      await startOnLoopback(
        config,
        artifacts,
        mapTargets((_, job) => {
          const page = real.get(job);
          if (page) return page.url;
          const number = taken.get(job) ?? 0;
          taken.set(job, number + 1);
          const pages = exporter.pages(job);
          // A program that the catalogue does not have exposes something, too.
          return pages[number] ?? exporter.pages(probes.anyService)[0]!;
        }),
      ),
    );
    onTestFailed(() => console.log(prometheus.logs()));

    const targets = jobsOf(config).flatMap((job) => (job.static_configs ?? []).flatMap((one) => one.targets));
    await waitForTargets(prometheus, targets.length);
    await expectCollected(prometheus, system, expressions);
    // The releases of Debian are older than the catalogue.
    const used = new Set(expressions.flatMap(selectors).flatMap((selector) => selector.name ?? []));
    const added = [...real.values()].flatMap((page) => [...page.added]).filter((one) => used.has(one));
    expect(added.filter((one) => !newerMetrics.test(one))).toEqual([]);
    await expectResults(prometheus, probes.promql);
  });

  test("todo, openuser and autoserve in a cluster, whose pods and nodes relabelling finds", async () => {
    const systems = await Promise.all(
      ["todo", "openuser", "autoserve"].map((name) => compileSystem(name, `${name}-prod`)),
    );
    await Promise.all(systems.map(collectsInCluster));
  }, 240_000);
});

/** Runs the Prometheus of a cluster with what discovery would tell it. */
async function collectsInCluster({ system, artifacts, probes }: CompiledSystem): Promise<void> {
  const config = findPrometheusConfig(artifacts, "kubernetes");
  const expressions = probes.promql.flatMap(({ query }) => query.expr);
  const scenario = createScenario(system, Date.now(), planBackground(system, []));
  const exporter = keep(await startExporter([scenario], { version, expressions, interval: 1000 }));
  const { mapJob, count } = discoverOnLoopback(config, exporter, exporter.pages(probes.anyService)[0]!);
  const prometheus = keep(await startOnLoopback(config, artifacts, mapJob));
  onTestFailed(() => console.log(prometheus.logs()));
  await waitForTargets(prometheus, count);
  await expectCollected(prometheus, system, expressions);
  await expectResults(prometheus, probes.promql);
}

async function waitForTargets(prometheus: ServerProcess, count: number): Promise<void> {
  await waitFor("all targets to be up", async () => {
    const up = await query(prometheus, "up == 1");
    return up.length === count;
  });
}

/** Expects every metric that is used. On a busy machine, a scrape may take longer than its second, and leaves a gap. */
async function expectCollected(
  prometheus: ServerProcess,
  system: SystemFacts,
  expressions: readonly Expr[],
): Promise<void> {
  const find = () => uncollected(prometheus, system, expressions);
  await expect.poll(find, { message: system.name, timeout: 60_000, interval: 2000 }).toEqual([]);
}

/** Expects a result of every expression, once rules have seen a range of samples. */
async function expectResults(prometheus: ServerProcess, probes: readonly Probe[]): Promise<void> {
  await waitFor("the rules to have seen a range of samples", async () => {
    const [first] = await query(prometheus, "count_over_time(up[1h]) > 20");
    return first !== undefined;
  });
  await expect.poll(() => withoutResult(prometheus, probes), { timeout: 60_000, interval: 2000 }).toEqual({});
}

type CompiledSystem = Awaited<ReturnType<typeof compileSystem>>;

/** Compiles a system of this repository as it is in one environment. */
async function compileSystem(name: string, environment: string) {
  const loaded = await loadProject({ cwd: repository, versions });
  const project: Project = loaded.project!;
  const compiled = compileProject(project, {
    environments: [environment],
    sources: loaded.sourceFiles,
  });
  const artifacts: readonly Artifact[] = compiled.artifacts.filter((artifact) => artifact.system.name === name);
  const system = inEnvironment(project.systems.find((one) => one.name === name)!, environment, project.systems);
  const { settings } = artifacts[0]!;
  const { promql } = collectProbes(
    { system, settings, artifacts },
    loaded.sourceFiles,
    createAllowanceTracker("2026-11-29"),
  );
  const anyService = buildCatalogue(system).services[0]!.name;
  return { system, artifacts, probes: { promql, anyService } };
}

interface Sample {
  readonly metric: Readonly<Record<string, string>>;
}

async function query({ url }: ServerProcess, text: string): Promise<readonly Sample[]> {
  const body = new URLSearchParams({ query: text });
  const answer = await fetch(`${url}/api/v1/query`, { method: "POST", body });
  const { status, error, data } = (await answer.json()) as {
    readonly status: string;
    readonly error?: string;
    readonly data?: { readonly result: readonly Sample[] };
  };
  if (status !== "success") throw new Error(`${text}: ${error}`);
  return data!.result;
}

/** Lists the metrics of the catalogue that expressions read, and that Prometheus does not have under their selector. */
async function uncollected(
  prometheus: ServerProcess,
  system: SystemFacts,
  expressions: readonly Expr[],
): Promise<readonly string[]> {
  const { series } = buildCatalogue(system);
  const missing: string[] = [];
  const used = new Set(expressions.flatMap(selectors).flatMap((selector) => selector.name ?? []));
  for (const name of used) {
    for (const { selector } of series.get(name)?.owners ?? []) {
      const matchers = Object.entries(selector).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
      const text = `${name}{${matchers.join(",")}}`;
      if ((await query(prometheus, text)).length === 0) missing.push(text);
    }
  }
  return missing;
}

/** Evaluates the expressions of rules and panels without their comparisons. Lists those that have no result. */
async function withoutResult(prometheus: ServerProcess, probes: readonly Probe[]): Promise<Record<string, string>> {
  const empty: Record<string, string> = {};
  for (const probe of probes) {
    const text = fill(probe);
    const { expr } = parse(text, ruleDialect(version));
    if (!expr || hasVariable(text)) throw new Error(`${probe.query.name}: ${text} does not parse`);
    // No alert fires yet; and alerts on a burned budget wait for a whole window of history, which they ask for with an offset.
    if (selectors(expr).some(({ name, offset }) => name?.startsWith("ALERTS") || offset)) continue;
    // A subquery evaluates every few minutes, for which the test does not wait.
    const unfiltered = print(removeFilters(expr).get(expr)!).replaceAll(/:\d+m\]/g, ":1s]");
    if ((await query(prometheus, unfiltered)).length === 0) empty[probe.query.name] = unfiltered;
  }
  return empty;
}

/** Interpolates variables as Grafana does; of a label, all values are selected. */
function fill({ query: { text, window, context }, dashboard }: Probe): string {
  const { settings } = context;
  const valueFor =
    dashboard === undefined
      ? ruleVariables(window, settings as Settings)
      : dashboardVariables(dashboard, { store: createStore(), version, step: 15_000 });
  return substituteVariables(text, (name) => valueFor(name) ?? ".*");
}
