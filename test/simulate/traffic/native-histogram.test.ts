import { histogram, http, nativeHistogram, system } from "telltale";
import { describe, expect, test } from "vitest";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { createStore, evaluateInstant, labelOf, nameOf, type Store } from "../../../src/promql/evaluate/index.js";
import type { PlannedSeries } from "../../../src/simulate/traffic/planned-series.js";
import { steps } from "../../../src/simulate/traffic/profile.js";
import { traffic } from "../../../src/simulate/traffic/traffic.js";
import { writeTraffic } from "../../../src/simulate/traffic/write-traffic.js";

const minute = 60_000;
const shop = system("shop", { labels: { app: 1, pod: 2 }, serviceLabel: "app" });

const cart = shop.service("cart", {
  rpc: http({
    failed: { code: "Internal" },
    duration: nativeHistogram("rpc_seconds", { help: "Time to answer a call", labels: { code: ["OK", "Internal"] } }),
  }),
  pages: http({
    failed: { status: /5../ },
    duration: histogram("page_seconds", { help: "Time", labels: { status: 4 }, buckets: [0.1, 0.5, 1] }),
  }),
  sizes: nativeHistogram("cart_bytes", { help: "Size", buckets: [100, 1000, 5000] }),
  both: histogram("both_seconds", { help: "Time", buckets: [0.1, 0.5, 1], native: true }),
  level: nativeHistogram("level", { help: "Level" }),
});

function written(...series: readonly PlannedSeries[]): Store {
  const store = createStore();
  const version = { major: 3, minor: 5 };
  const end = 30 * minute;
  writeTraffic(store, shop as unknown as SystemFacts, series, [], {
    ...{ start: 0, end, interval: minute, version, expressions: [] },
  });
  return store;
}

function value(store: Store, expr: string): number | undefined {
  const { value: result } = evaluateInstant(expr, { store, time: 30 * minute });
  const sample = result?.kind === "vector" ? result.samples[0]?.value : undefined;
  return typeof sample === "number" ? sample : undefined;
}

const rate = (name: string) => `sum(rate(${name}[5m]))`;

describe("histogram_quantile returns the requested quantiles", () => {
  test.each([
    [{ p95: 2.1 }],
    [{ p50: 0.2, p95: 2.1, p99: 7 }],
    [{ p50: 0.005 }],
    [{ p50: 1, p90: 1.02, p99: 1.1 }],
    [{ p50: 2 ** -10, p99: 1024 }],
  ])("%j", (latency) => {
    const store = written(traffic(cart.rpc, { latency }));
    for (const [name, expected] of Object.entries(latency)) {
      const share = Number(name.slice(1)) / 100;
      expect(value(store, `histogram_quantile(${share}, ${rate("rpc_seconds")})`)! / expected).toBeCloseTo(1, 6);
    }
  });

  test("of custom buckets", () => {
    const store = written(traffic(cart.sizes, { values: { p50: 300, p99: 4000 } }));
    expect(value(store, `histogram_quantile(0.5, ${rate("cart_bytes")})`)).toBeCloseTo(300, 6);
    expect(value(store, `histogram_quantile(0.99, ${rate("cart_bytes")})`)).toBeCloseTo(4000, 6);
  });
});

test("one value for all observations is within 0.2 %", () => {
  const store = written(traffic(cart.rpc, { latency: 0.3 }));
  expect(value(store, `histogram_quantile(0.5, ${rate("rpc_seconds")})`)! / 0.3).toBeCloseTo(1, 2);
  const average = `histogram_sum(${rate("rpc_seconds")}) / histogram_count(${rate("rpc_seconds")})`;
  expect(value(store, average)).toBeCloseTo(0.3, 9);
});

test.each([0, -4, 4])("values may be %d", (values) => {
  const store = written(traffic(cart.level, { values }));
  expect(value(store, `histogram_sum(${rate("level")}) / histogram_count(${rate("level")})`)).toBeCloseTo(values, 9);
  expect(value(store, `histogram_quantile(0.5, ${rate("level")})`)! - values).toBeCloseTo(0, 1);
});

test("requests are counted by the histogram, with labels that count as failed", () => {
  const store = written(traffic(cart.rpc, { rate: 10, errors: 0.06, latency: steps({ "0m": 0.1, "20m": 0.2 }) }));
  const failed = `histogram_count(${rate('rpc_seconds{code="Internal"}')})`;
  expect(value(store, `histogram_count(${rate("rpc_seconds")})`)).toBeCloseTo(10, 9);
  expect(value(store, `${failed} / histogram_count(${rate("rpc_seconds")})`)).toBeCloseTo(0.06, 9);
  expect(value(store, `histogram_fraction(-Inf, 0.15, ${rate("rpc_seconds")})`)).toBe(0);
  const names = new Set(store.all().map(({ metric }) => nameOf(metric)));
  expect([...names].filter((name) => name.startsWith("rpc"))).toEqual(["rpc_seconds"]);
});

test("requests are counted by a classic histogram, too", () => {
  const store = written(traffic(cart.pages, { rate: 10, errors: 0.5, latency: 0.3 }));
  expect(value(store, rate("page_seconds_count"))).toBeCloseTo(10, 9);
  expect(value(store, rate('page_seconds_count{status=~"5.."}'))).toBeCloseTo(5, 9);
  expect(value(store, rate('page_seconds_bucket{le="0.5"}'))).toBeCloseTo(10, 9);
});

test("a histogram that is exposed both ways has the same observations in both", () => {
  const store = written(traffic(cart.both.native, { rate: 10, values: 0.3 }));
  expect(value(store, `histogram_count(${rate("both_seconds")})`)).toBeCloseTo(10, 9);
  expect(value(store, rate("both_seconds_count"))).toBeCloseTo(10, 9);
  expect(value(store, rate('both_seconds_bucket{le="0.1"}'))).toBe(0);
});

test("every process exposes one series", () => {
  const series = written(traffic(cart.rpc, {}))
    .all()
    .filter(({ metric }) => nameOf(metric) === "rpc_seconds");
  expect(series.map(({ metric }) => labelOf(metric, "pod"))).toEqual(["cart-1", "cart-2"]);
  expect(series.map(({ histograms }) => histograms.length)).toEqual([31, 31]);
});
