import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { counter, env, gauge, promql, receiver, system } from "telltale";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compileProject } from "../../../src/compile/index.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { createStore } from "../../../src/promql/evaluate/index.js";
import { simulateNotifications } from "../../../src/routing/notifications.js";
import { createRuleEngine } from "../../../src/simulate/rules/engine.js";
import { ruleGroupSource } from "../../../src/simulate/rules/group.js";
import { listDeliveries } from "../../../src/simulate/run/deliveries.js";
import { HistoryRecorder } from "../../../src/simulate/run/history.js";
import { backtest, openQueryApi, renderBacktest } from "../../../src/sync/backtest/index.js";
import type { QueryApi } from "../../../src/sync/backtest/query-api.js";
import { type AlertReport, sumUp } from "../../../src/sync/backtest/report.js";
import { type ServerProcess, startServerProcess } from "../../oracles/server-process.js";
import { missingTool } from "../../oracles/tools.js";
import { createRandom } from "../../routing/random-routing.js";

const missing = missingTool("prometheus", "2.42") || missingTool("promtool", "2.42");
const minute = 60_000;
const day = 86_400_000;
const to = Date.UTC(2026, 9, 31);
const from = to - 3 * day;
/** The series begin earlier, so that ranges are full when the period begins. */
const start = from - day;
const version = { major: 2, minor: 42 };

const onCall = receiver.pagerduty("on-call", { key: env("KEY") });
const team = receiver.slack("team", { url: env("URL"), channel: "#shop" });
const shop = system("shop", {
  labels: { pod: 3 },
  routes: { critical: [onCall, team], warning: [team] },
  overview: false,
});
const cart = shop.service("cart", {
  port: 80,
  depth: gauge("queue_depth", { help: "Depth" }),
  orders: counter("orders_total", { help: "Orders", labels: { status: ["ok", "error"] } }),
});
const fields = { summary: "Bad", runbook: "https://example.com" } as const;
const errors = shop.recordingRule(
  "shop:errors:ratio",
  promql`
  sum(rate(${cart.orders.where({ status: "error" })}[5m])) / sum(rate(${cart.orders}[5m]))`,
);
shop.alert("Deep", { when: promql`${cart.depth} > 60`, for: "5m", severity: "critical", ...fields });
shop.alert("DeepForLong", {
  ...{ when: promql`${cart.depth} > 40`, for: "30m", keepFiringFor: "10m", severity: "warning", ...fields },
});
shop.alert("Errors", { when: promql`${errors} > 0.5`, for: "2m", severity: "critical", ...fields });
shop.alert("ErrorsForLong", { when: promql`avg_over_time(${errors}[30m]) > 0.5`, severity: "warning", ...fields });
shop.alert("Never", { when: promql`${cart.depth} > 1000`, severity: "critical", ...fields });

const config = {
  environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "p" } }, versions: { prometheus: "2.42" } } },
} as const;
const project = { config, systems: [shop as SystemFacts] };
const { artifacts } = compileProject(project);

type Sample = readonly [time: number, value: number];

/** Queues that fill and empty, counters whose errors come in waves, and pods that are missing now and then. */
function writeSeries(): ReadonlyMap<string, { readonly labels: Readonly<Record<string, string>>; samples: Sample[] }> {
  const random = createRandom(7);
  const series = new Map<string, { labels: Readonly<Record<string, string>>; samples: Sample[] }>();
  const append = (labels: Readonly<Record<string, string>>, time: number, value: number) => {
    const key = JSON.stringify(labels);
    const one = series.get(key) ?? { labels, samples: [] };
    one.samples.push([time, value]);
    series.set(key, one);
  };
  for (let pod = 0; pod < 3; pod++) {
    const base = { job: "cart", pod: `cart-${pod}` };
    let [depth, ok, error, isUp] = [30, 0, 0, true];
    for (let time = start; time <= to; time += minute) {
      if (random() < 0.002) isUp = !isUp;
      depth = Math.max(0, Math.min(100, depth + Math.round((random() - 0.5) * 12)));
      const share = Math.sin(time / (3 * 3_600_000)) > 0.6 ? 0.8 : 0.05;
      for (let order = 0; order < 5; order++) random() < share ? error++ : ok++;
      if (!isUp) continue;
      append({ __name__: "queue_depth", ...base }, time, depth);
      append({ __name__: "orders_total", ...base, status: "ok" }, time, ok);
      append({ __name__: "orders_total", ...base, status: "error" }, time, error);
    }
  }
  return series;
}

const series = writeSeries();

/** The history as OpenMetrics, family by family. */
function writeOpenMetrics(): string {
  const lines: string[] = [];
  for (const [family, type, name] of [
    ["queue_depth", "gauge", "queue_depth"],
    ["orders", "counter", "orders_total"],
  ] as const) {
    lines.push(`# TYPE ${family} ${type}`);
    for (const { labels, samples } of series.values()) {
      const { __name__, ...own } = labels;
      if (__name__ !== name) continue;
      const text = Object.entries(own).map(([label, value]) => `${label}="${value}"`);
      for (const [time, value] of samples) lines.push(`${name}{${text.join(",")}} ${value} ${time / 1000}`);
    }
  }
  return `${lines.join("\n")}\n# EOF\n`;
}

/** The same alerts on the same series, by the simulation of tests. */
function simulate() {
  const store = createStore();
  for (const { labels, samples } of series.values()) {
    const own = store.series(labels);
    for (const [time, value] of samples) own.append(time, value);
  }
  const groups = artifacts.flatMap((one) =>
    one.kind === "prometheus rules"
      ? one.value.groups.map((group) => ruleGroupSource(group, { file: one.path, interval: minute }))
      : [],
  );
  const engine = createRuleEngine({ groups, store, version });
  const recorder = new HistoryRecorder();
  for (const { time } of engine.evaluations({ start, end: to, step: minute })) recorder.record(engine, time);
  expect(engine.problems).toEqual([]);
  const alerts = recorder.all();
  const alertmanager = artifacts.find((one) => one.kind === "alertmanager")!;
  const { settings } = alertmanager;
  const deliveries = listDeliveries({ alerts, settings, step: minute, end: to });
  const sent = simulateNotifications(alertmanager.value, {
    ...{ version: { major: 0, minor: 25 }, deliveries, start, end: to },
  });
  return { alerts, sent };
}

describe.skipIf(missing)("a backtest on a real Prometheus with three days of history", () => {
  let server: ServerProcess;
  let api: QueryApi;

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), "telltale-history-"));
    writeFileSync(join(folder, "history.om"), writeOpenMetrics());
    server = await startServerProcess({
      readyPath: "/-/ready",
      command({ address, folder: own }) {
        const data = join(own, "data");
        execFileSync("promtool", ["tsdb", "create-blocks-from", "openmetrics", join(folder, "history.om"), data], {
          stdio: "pipe",
        });
        writeFileSync(join(own, "prometheus.yml"), "");
        return [
          "prometheus",
          `--config.file=${join(own, "prometheus.yml")}`,
          `--storage.tsdb.path=${data}`,
          "--storage.tsdb.retention.time=100y",
          `--web.listen-address=${address}`,
          "--log.level=error",
        ];
      },
    });
    rmSync(folder, { recursive: true });
    const opened = openQueryApi({ from: server.url }, {}, "/");
    if ("problem" in opened) throw new Error(opened.problem);
    api = opened;
  }, 120_000);

  afterAll(() => server.stop());

  test("says what our own simulation says on the same series", { timeout: 120_000 }, async () => {
    const progress: number[] = [];
    const options = { project, artifacts, environment: "prod", names: [], from, to, api };
    const result = await backtest({ ...options, onProgress: (done) => progress.push(done) });
    if ("problem" in result) throw new Error(result.problem);
    expect(progress).toEqual([1, 2, 3, 4, 5]);
    const { alerts, sent } = simulate();
    for (const one of result.alerts) {
      const own = alerts.filter(({ name }) => name === one.alert);
      const firing = own.map(({ labels, periods }) => {
        return { labels, periods: periods.filter(({ state }) => state === "firing") };
      });
      const { fired, total, longest, isFiring } = sumUp(firing, from, to);
      expect({ alert: one.alert, ...pick(one) }).toEqual({ alert: one.alert, fired, total, longest, isFiring });
      const counts: Record<string, number> = {};
      for (const { at, alerts: told, receiver: name, integration } of sent) {
        const isOurs = told.some(({ status, labels }) => status === "firing" && labels.alertname === one.alert);
        if (at >= from && isOurs && integration.endsWith("[0]")) counts[name] = (counts[name] ?? 0) + 1;
      }
      expect([one.alert, one.notifications]).toEqual([one.alert, counts]);
    }
    const fired = Object.fromEntries(result.alerts.map(({ alert, fired: times }) => [alert, times]));
    expect(fired.Never).toBe(0);
    expect(Object.values(fired).filter((times) => times > 2)).toHaveLength(4);
    // The recorded metric is not on the server.
    const expanded = result.alerts.filter((one) => one.expanded.length > 0);
    expect(expanded.map(({ alert }) => alert).sort()).toEqual(["Errors", "ErrorsForLong"]);
    const text = renderBacktest(result);
    expect(text).toContain("4 of 5 alerts would have fired");
    expect(text).toContain("the server lacks shop:errors:ratio: its expression was evaluated instead");
  });
});

function pick({ fired, total, longest, isFiring }: AlertReport) {
  return { fired, total, longest, isFiring };
}
