import { gauge, promql, system, timeseries } from "telltale";
import { expect, test } from "vitest";
import { compileProject } from "../../../src/compile/index.js";
import type { Config } from "../../../src/model/project/config.js";
import { resolveSettings } from "../../../src/model/project/project.js";
import { runSimulation } from "../../../src/simulate/run/simulation.js";
import { ramp, series } from "../../../src/testing/index.js";

const dataSources = { prom: { type: "prometheus", uid: "prom" } } as const;
const shop = system("shop", { routes: { warning: [] } });
const cart = shop.service("cart", { open: gauge("cart_open", { help: "Open carts" }) });
shop.alert("Unsteady", {
  when: promql`mad_over_time(${cart.open}[5m]) > 1`,
  severity: "warning",
  summary: "The number of open carts is unsteady",
});
shop.dashboard("Cart", { panels: [timeseries("Open", promql`sort_by_label(${cart.open}, "instance")`)] });

function syntaxErrors(config: Config): readonly string[] {
  const { diagnostics } = compileProject({ config, systems: [shop] });
  return diagnostics.filter(({ id }) => id === "promql/syntax").map(({ summary }) => summary);
}

test("definitions may use what the features of an environment add", () => {
  expect(syntaxErrors({ environments: { prod: { dataSources } } })).toEqual([
    'function "mad_over_time" is not enabled',
    'function "sort_by_label" is not enabled',
  ]);
  const versions = { prometheusFeatures: ["promql-experimental-functions"] } as const;
  expect(syntaxErrors({ environments: { prod: { dataSources } }, versions })).toEqual([]);
  expect(syntaxErrors({ environments: { prod: { dataSources, versions } } })).toEqual([]);
  const none = { prometheusFeatures: [] };
  expect(syntaxErrors({ environments: { prod: { dataSources, versions: none } }, versions })).toHaveLength(2);
});

test("a simulation evaluates an experimental function", () => {
  const versions = { prometheusFeatures: ["promql-experimental-functions"] } as const;
  const config = { environments: { prod: { dataSources, versions } } };
  const { artifacts } = compileProject({ config, systems: [shop] });
  const run = runSimulation({
    system: shop,
    settings: resolveSettings(config, "prod"),
    rules: artifacts.filter((artifact) => artifact.kind === "prometheus rules"),
    series: [series(cart.open, ramp({ "0m": 0, "6m": 60 }))],
    events: [],
    start: 0,
    length: 360_000,
  });
  expect(run.problems).toEqual([]);
  expect(run.alerts.map(({ labels }) => labels.alertname)).toContain("Unsteady");
});
