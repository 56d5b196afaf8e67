import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createStore, evaluateInstant } from "../../../src/promql/evaluate/index.js";
import { bucketShares, type Values } from "../../../src/simulate/traffic/distribution.js";

const bounds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10];

/** Returns the quantile that PromQL computes from these shares. */
function quantile(share: number, values: Values): number {
  const { cumulative } = bucketShares(values, bounds);
  const store = createStore();
  [...cumulative, 1].forEach((part, index) => {
    store.append({ __name__: "b", le: String(bounds[index] ?? "+Inf") }, 0, part * 1000);
  });
  const { value } = evaluateInstant(`histogram_quantile(${share}, b)`, { store, time: 0 });
  return value?.kind === "vector" ? (value.samples[0]!.value as number) : Number.NaN;
}

describe("histogram_quantile returns the requested quantiles", () => {
  test.each<[Values]>([
    [{ p95: 2.1 }],
    [{ p95: 2 }],
    [{ p95: 1.99 }],
    [{ p50: 0.2, p95: 2.1, p99: 7 }],
    [{ p50: 0.005 }],
    [{ p99: 10 }],
  ])("%j", (values) => {
    for (const [name, value] of Object.entries(values)) {
      expect(quantile(Number(name.slice(1)) / 100, values)).toBeCloseTo(value!, 9);
    }
  });

  test("for one quantile", () => {
    const share = fc.integer({ min: 1, max: 99 });
    const value = fc.double({ min: 0.0101, max: 10, noNaN: true });
    fc.assert(
      fc.property(share, value, (percent, expected) => {
        expect(quantile(percent / 100, { [`p${percent}`]: expected })).toBeCloseTo(expected, 6);
      }),
    );
  });

  test("for two quantiles in different buckets", () => {
    const two = fc
      .tuple(
        fc.integer({ min: 1, max: 98 }),
        fc.integer({ min: 1, max: 98 }),
        fc.nat(7),
        fc.nat(7),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
      )
      .filter(([a, b, low, high]) => a < b && low + 1 < high);
    fc.assert(
      fc.property(two, ([a, b, low, high, along]) => {
        const at = (bucket: number) => bounds[bucket]! + along * (bounds[bucket + 1]! - bounds[bucket]!);
        const values = { [`p${a}`]: at(low), [`p${b}`]: at(high) };
        expect(quantile(a / 100, values)).toBeCloseTo(at(low), 6);
        expect(quantile(b / 100, values)).toBeCloseTo(at(high), 6);
      }),
    );
  });
});

test("a single value is in all buckets from its own upwards", () => {
  expect(bucketShares(0.3, [0.1, 0.5, 1])).toEqual({ cumulative: [0, 1, 1], mean: 0.3 });
  expect(bucketShares(3, [0.1, 0.5, 1])).toEqual({ cumulative: [0, 0, 0], mean: 3 });
});

test("shares never fall, and are at most 1", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99 }), fc.double({ min: 0.0101, max: 10, noNaN: true }), (percent, value) => {
      const { cumulative, mean } = bucketShares({ [`p${percent}`]: value }, bounds);
      expect([...cumulative].sort((a, b) => a - b)).toEqual(cumulative);
      expect(cumulative.at(-1)).toBeLessThanOrEqual(1 + 1e-12);
      expect(mean).toBeGreaterThan(0);
    }),
  );
});

test.each<[string, Values, string]>([
  ["what lies beyond the buckets", { p95: 11 }, "at most 10"],
  ["what is lost in the first bucket", { p95: 0.001 }, "p95 cannot be as small as 0.001"],
  ["what is not above 0", { p95: 0 }, "above 0"],
  ["what is larger than a higher one", { p50: 3, p95: 0.2 }, "p50 is larger than p95"],
  ["two in one bucket", { p95: 2.1, p99: 4 }, "p95 and p99 are too close"],
  ["what is not a quantile", { p100: 1 }, '"p100" is not a quantile'],
])("%s cannot be had", (_, values, message) => {
  expect(() => bucketShares(values, bounds)).toThrow(message);
});
