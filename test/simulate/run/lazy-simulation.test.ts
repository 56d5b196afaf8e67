import { counter, errorRatio, eventRatio, http, promql, system } from "telltale";
import { describe, expect, test } from "vitest";
import { compileProject } from "../../../src/compile/index.js";
import { resolveSettings } from "../../../src/model/project/project.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { nameOf } from "../../../src/promql/evaluate/index.js";
import { evaluatedParts } from "../../../src/simulate/run/evaluated-parts.js";
import { createLazySimulation } from "../../../src/simulate/run/lazy-simulation.js";
import { runSimulation, type Simulation, type SimulationPlan } from "../../../src/simulate/run/simulation.js";
import { steps } from "../../../src/simulate/traffic/profile.js";
import { traffic } from "../../../src/simulate/traffic/traffic.js";

const config = { environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "prom" } } } } } as const;

const shop = system("shop", { labels: { app: ["cart"], pod: 2 }, serviceLabel: "app" });
const cart = shop.service("cart", {
  http: http({
    requests: counter("cart_requests_total", { help: "Requests", labels: { status: ["200", "500"] } }),
    failed: { status: /5../ },
  }),
});
shop.slo("cart-availability", {
  description: "Requests succeed.",
  indicator: eventRatio(cart.http),
  objective: "99.9%",
  window: "30d",
});
const ratio = shop.recordingRule("app:cart_errors:ratio_rate5m", errorRatio(cart.http));
const worst = shop.recordingRule("all:cart_errors:max", promql`max(${ratio})`);
const fields = { severity: "page", for: "3m", summary: "Fails" } as const;
shop.alert("WorstFails", { ...fields, when: worst.above(0.05) });
shop.alert("Slows", { ...fields, when: promql`sum(rate(${cart.http.requests}[5m])) < 1` });
shop.alert("SomethingFires", { ...fields, when: promql`count(ALERTS{alertname!="SomethingFires"}) > 0` });
shop.alert("Asks", {
  ...fields,
  when: promql`up == 1`,
  description: '{{ with query "all:cart_errors:max" }}{{ . }}{{ end }}',
});

const facts = shop as unknown as SystemFacts;
const { artifacts } = compileProject({ config, systems: [facts] });
const plan: SimulationPlan = {
  ...{ system: facts, settings: resolveSettings(config, "prod"), start: 0, length: 90 * 60_000 },
  ...evaluatedParts(artifacts),
  series: [traffic(cart.http, { errors: steps({ "0m": 0, "62m": 0.2 }) })],
  events: [],
};
const whole = runSimulation(plan);

const rulesOf = ({ rules }: Simulation, name: string) =>
  rules.filter((rule) => rule.name === name).map(({ reference }) => reference);
const historiesOf = ({ alerts }: Simulation, name: string) => alerts.filter((history) => history.name === name);
const recorded = ({ store }: Pick<Simulation, "store">) =>
  new Set(
    store
      .all()
      .flatMap(({ metric }) => nameOf(metric))
      .filter((name) => name.includes(":")),
  );

describe("rules that are evaluated for the results of some have the same results as all", () => {
  test.each(["WorstFails", "Slows", "SomethingFires", "Asks", "CartAvailabilityBudgetBurn"])("%s", (name) => {
    const run = createLazySimulation(plan);
    const histories = historiesOf(run.evaluateOnly!(rulesOf(run, name)), name);
    expect(histories).toEqual(historiesOf(whole, name));
    expect(histories.length > 0).toBe(name !== "Slows");
  });

  test("one after another", () => {
    const run = createLazySimulation(plan);
    for (const name of ["WorstFails", "CartAvailabilityBudgetBurn", "WorstFails", "Slows"]) {
      expect(historiesOf(run.evaluateOnly!(rulesOf(run, name)), name)).toEqual(historiesOf(whole, name));
    }
    expect(run.alerts).toEqual(whole.alerts);
  });
});

test("only recording rules that an alert reads are evaluated, by way of others, too", () => {
  const run = createLazySimulation(plan);
  const { store } = run.evaluateOnly!(rulesOf(run, "WorstFails"));
  expect(recorded({ store })).toEqual(new Set(["app:cart_errors:ratio_rate5m", "all:cart_errors:max"]));
});

test("an alert with a template that queries needs all rules", () => {
  const run = createLazySimulation(plan);
  expect(recorded(run.evaluateOnly!(rulesOf(run, "Asks")))).toEqual(recorded(whole));
});
