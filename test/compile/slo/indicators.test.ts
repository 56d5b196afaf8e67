import { describe, expect, test } from "vitest";
import { compileProject } from "../../../src/compile/index.js";
import {
  counter,
  eventRatio,
  fasterThan,
  type Indicator,
  latency,
  nativeHistogram,
  promql,
  timeSlices,
  window,
} from "../../../src/index.js";
import { steps, traffic } from "../../../src/testing/index.js";
import { compileShop, config, createShop, noAlerts, type Run, rulesOf, sampleOf, simulateShop } from "./shop.js";

/** A shop with another service, of which an SLO is measured. */
function createRpc() {
  const { shop, cart } = createShop();
  const rpc = shop.service("rpc", {
    duration: nativeHistogram("rpc_duration_seconds", { help: "Time to answer" }),
    compared: counter("rpc_prices_compared_total", { help: "Prices", labels: { result: ["right", "wrong"] } }),
    started: counter("rpc_jobs_started_total", { help: "Jobs that began" }),
    done: counter("rpc_jobs_done_total", { help: "Jobs that succeeded" }),
  });
  return { shop, cart, rpc };
}

type Rpc = ReturnType<typeof createRpc>;

/** The share of the events that fail, after two hours. */
function measure(indicate: (services: Rpc) => Indicator, load: (services: Rpc) => Run["series"]): number | undefined {
  const services = createRpc();
  const indicator = indicate(services);
  services.shop.slo("promise", { description: "Fine", indicator, objective: "99%", window: "1d", alerts: noAlerts });
  return sampleOf(simulateShop(services.shop, { series: load(services)!, minutes: 120 }), "slo:errors:ratio_rate1d");
}

describe("an indicator measures", () => {
  test("the latency of a native histogram, with any bound", () => {
    const ratio = measure(
      ({ rpc }) => fasterThan(rpc.duration, 0.3),
      ({ rpc }) => [traffic(rpc.duration, { rate: 10, values: steps({ "0m": 0.1, "90m": 1 }) })],
    );
    expect(ratio).toBeCloseTo(0.25, 1);
  });

  test("correctness: wrong results among all", () => {
    const ratio = measure(
      ({ rpc: { compared } }) => eventRatio({ failed: compared.where({ result: "wrong" }), of: compared }),
      ({ rpc: { compared } }) => [
        traffic(compared.where({ result: "right" }), { rate: 19 }),
        traffic(compared.where({ result: "wrong" }), { rate: 1 }),
      ],
    );
    expect(ratio).toBeCloseTo(0.05, 10);
  });

  test("successes of what only counts these", () => {
    const ratio = measure(
      ({ rpc: { done, started } }) => eventRatio({ good: done, of: started, events: "jobs" }),
      ({ rpc: { done, started } }) => [traffic(started, { rate: 10 }), traffic(done, { rate: 9 })],
    );
    expect(ratio).toBeCloseTo(0.1, 10);
  });

  test("an expression of its own", () => {
    const ratio = measure(
      ({ rpc: { done, started } }) =>
        eventRatio({
          failed: promql`sum(rate(${started}[${window}])) - sum(rate(${done}[${window}]))`,
          of: promql`sum(rate(${started}[${window}]))`,
        }),
      ({ rpc: { done, started } }) => [traffic(started, { rate: 10 }), traffic(done, { rate: 8 })],
    );
    expect(ratio).toBeCloseTo(0.2, 10);
  });

  test("the minutes in which a condition holds", () => {
    const ratio = measure(
      ({ cart }) => timeSlices({ service: cart, failed: latency(cart.http, 0.95).above(0.4) }),
      ({ cart }) => [traffic(cart.http, { rate: 10, latency: steps({ "0m": 0.05, "1h": 0.45, "90m": 0.05 }) })],
    );
    expect(ratio).toBeCloseTo(0.25, 1);
  });
});

test("several objectives are on one indicator: those of different windows do not contradict each other", () => {
  const { shop, cart } = createShop();
  const indicator = eventRatio(cart.http);
  const promise = { description: "Fine", indicator, alerts: noAlerts } as const;
  shop.slo("cart-week", { ...promise, objective: "99%", window: "7d" });
  shop.slo("cart-quarter", { ...promise, objective: "99.9%", window: "90d" });
  const run = simulateShop(shop, { series: [traffic(cart.http, { rate: 10, errors: 0.001 })], minutes: 60 });
  const left = (slo: string) => sampleOf(run, "slo:error_budget_remaining:ratio", { slo });
  expect(left("cart-week")).toBeCloseTo(0.9, 2);
  expect(left("cart-quarter")).toBeCloseTo(0, 1);
});

test("an objective differs by environment, and so do its budget and its alerts", () => {
  const { shop, cart } = createShop({ environments: { staging: {}, prod: {} } });
  const objective = shop.perEnvironment({ staging: "95%", prod: "99.9%" } as never) as never;
  shop.slo("cart", { description: "Fine", indicator: eventRatio(cart.http), objective, window: "30d" });
  const environments = { ...config.environments, staging: config.environments.prod! };
  const artifacts = rulesOf(compileProject({ config: { ...config, environments }, systems: [shop as never] }));
  const burn = artifacts.map(({ settings, value }) => {
    const rules = value.groups.flatMap((group) => group.rules);
    const expr = (name: string) => rules.find((rule) => "record" in rule && rule.record === name)?.expr;
    const info = rules.find((rule) => "record" in rule && rule.record === "slo:objective:info");
    return [
      settings.environment,
      expr("slo:burn_rate:ratio")?.split(" / ")[1],
      expr("slo:objective:ratio"),
      info?.labels?.objective,
    ];
  });
  expect(burn).toEqual([
    ["prod", "0.001", "vector(0.999)", "99.9%"],
    ["staging", "0.05", "vector(0.95)", "95%"],
  ]);
});

test("a window has any length, and the ranges of its alerts are in proportion", () => {
  const ranges = (length: "3d" | "28d" | "90d") => {
    const { shop, cart } = createShop();
    shop.slo("cart", { description: "Fine", indicator: eventRatio(cart.http), objective: "99%", window: length });
    const rules = rulesOf(compileShop(shop)).flatMap(({ value }) => value.groups.flatMap((group) => group.rules));
    return rules.flatMap((rule) => ("record" in rule ? (/ratio_rate(.+)$/.exec(rule.record)?.[1] ?? []) : [])).sort();
  };
  expect(ranges("3d")).toEqual(["10m", "2h", "30m", "3d", "45m", "5m", "8h"]);
  expect(ranges("28d")).toEqual(["1d", "1h", "28d", "2h", "30m", "3d", "5m", "6h"]);
  expect(ranges("90d")).toEqual(["10d", "15m", "18h", "1h30m", "3d", "3h", "6h", "90d"]);
});

test("the alerts of groups by a label with a dot name each group", () => {
  const { shop } = createShop();
  const api = shop.service("api", {
    selector: { app: "cart" },
    served: counter("api.requests", { help: "Requests", labels: { "http.route": 3, result: ["right", "wrong"] } }),
  });
  const indicator = eventRatio({ failed: api.served.where({ result: "wrong" }), of: api.served, by: ["http.route"] });
  shop.slo("routes", { description: "Requests succeed.", indicator, objective: "99%", window: "1d" });
  const compiled = compileShop(shop);
  expect(compiled.diagnostics).toEqual([]);
  const summaries = rulesOf(compiled).flatMap(({ rules }) =>
    rules.flatMap(({ data }) => ("alert" in data ? [data.annotations?.summary] : [])),
  );
  expect(summaries[0]).toMatch(/^routes, {{ index \$labels "http\.route" }}: /);
});
