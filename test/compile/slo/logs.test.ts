import { describe, expect, test } from "vitest";
import { compileProject } from "../../../src/compile/index.js";
import { renderArtifact } from "../../../src/compile/render.js";
import { counter, eventRatio, logql, logStream, system, window } from "../../../src/index.js";
import type { Config } from "../../../src/model/project/config.js";
import { resolveSettings } from "../../../src/model/project/project.js";
import { evaluatedParts } from "../../../src/simulate/run/evaluated-parts.js";
import { runSimulation } from "../../../src/simulate/run/simulation.js";
import { smoke } from "../../../src/simulate/smoke/index.js";
import { logs, steps, traffic } from "../../../src/testing/index.js";
import { matchers } from "../../../src/testing/matchers.js";
import { noAlerts, sampleOf } from "./shop.js";

expect.extend(matchers);

const prometheus = { type: "prometheus", uid: "prom" } as const;
const loki = { type: "loki", uid: "loki" } as const;

function createShop() {
  const shop = system("shop", { labels: { app: ["cart"] }, serviceLabel: "app" });
  const cart = shop.service("cart", {
    orders: counter("cart_orders_total", { help: "Orders" }),
    logs: logStream({
      selector: { app: "cart" },
      labels: { app: ["cart"] },
      fields: { event: ["placed", "declined"], tenant: ["a", "b"] },
    }),
  });
  return { shop, cart };
}

const placed = (cart: ReturnType<typeof createShop>["cart"]) => ({
  failed: logql`rate(${cart.logs} | json | event="declined" [${window}])`,
  of: logql`rate(${cart.logs} | json | event=~"placed|declined" [${window}])`,
});

const promise = { description: "Orders are placed.", objective: "99%", window: "30d" } as const;

function compile(shop: object, dataSources: Config["environments"][string]["dataSources"] = { prometheus, loki }) {
  const config: Config = { environments: { prod: { dataSources, retention: "400d" } } };
  return { config, compiled: compileProject({ config, systems: [shop as never] }) };
}

function run(shop: object, plan: Partial<Parameters<typeof runSimulation>[0]> & { readonly minutes: number }) {
  const { config, compiled } = compile(shop);
  expect(compiled.diagnostics).toEqual([]);
  return runSimulation({
    ...{ system: shop as never, settings: resolveSettings(config, "prod"), start: 0, series: [], events: [] },
    ...evaluatedParts(compiled.artifacts),
    ...plan,
    length: plan.minutes * 60_000,
  });
}

describe("an SLO of events in logs", () => {
  test("has two rules for Loki, and computes everything else from the series that these record", () => {
    const { shop, cart } = createShop();
    shop.slo("orders", {
      ...promise,
      indicator: eventRatio({ ...placed(cart), service: cart, events: "orders" }),
      alerts: noAlerts,
    });
    const { artifacts } = compile(shop).compiled;
    const text = (path: string) => renderArtifact(artifacts.find((one) => one.path === path)!);
    expect(text("prod/shop/loki-rules/slos.yml")).toMatchInlineSnapshot(`
      "groups:
        - name: shop-slo-orders
          interval: 1m
          rules:
            - record: slo:events:rate5m
              expr: sum(rate({app="cart"} | json | event=~"placed|declined" [5m])) or vector(0)
              labels:
                slo: orders
                system: shop
                app: cart
                environment: prod
            - record: slo:logged_failed:rate5m
              expr: sum(rate({app="cart"} | json | event="declined" [5m])) or vector(0)
              labels:
                slo: orders
                system: shop
                app: cart
                environment: prod
      "
    `);
    expect(text("prod/shop/rules/slos.yml").split("\n").slice(0, 20).join("\n")).toMatchInlineSnapshot(`
      "groups:
        - name: shop-slo-orders
          rules:
            - record: slo:errors:rate5m
              expr: |-
                slo:logged_failed:rate5m{slo="orders", system="shop", app="cart", environment="prod"}
                or on () 0 * slo:events:rate5m{slo="orders", system="shop", app="cart", environment="prod"}
              labels:
                slo: orders
                system: shop
                app: cart
                environment: prod
            - record: slo:errors:ratio_rate1h
              expr: |-
                sum_over_time(slo:errors:rate5m{slo="orders", system="shop", app="cart", environment="prod"}[1h])
                / (
                  sum_over_time(slo:events:rate5m{slo="orders", system="shop", app="cart", environment="prod"}[1h])
                  > 0
                )
              labels:"
    `);
  });

  test("counts as one of counters does, and an hour without a line is none without data", () => {
    const { shop, cart } = createShop();
    const slo = shop.slo("orders", { ...promise, indicator: eventRatio({ ...placed(cart), service: cart }) });
    const result = run(shop, {
      logs: [
        logs(cart.logs, { rate: steps({ "0m": 2, "2h": 0, "3h": 2 }), fields: { event: "placed" } }),
        logs(cart.logs, { rate: steps({ "0m": 0, "3h30m": 0.5 }), fields: { event: "declined" } }),
      ],
      minutes: 5 * 60,
    });
    expect(sampleOf(result, "slo:events:rate5m", { slo: "orders", app: "cart" }, 150)).toBe(0);
    expect(sampleOf(result, "slo:errors:ratio_rate1h")).toBeCloseTo(0.2, 2);
    expect(result).toFire(slo.alerts[0]!, { after: "4h", within: "4h30m", labels: { app: "cart", slo_tier: "fast" } });
    expect(result).toStayQuiet("OrdersNoData");
  });

  test("has a budget for each value of a field", () => {
    const { shop, cart } = createShop();
    const indicator = eventRatio({
      good: logql`rate(${cart.logs} | json | event="placed" [${window}])`,
      of: placed(cart).of,
      by: ["tenant"],
    });
    const slo = shop.slo("orders", { ...promise, indicator, alerts: noAlerts });
    const line = (tenant: "a" | "b", event: "placed" | "declined", rate: number) =>
      logs(cart.logs, { rate: steps({ "0m": rate, "2h": 0 }), fields: { tenant, event } });
    const result = run(shop, {
      logs: [line("a", "placed", 1), line("b", "placed", 1), line("b", "declined", 1)],
      minutes: 4 * 60,
    });
    const ratio = (tenant: string) => sampleOf(result, "slo:errors:ratio_rate30d", { tenant }, 100);
    expect(ratio("a")).toBe(0);
    expect(ratio("b")).toBeCloseTo(0.5, 1);
    expect(result).toFire(slo.alerts.at(-1)!, { after: "3h5m", within: "3h20m" });
  });

  test("may be failures of what a counter counts", () => {
    const { shop, cart } = createShop();
    const { failed } = placed(cart);
    const indicator = eventRatio({ failed, of: cart.orders, events: "orders" });
    shop.slo("orders", { ...promise, indicator, alerts: noAlerts });
    const result = run(shop, {
      series: [traffic(cart.orders, { rate: 10 })],
      logs: [logs(cart.logs, { rate: 0.5, fields: { event: "declined" } })],
      minutes: 60,
    });
    expect(sampleOf(result, "slo:errors:ratio_rate30d")).toBeCloseTo(0.05, 2);
  });

  test("has no finding of a smoke test: its series are computed from synthetic lines", () => {
    const { shop, cart } = createShop();
    shop.slo("orders", { ...promise, indicator: eventRatio({ ...placed(cart), service: cart }) });
    const { compiled } = compile(shop);
    const { diagnostics, runs } = smoke(compiled, { today: "2026-06-01" });
    expect(diagnostics).toEqual([]);
    expect(runs[0]!.expressions).toBeGreaterThan(20);
  });

  test("is reported in an environment without a Loki", () => {
    const { shop, cart } = createShop();
    shop.slo("orders", { ...promise, indicator: eventRatio(placed(cart)) });
    const { diagnostics } = compile(shop, { prometheus }).compiled;
    expect(diagnostics.map(({ id, summary }) => `${id}: ${summary}`)).toEqual(
      Array(2).fill('definition/no-data-source: the environment "prod" has no Loki, which evaluates rules in LogQL'),
    );
  });
});
