import { counter, errorRatio, http, receiver, secret, system } from "telltale";
import { expect, test } from "vitest";
import { compileProject } from "../../src/compile/index.js";
import { resolveSettings } from "../../src/model/project/project.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import { createReach } from "../../src/mutate/session.js";
import { SimulationCache } from "../../src/mutate/simulation-cache.js";
import { evaluatedParts } from "../../src/simulate/run/evaluated-parts.js";
import type { SimulationPlan } from "../../src/simulate/run/simulation.js";
import { traffic } from "../../src/simulate/traffic/traffic.js";

const config = {
  environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "prom" } } } },
  defaults: { runbooks: "https://runbooks.example.com/" },
} as const;

const shop = system("shop", {
  labels: { app: ["cart"], pod: 1 },
  serviceLabel: "app",
  routes: { page: [receiver.pagerduty("on-call", { key: secret("KEY") })] },
});
const cart = shop.service("cart", {
  http: http({
    requests: counter("requests_total", { help: "Requests", labels: { status: ["200", "500"] } }),
    failed: { status: /5../ },
  }),
});
shop.alert("Fails", { when: errorRatio(cart.http).above(0.05), for: "3m", severity: "page", summary: "Requests fail" });

const facts = shop as unknown as SystemFacts;
const { artifacts } = compileProject({ config, systems: [facts] });
const plan: SimulationPlan = {
  ...{ system: facts, settings: resolveSettings(config, "prod"), start: 0, length: 15 * 60_000 },
  ...evaluatedParts(artifacts),
  series: [traffic(cart.http, { errors: 0.1 })],
  events: [],
};

/** Simulates without a change, where mutants change some systems. */
function simulateOnce(systems: readonly string[]) {
  const reach = createReach();
  const run = new SimulationCache().run(plan, artifacts, { mutant: undefined, reach, systems: new Set(systems) });
  return { run, reach };
}

test("a system that no mutant changes has the same alerts, and its series are not kept", () => {
  const changed = simulateOnce(["shop"]);
  const other = simulateOnce(["bank"]);
  const firing = changed.run.alerts.map(({ name, snapshots }) => [name, [...snapshots]]);
  expect(JSON.stringify(firing)).toContain("firing");
  expect(other.run.alerts.map(({ name, snapshots }) => [name, [...snapshots]])).toEqual(firing);
  expect([...changed.reach.series]).toContain("requests_total");
  expect([...other.reach.series]).toEqual([]);
});

test("the systems that a test simulates are recorded, changed or not", () => {
  for (const systems of [["shop"], ["bank"]]) expect([...simulateOnce(systems).reach.systems]).toEqual(["shop"]);
});
