import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { counter, defineConfig, errorRatio, histogram, http, latency, receiver, secret, system } from "telltale";
import { steps, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { compileProject, renderArtifact } from "../../src/compile/index.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import { createStore } from "../../src/promql/evaluate/index.js";
import { createRuleEngine } from "../../src/simulate/rules/engine.js";
import { collectGroups } from "../../src/simulate/run/rule-sources.js";
import type { PlannedSeries } from "../../src/simulate/traffic/planned-series.js";
import { writeTraffic } from "../../src/simulate/traffic/write-traffic.js";
import { missingTool } from "../oracles/tools.js";

// An API and a worker, of two systems that do not know of one another, in one Prometheus. Both expose the usual metrics.
const pager = receiver.pagerduty("pager", { key: secret("KEY") });
const options = { labels: { app: 2, pod: 4 }, serviceLabel: "app", routes: { critical: [pager] } } as const;
const shop = system("shop", options);
const jobs = system("jobs", options);

const usualMetrics = () =>
  http({
    requests: counter("http_requests_total", { help: "Requests served", labels: { status: 8 } }),
    failed: { status: /5../ },
    duration: histogram("http_request_duration_seconds", { help: "Time of a request", buckets: [0.1, 0.5, 1, 2.5] }),
  });
const api = shop.service("api", { http: usualMetrics() });
const worker = jobs.service("worker", { http: usualMetrics() });

shop.alert("ApiFails", {
  when: errorRatio(api.http).above(0.05),
  for: "5m",
  severity: "critical",
  summary: "{{ $labels.app }} fails",
});
shop.alert("ApiSlow", {
  when: latency(api.http, 0.95).above(2),
  for: "5m",
  severity: "critical",
  summary: "{{ $labels.app }} is slow",
});
const recorded = jobs.recordingRule("app:http_failures_per_request:ratio", errorRatio(worker.http));
jobs.alert("WorkerFails", {
  when: recorded.above(0.05),
  for: "5m",
  severity: "critical",
  summary: "{{ $labels.app }} fails",
});
// The same name is recorded for the API, too, and nothing is alerted on.
shop.recordingRule("app:http_failures_per_request:ratio", errorRatio(api.http));

const config = defineConfig({ environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "prom" } } } } });
const systems = [shop, jobs] as unknown as readonly SystemFacts[];
const { artifacts, diagnostics } = compileProject({ config, systems });
const rules = artifacts.filter((artifact) => artifact.kind === "prometheus rules");
const version = { major: 3, minor: 5 };

/** The alerts that fire in an hour in which both systems have traffic. */
function simulateBoth(series: readonly PlannedSeries[]): readonly string[] {
  const store = createStore();
  const period = { start: 0, end: 3_600_000 };
  for (const one of systems) {
    const own = series.filter(({ system: name }) => name === one.name);
    writeTraffic(store, one, own, [], { ...period, interval: 60_000, version, expressions: [] });
  }
  const engine = createRuleEngine({ groups: collectGroups(rules), store, version });
  for (const _ of engine.evaluations({ ...period, step: 60_000 }));
  const fired = engine.transitions.filter(({ to }) => to === "firing");
  return fired.map(({ alert: { labels } }) => `${labels.alertname} of ${labels.app}`);
}

test("the services are told apart without a word about it", () => {
  expect(diagnostics).toEqual([]);
  const expressions = rules.flatMap(({ rules }) => rules.map(({ data }) => data.expr));
  expect(expressions).not.toEqual([]);
  for (const expr of expressions) expect(expr).toMatch(/\{app="(?:api|worker)"/);
});

describe("no alert of one system fires for the other", () => {
  const healthy = { rate: 20, errors: 0.001, latency: 0.05 };
  const failing = { rate: 20, errors: steps({ "0m": 0, "10m": 0.4 }), latency: 2.4 };

  test("in a simulation", () => {
    expect(simulateBoth([traffic(api.http, healthy), traffic(worker.http, failing)])).toEqual([
      "WorkerFails of worker",
    ]);
    expect(simulateBoth([traffic(api.http, failing), traffic(worker.http, healthy)])).toEqual([
      "ApiSlow of api",
      "ApiFails of api",
    ]);
  });

  test.skipIf(missingTool("promtool"))("in promtool", () => {
    const folder = mkdtempSync(join(tmpdir(), "telltale-one-name-"));
    try {
      const files = rules.map((artifact) => {
        const path = join(folder, artifact.path.replaceAll("/", "-"));
        writeFileSync(path, renderArtifact(artifact));
        return path;
      });
      for (const [failing, alertname, system] of [
        ["api", "ApiFails", "shop"],
        ["worker", "WorkerFails", "jobs"],
      ] as const) {
        const series = ["api", "worker"].flatMap((app) => [
          { series: `http_requests_total{app="${app}", pod="1", status="200"}`, values: "0+600x60" },
          {
            series: `http_requests_total{app="${app}", pod="1", status="500"}`,
            values: app === failing ? "0+300x60" : "0x60",
          },
        ]);
        const expected = {
          exp_labels: { severity: "critical", environment: "prod", system, app: failing },
          exp_annotations: { summary: `${failing} fails` },
        };
        const file = join(folder, `${failing}.test.yml`);
        const alertTest = (name: string) => ({
          eval_time: "30m",
          alertname: name,
          exp_alerts: name === alertname ? [expected] : [],
        });
        const tests = [
          {
            interval: "1m",
            input_series: series,
            alert_rule_test: ["ApiFails", "WorkerFails", "ApiSlow"].map(alertTest),
          },
        ];
        // JSON is YAML.
        writeFileSync(file, JSON.stringify({ rule_files: files, evaluation_interval: "1m", tests }));
        const { stdout, stderr, status } = spawnSync("promtool", ["test", "rules", file], { encoding: "utf8" });
        expect({ status, output: `${stdout}${stderr}` }).toMatchObject({ status: 0 });
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
