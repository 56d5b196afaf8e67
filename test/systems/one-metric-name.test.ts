import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { steps, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { renderArtifact } from "../../src/compile/index.js";
import { createStore } from "../../src/promql/evaluate/index.js";
import { createRuleEngine } from "../../src/simulate/rules/engine.js";
import { collectGroups } from "../../src/simulate/run/rule-sources.js";
import type { PlannedSeries } from "../../src/simulate/traffic/planned-series.js";
import { writeTraffic } from "../../src/simulate/traffic/write-traffic.js";
import { missingTool } from "../oracles/tools.js";
import { api, compileBoth, jobs, shop, worker } from "./shop-and-jobs.js";

const { artifacts, diagnostics } = compileBoth();
const rules = artifacts.filter((artifact) => artifact.kind === "prometheus rules");
const version = { major: 3, minor: 5 };

/** The alerts that fire in an hour in which both systems have traffic. */
function simulateBoth(series: readonly PlannedSeries[]): readonly string[] {
  const store = createStore();
  const period = { start: 0, end: 3_600_000 };
  for (const one of [shop, jobs]) {
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
          exp_annotations: { summary: `${failing} fails`, value: "33.33%" },
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
