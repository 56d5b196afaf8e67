import { describe, expect, test } from "vitest";
import { ramp, steps } from "../../../src/simulate/traffic/profile.js";
import { series } from "../../../src/simulate/traffic/series.js";
import { traffic } from "../../../src/simulate/traffic/traffic.js";
import { cart, label, last, minute, named, stock, valuesOf, written } from "./shop.js";

const halfAnHour = 30 * 60;

describe("requests", () => {
  test("are distributed over the processes of a service, which start at 0", () => {
    const requests = named(written([traffic(cart.http, { rate: 8 })]), "cart_requests_total");
    expect(requests.map((one) => label(one, "pod"))).toEqual(["cart-1", "cart-2"]);
    for (const one of requests) expect(valuesOf(one).slice(0, 3)).toEqual([0, 240, 480]);
  });

  test("fail at the given ratio, with a status that counts as failed", () => {
    const store = written([traffic(cart.http, { rate: 10, errors: 0.06 })]);
    const statuses = named(store, "cart_requests_total").map((one) => label(one, "status"));
    expect(new Set(statuses)).toEqual(new Set(["200", "500"]));
    const failed = named(store, "cart_requests_total").filter((one) => label(one, "status") === "500");
    const sum = failed.reduce((all, one) => all + valuesOf(one).at(-1)!, 0);
    expect(sum / last(store, "cart_requests_total")).toBeCloseTo(0.06, 12);
    expect(last(store, "cart_requests_total")).toBeCloseTo(10 * halfAnHour, 6);
  });

  test("without errors have no failure series; with errors of 0, it stands still", () => {
    const statuses = (store: ReturnType<typeof written>) =>
      named(store, "cart_requests_total").map((one) => label(one, "status"));
    expect(statuses(written([traffic(cart.http, {})]))).toEqual(["200", "200"]);
    expect(statuses(written([traffic(cart.http, { errors: 0 })]))).toEqual(["200", "500", "200", "500"]);
  });

  test("with a separate failure counter are all counted as requests", () => {
    const store = written([traffic(cart.proxy, { rate: 10, errors: 0.5 })]);
    expect(last(store, "cart_proxied_total")).toBeCloseTo(10 * halfAnHour, 6);
    expect(last(store, "cart_proxy_errors_total")).toBeCloseTo(5 * halfAnHour, 6);
  });

  test("are all observed in the duration histogram", () => {
    const store = written([traffic(cart.http, { rate: 10, latency: 0.7 })]);
    const counts = new Map(
      named(store, "cart_duration_seconds_bucket").map((one) => [label(one, "le"), valuesOf(one).at(-1)]),
    );
    expect([...counts]).toEqual([
      ["0.1", 0],
      ["0.5", 0],
      ["1.0", 9000],
      ["2.5", 9000],
      ["+Inf", 9000],
    ]);
    expect(last(store, "cart_duration_seconds_count")).toBe(18_000);
    expect(last(store, "cart_duration_seconds_sum")).toBeCloseTo(18_000 * 0.7, 6);
  });

  test("have the given labels, on every metric that has them", () => {
    const store = written([traffic(cart.http, { labels: { route: "/buy", method: "PUT" } })]);
    const [request] = named(store, "cart_requests_total");
    expect([label(request!, "route"), label(request!, "method")]).toEqual(["/buy", "PUT"]);
    expect(label(named(store, "cart_duration_seconds_count")[0]!, "method")).toBe("PUT");
  });

  test("may be limited to one pod", () => {
    const store = written([traffic(cart.http, { labels: { pod: "cart-2" }, rate: 1 })]);
    expect(named(store, "cart_requests_total").map((one) => label(one, "pod"))).toEqual(["cart-2"]);
    expect(last(store, "cart_requests_total")).toBeCloseTo(halfAnHour, 6);
  });

  test("of an unknown pod add a pod of that name", () => {
    const store = written([traffic(cart.http, { labels: { pod: "canary" } })]);
    expect(named(store, "cart_requests_total").map((one) => label(one, "pod"))).toEqual(["canary"]);
  });

  test("of two kinds need different labels", () => {
    const from = (tier: "free" | "pro", rate: number) => traffic(cart.orders, { rate, labels: { tier } });
    expect(named(written([from("free", 1), from("pro", 2)]), "cart_orders_total")).toHaveLength(4);
    expect(() => written([from("free", 1), from("free", 2)])).toThrow(
      'two series have the same labels, cart_orders_total{tier="free"}: change a label of one of them',
    );
  });
});

describe("other traffic", () => {
  test("lookups in a cache are hits or misses", () => {
    const store = written([traffic(cart.prices, { rate: 10, hits: 0.7, size: 400 })]);
    expect(last(store, "cart_price_hits_total")).toBeCloseTo(7 * halfAnHour, 6);
    expect(last(store, "cart_price_misses_total")).toBeCloseTo(3 * halfAnHour, 6);
    expect(new Set(valuesOf(named(store, "cart_price_size")[0]!))).toEqual(new Set([400]));
  });

  test("operations on a database", () => {
    expect(last(written([traffic(cart.db, { rate: 3 })]), "cart_db_total")).toBeCloseTo(3 * halfAnHour, 6);
  });

  test("counters, and some of their series", () => {
    const store = written([traffic(cart.orders.where({ tier: "pro" }), { rate: 2 })]);
    expect(named(store, "cart_orders_total").map((one) => label(one, "tier"))).toEqual(["pro", "pro"]);
    expect(last(store, "cart_orders_total")).toBeCloseTo(2 * halfAnHour, 6);
  });

  test("observations of a histogram", () => {
    const store = written([traffic(cart.items, { rate: 1, values: 3 })]);
    expect(last(store, "cart_items_sum")).toBeCloseTo(3 * halfAnHour, 6);
  });
});

describe("profiles", () => {
  const rates = (course: Parameters<typeof traffic<typeof cart.orders>>[1]["rate"]) => {
    const [one] = named(written([traffic(cart.orders, { rate: course! })]), "cart_orders_total");
    const values = valuesOf(one!);
    return values.slice(1).map((value, index) => (2 * (value - values[index]!)) / 60);
  };

  test("change in steps", () => {
    const found = rates(steps({ "0m": 1, "10m": 5, "12m30s": 0 }));
    expect(found.slice(9, 14)).toEqual([1, 5, 5, 2.5, 0].map((value) => expect.closeTo(value, 9)));
  });

  test("change linearly", () => {
    const found = rates(ramp({ "10m": 0, "20m": 10 }));
    expect(found.slice(9, 13)).toEqual([0, 0.5, 1.5, 2.5].map((value) => expect.closeTo(value, 9)));
    expect(found.at(-1)).toBeCloseTo(10, 9);
  });

  test("are exact for a rate and a share of it", () => {
    const store = written([
      traffic(cart.proxy, { rate: ramp({ "0m": 0, "30m": 60 }), errors: ramp({ "0m": 0, "30m": 1 }) }),
    ]);
    // The integral of 2t · t/30 over thirty minutes, in requests per second.
    expect(last(store, "cart_proxy_errors_total")).toBeCloseTo((60 * 2 * 30 ** 3) / 3 / 30, 6);
  });

  test("latency", () => {
    const latency = steps<number | { p95: number }>({ "0m": 0.05, "15m": { p95: 2 } });
    const slow = named(written([traffic(cart.http, { latency })]), "cart_duration_seconds_bucket").filter(
      (one) => label(one, "le") === "1.0",
    );
    const values = valuesOf(slow[0]!);
    expect(values[15]).toBeCloseTo(15 * 60 * 5, 6);
    expect(values[30]! - values[15]!).toBeLessThan(15 * 60 * 5);
  });

  test("latency that changes between two scrapes", () => {
    const latency = steps({ "0m": 0.05, "15m15s": 2 });
    const [fast] = named(written([traffic(cart.http, { rate: 10, latency })]), "cart_duration_seconds_bucket");
    const values = valuesOf(fast!);
    expect(values[16]! - values[15]!).toBeCloseTo(15 * 5, 6);
  });
});

describe("a series", () => {
  test("of a gauge comes from one process", () => {
    const store = written([series(cart.open.where({ tier: "pro" }), steps({ "0m": 3, "10m": 8 }))]);
    expect(named(store, "cart_open")).toHaveLength(1);
    expect(valuesOf(named(store, "cart_open")[0]!).slice(9, 11)).toEqual([3, 8]);
  });

  test("may be absent at times", () => {
    const [open] = named(
      written([series(cart.open, steps({ "0m": "gone", "5m": 1, "8m": "gone", "20m": 2 }))]),
      "cart_open",
    );
    expect([...open!.floatTimes.slice(0, 3)]).toEqual([5, 6, 7].map((one) => one * minute));
    expect(open!.endTimes).toEqual([8 * minute]);
    expect(open!.floatTimes[3]).toBe(20 * minute);
  });

  test("has one value for each label", () => {
    expect(() => series(cart.open.where({ tier: ["free", "pro"] }), 1)).toThrow('a single value for "tier"');
  });

  test("must belong to a service", async () => {
    const { gauge } = await import("../../../src/index.js");
    expect(() => series(gauge("nobodys", { help: "Nobody's" }), 1)).toThrow("no service exposes nobodys");
  });
});

test("the targets of every service are up, whether it has series or not", () => {
  const store = written([series(stock.level, 5)]);
  expect(named(store, "up").map((one) => label(one, "pod"))).toEqual(["cart-1", "cart-2", "stock-1", "stock-2"]);
  expect(new Set(valuesOf(named(store, "up")[0]!))).toEqual(new Set([1]));
});

test("invalid durations are rejected", () => {
  expect(() => steps({ "5min": 1 } as never)).toThrow('"5min" is not a duration');
  expect(() => steps({})).toThrow("at least one value");
});
