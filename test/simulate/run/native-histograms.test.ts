import { errorRatio, http, latency, nativeHistogram, not, promql, slowerThan, system } from "telltale";
import { expect, test } from "vitest";
import { compileProject } from "../../../src/compile/index.js";
import { resolveSettings } from "../../../src/model/project/project.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { runSimulation } from "../../../src/simulate/run/simulation.js";
import { steps } from "../../../src/simulate/traffic/profile.js";
import { traffic } from "../../../src/simulate/traffic/traffic.js";

const prometheus = "2.42";
const config = {
  versions: { prometheus },
  environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "prom" } } } },
} as const;

const shop = system("shop", { labels: { app: ["cart"], pod: 2 }, serviceLabel: "app" });
const cart = shop.service("cart", {
  rpc: http({
    failed: { code: not("OK") },
    duration: nativeHistogram("rpc_seconds", { help: "Time to answer", labels: { code: ["OK", "Internal"] } }),
  }),
});
const options = { for: "5m", severity: "critical", summary: "…" } as const;
const recorded = shop.recordingRule("app:rpc_seconds:rate5m", promql`sum by (app) (rate(${cart.rpc.duration}[5m]))`);
shop.alert("Fails", { ...options, when: errorRatio(cart.rpc).above(0.05, { whenBusy: 0.1 }) });
shop.alert("Slow", { ...options, when: latency(cart.rpc, 0.95).above(2, { whenBusy: 0.1 }) });
shop.alert("SlowRecorded", { ...options, when: promql`histogram_quantile(0.95, ${recorded})`.above(2) });
shop.alert("MissesObjective", { ...options, when: slowerThan(cart.rpc, 0.3).above(0.1) });

function firing(shape: Parameters<typeof traffic<typeof cart.rpc>>[1]): readonly string[] {
  const facts = shop as unknown as SystemFacts;
  const { artifacts } = compileProject({ config, systems: [facts] });
  const run = runSimulation({
    ...{ system: facts, settings: resolveSettings(config, "prod"), events: [], start: 0, length: 40 * 60_000 },
    rules: artifacts.filter((artifact) => artifact.kind === "prometheus rules"),
    series: [traffic(cart.rpc, shape)],
  });
  expect(run.problems).toEqual([]);
  return run.alerts.filter(({ periods }) => periods.some(({ state }) => state === "firing")).map(({ name }) => name);
}

test("alerts stay quiet while calls are fast and succeed", () => {
  expect(firing({ rate: 10, errors: 0.01, latency: { p50: 0.1, p95: 0.25 } })).toEqual([]);
});

test("slow calls fire the alerts on quantiles and shares, recorded or not", () => {
  const slow = steps({ "0m": { p50: 0.1, p95: 0.25 }, "10m": { p50: 0.2, p95: 2.1 } } as const);
  expect([...firing({ rate: 10, latency: slow })].sort()).toEqual(["MissesObjective", "Slow", "SlowRecorded"]);
});

test("failed calls fire the alert on their share, if there are enough of them", () => {
  expect(firing({ rate: 10, errors: 0.1, latency: { p50: 0.1, p95: 0.25 } })).toEqual(["Fails"]);
  expect(firing({ rate: 0.01, errors: 0.1, latency: { p50: 0.1, p95: 0.25 } })).toEqual([]);
});
