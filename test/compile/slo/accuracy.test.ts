import { describe, expect, test } from "vitest";
import { eventRatio, fasterThan, fresherThan, type SloOptions, uptime } from "../../../src/index.js";
import { outage, ramp, series, steps, traffic } from "../../../src/testing/index.js";
import { matchers } from "../../../src/testing/matchers.js";
import { createShop, noAlerts, type Run, sampleOf, simulateShop } from "./shop.js";

expect.extend(matchers);

/** Simulates an SLO on the share of requests that succeed. */
function runAvailability(
  options: Partial<SloOptions>,
  createRun: (cart: ReturnType<typeof createShop>["cart"]) => Run,
) {
  const { shop, cart } = createShop();
  const slo = shop.slo("cart-availability", {
    description: "Requests to the cart succeed.",
    indicator: eventRatio(cart.http),
    objective: "99.9%",
    window: "30d",
    ...options,
  });
  return { slo, run: simulateShop(shop, createRun(cart)) };
}

describe("the ratio of a window is that of its events", () => {
  test("a quiet day with errors and a busy night without: within 1 % of the true 0.01824 %", () => {
    const { run } = runAvailability({ window: "1d", alerts: noAlerts }, (cart) => ({
      series: [
        traffic(cart.http, {
          rate: steps({ "0m": 1, "20h": 1000 }),
          errors: steps({ "0m": 1 / 60, "20h": 0.0001 }),
        }),
      ],
      minutes: 24 * 60,
    }));
    const truth = (72_000 / 60 + 14_400_000 * 0.0001) / (72_000 + 14_400_000);
    expect(truth).toBeCloseTo(0.0001824, 7);
    const measured = sampleOf(run, "slo:errors:ratio_rate1d")!;
    expect(Math.abs(measured / truth - 1)).toBeLessThan(0.01);
    expect(sampleOf(run, "slo:error_budget_remaining:ratio")).toBeCloseTo(1 - measured / 0.001, 10);
  });

  test("idle minutes do not poison the period", () => {
    const { run } = runAvailability({ window: "1d", alerts: noAlerts }, (cart) => ({
      series: [traffic(cart.http, { rate: steps({ "0m": 10, "2h": 0, "3h": 10 }), errors: 0.01 })],
      minutes: 5 * 60,
    }));
    expect(sampleOf(run, "slo:errors:ratio_rate1d")).toBeCloseTo(0.01, 4);
  });

  test("requests that never failed have a full budget", () => {
    const { run } = runAvailability({}, (cart) => ({ series: [traffic(cart.http, { rate: 10 })], minutes: 60 }));
    expect(sampleOf(run, "slo:error_budget_remaining:ratio")).toBe(1);
    expect(sampleOf(run, "slo:errors:ratio_rate30d")).toBe(0);
  });

  test("requests have a latency of their own", () => {
    const { shop, cart } = createShop();
    const indicator = fasterThan(cart.http, 0.5);
    shop.slo("cart-latency", { description: "Fast", indicator, objective: "95%", window: "1d", alerts: noAlerts });
    const run = simulateShop(shop, {
      series: [traffic(cart.http, { rate: 10, latency: steps({ "0m": 0.2, "1h": 2 }) })],
      minutes: 120,
    });
    expect(sampleOf(run, "slo:errors:ratio_rate1d")).toBeCloseTo(0.5, 1);
    expect(sampleOf(run, "slo:errors:ratio_rate5m")).toBeCloseTo(1, 10);
  });

  test("each endpoint has a budget of its own", () => {
    const { shop, cart } = createShop();
    const indicator = eventRatio(cart.http, { by: ["endpoint"] });
    shop.slo("cart-endpoints", { description: "Each", indicator, objective: "99%", window: "1d", alerts: noAlerts });
    const run = simulateShop(shop, {
      series: [
        series(cart.http.requests.where({ endpoint: "pay", status: "500" }), ramp({ "0m": 0, "60m": 50 })),
        series(cart.http.requests.where({ endpoint: "pay", status: "200" }), ramp({ "0m": 0, "60m": 950 })),
        series(cart.http.requests.where({ endpoint: "list", status: "200" }), ramp({ "0m": 0, "60m": 1000 })),
      ],
      minutes: 60,
    });
    expect(sampleOf(run, "slo:error_budget_remaining:ratio", { endpoint: "pay" })).toBeCloseTo(-4, 2);
    expect(sampleOf(run, "slo:error_budget_remaining:ratio", { endpoint: "list" })).toBe(1);
  });
});

describe("time is measured where there are no events", () => {
  test("an outage of three hours in a day", () => {
    const { shop, cart } = createShop();
    shop.slo("cart-uptime", {
      description: "Up",
      indicator: uptime(cart),
      objective: "99%",
      window: "1d",
      alerts: noAlerts,
    });
    const run = simulateShop(shop, {
      series: [traffic(cart.http, { rate: 10 })],
      events: [outage(cart, { at: "6h", for: "3h" })],
      minutes: 24 * 60,
    });
    expect(sampleOf(run, "slo:errors:ratio_rate1d")).toBeCloseTo(3 / 24, 2);
  });

  test("a backup that is an hour late, and one that never was", () => {
    const { shop, cart } = createShop();
    const indicator = fresherThan(cart.lastBackup, "2h");
    shop.slo("cart-backup", { description: "Fresh", indicator, objective: "99%", window: "1d", alerts: noAlerts });
    const late = simulateShop(shop, { series: [series(cart.lastBackup, 0)], minutes: 180 });
    expect(sampleOf(late, "slo:errors:ratio_rate1d")).toBeCloseTo(1 / 3, 1);
    const never = simulateShop(shop, { minutes: 180 });
    expect(sampleOf(never, "slo:errors:ratio_rate1d")).toBe(1);
  });
});

describe("a month of the calendar", () => {
  const budget = "slo:error_budget_remaining:ratio";

  test("uses up its budget until it ends, begins with a full one, and counts what fails since", () => {
    const { run } = runAvailability({ window: "month", objective: "99%", alerts: noAlerts }, (cart) => ({
      start: "2026-01-31T23:00:00Z",
      minutes: 120,
      series: [traffic(cart.http, { rate: 10, errors: steps({ "0m": 0.5, "1h": 0, "90m": 0.01 }) })],
    }));
    expect(sampleOf(run, budget, {}, 59)).toBeCloseTo(-49, 1);
    expect(sampleOf(run, "slo:period_start:timestamp_seconds")).toBe(Date.parse("2026-02-01T00:00:00Z") / 1000);
    expect(sampleOf(run, budget, {}, 60)).toBe(1);
    expect(sampleOf(run, budget, {}, 90)).toBe(1);
    expect(sampleOf(run, budget)).toBeCloseTo(0.5, 1);
  });

  test.each([
    ["week", "2026-02-01T12:00:00Z", "2026-01-26T00:00:00Z"],
    ["week", "2026-02-02T00:00:00Z", "2026-02-02T00:00:00Z"],
    ["month", "2028-02-29T23:59:00Z", "2028-02-01T00:00:00Z"],
    ["year", "2028-12-31T23:59:00Z", "2028-01-01T00:00:00Z"],
  ] as const)("a %s that contains %s began at %s", (window, start, began) => {
    const { run } = runAvailability({ window, alerts: noAlerts }, () => ({ start, minutes: 0 }));
    expect(sampleOf(run, "slo:period_start:timestamp_seconds")).toBe(Date.parse(began) / 1000);
  });
});

describe("alerts", () => {
  test("one failed request at one a minute pages nobody", () => {
    const { run } = runAvailability({}, (cart) => ({
      series: [traffic(cart.http, { rate: 1 / 60, errors: steps({ "0m": 0, "8h": 1, "8h1m": 0 }) })],
      minutes: 15 * 60,
    }));
    expect(sampleOf(run, "slo:errors:ratio_rate6h")).toBeCloseTo(0, 2);
    expect(run).toStayQuiet();
  });

  test("2 % of errors page within an hour, and the alert resolves soon after them", () => {
    const { run, slo } = runAvailability({}, (cart) => ({
      series: [traffic(cart.http, { rate: 10, errors: steps({ "0m": 0, "3h": 0.02, "5h": 0 }) })],
      minutes: 6 * 60,
    }));
    const [fast] = slo.alerts;
    const labels = { slo_tier: "fast", severity: "critical", slo: "cart-availability", app: "cart", system: "shop" };
    expect(run).toStayQuiet(slo.alerts, { until: "3h30m" });
    expect(run).toFire(fast!, { after: "3h30m", within: "4h", labels });
    expect(run).toResolve(fast!, { after: "5h", within: "5h20m", labels });
  });

  test("a slow burn is a ticket", () => {
    const { run, slo } = runAvailability({}, (cart) => ({
      series: [traffic(cart.http, { rate: 10, errors: steps({ "0m": 0, "36h": 0.0045 }) })],
      minutes: 60 * 60,
    }));
    expect(run).toFire(slo.alerts[2]!, { labels: { slo_tier: "slow", severity: "warning" } });
    expect(run).toStayQuiet(slo.alerts[0]!);
    expect(run).toStayQuiet(slo.alerts[1]!);
  });

  test("a new SLO waits until its series are as old as the window", () => {
    const { run, slo } = runAvailability({}, (cart) => ({
      series: [traffic(cart.http, { rate: 10, errors: 0.05 })],
      minutes: 3 * 60,
    }));
    expect(run).toStayQuiet(slo.alerts, { until: "1h" });
    expect(run).toFire(slo.alerts[0]!, { labels: { slo_tier: "fast" } });
    expect(run).toStayQuiet(slo.alerts[1]!);
  });

  test("missing data is a ticket, idle hours are not", () => {
    const gone = runAvailability({}, () => ({ minutes: 30 }));
    expect(gone.run).toFire("CartAvailabilityNoData", { after: "10m", labels: { severity: "warning", app: "cart" } });
    const idle = runAvailability({}, (cart) => ({ series: [traffic(cart.http, { rate: 0 })], minutes: 30 }));
    expect(idle.run).toStayQuiet();
  });
});
