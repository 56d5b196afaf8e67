import { gauge, promql, system } from "telltale";
import { expect, test } from "vitest";
import { compileProject } from "../../../src/compile/index.js";
import { resolveSettings } from "../../../src/model/project/project.js";
import { runSimulation } from "../../../src/simulate/run/simulation.js";
import { smoke } from "../../../src/simulate/smoke/index.js";
import { series } from "../../../src/testing/index.js";

const dataSources = { prom: { type: "prometheus", uid: "prom" } } as const;
const config = {
  environments: {
    staging: { dataSources, externalLabels: { cluster: "blue" } },
    prod: { dataSources, externalLabels: { cluster: "green" } },
  },
};
const shop = system("shop", {});
const cart = shop.service("cart", { open: gauge("cart_open", { help: "Open carts" }) });
shop.alert("ManyOpen", {
  when: promql`${cart.open} > 1`,
  severity: "warning",
  summary: "too many in {{ $externalLabels.cluster }}",
  labels: { where: "{{ $externalLabels.cluster }}" },
});

const compiled = compileProject({ config, systems: [shop] });
const rules = compiled.artifacts.filter((artifact) => artifact.kind === "prometheus rules");

test.each([
  ["staging", "blue"],
  ["prod", "green"],
])("templates read the external labels of %s", (environment, cluster) => {
  const run = runSimulation({
    system: shop,
    settings: resolveSettings(config, environment),
    rules: rules.filter(({ settings }) => settings.environment === environment),
    series: [series(cart.open, 5)],
    events: [],
    start: 0,
    length: 120_000,
  });
  const [history] = run.alerts;
  expect(history!.labels).toMatchObject({ environment, system: "shop", where: cluster });
  expect([...history!.snapshots.values()].at(-1)!.annotations).toEqual({
    summary: `too many in ${cluster}`,
    value: "5",
  });
});

test("a smoke test reads them, too", () => {
  const { runs, diagnostics } = smoke(compiled, { today: "2026-06-01" });
  expect(diagnostics).toEqual([]);
  expect(runs.map(({ environment, expressions }) => [environment, expressions])).toEqual([
    ["prod", 1],
    ["staging", 1],
  ]);
});
