import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Duration } from "../../../src/model/definition/duration.js";
import {
  counterReset,
  missingScrape,
  outage,
  podRestart,
  type SimulationEvent,
  scrapeGap,
} from "../../../src/simulate/traffic/events.js";
import { traffic } from "../../../src/simulate/traffic/traffic.js";
import { rounds } from "../../oracles/rounds.js";
import { cart, label, minute, named, stock, valuesOf, written } from "./shop.js";

const orders = traffic(cart.orders, { rate: 2 });
const seen = (...events: readonly SimulationEvent[]) => {
  const store = written([orders], events);
  const up = named(store, "up").filter((one) => label(one, "pod")?.startsWith("cart-"));
  return { orders: named(store, "cart_orders_total"), up };
};
const timesOf = (one: { floatTimes: Float64Array; floatCount: number }) =>
  Array.from(one.floatTimes.slice(0, one.floatCount), (time) => time / minute);

describe("a missing scrape", () => {
  const { orders: all, up } = seen(missingScrape(cart, { at: "10m" }));

  test("makes series stale for a moment, and loses no counts", () => {
    expect(timesOf(all[0]!).slice(9, 12)).toEqual([9, 11, 12]);
    expect(all[0]!.endTimes).toEqual([10 * minute]);
    expect(valuesOf(all[0]!).slice(9, 11)).toEqual([9 * 60, 11 * 60]);
  });

  test("is an up of 0", () => expect(valuesOf(up[0]!).slice(9, 12)).toEqual([1, 0, 1]));

  test("of some pods does not affect the others", () => {
    const {
      up: [first, second],
    } = seen(missingScrape(cart, { at: "10m", for: "3m", pods: 1 }));
    expect(valuesOf(first!).slice(9, 14)).toEqual([1, 0, 0, 0, 1]);
    expect(new Set(valuesOf(second!))).toEqual(new Set([1]));
  });
});

test("a scrape gap has no samples, not even up", () => {
  const { orders: all, up } = seen(scrapeGap({ at: "10m", for: "3m" }));
  expect(timesOf(up[0]!).slice(9, 12)).toEqual([9, 13, 14]);
  expect(all[0]!.endTimes).toEqual([]);
});

test("a counter reset continues the same series from 0", () => {
  const { orders: all } = seen(counterReset(cart, { at: "10m" }));
  expect(all).toHaveLength(2);
  expect(valuesOf(all[0]!).slice(9, 12)).toEqual([9 * 60, 0, 60]);
  expect(all[0]!.endTimes).toEqual([]);
});

test("an outage sets up to 0, and counters start from 0 afterwards", () => {
  const { orders: all, up } = seen(outage(cart, { at: "10m", for: "5m" }));
  expect(valuesOf(up[0]!).slice(9, 16)).toEqual([1, 0, 0, 0, 0, 0, 1]);
  expect(timesOf(all[0]!).slice(9, 11)).toEqual([9, 15]);
  expect(valuesOf(all[0]!).slice(10, 12)).toEqual([0, 60]);
});

test("an outage in which the targets are gone leaves not even `up`", () => {
  const { orders: all, up } = seen(outage(cart, { at: "10m", for: "5m", gone: true }));
  expect(all[0]!.endTimes).toEqual([10 * minute]);
  expect(up[0]!.endTimes).toEqual([10 * minute]);
  expect(timesOf(up[0]!).slice(9, 11)).toEqual([9, 15]);
  expect(valuesOf(all[0]!).slice(10, 12)).toEqual([0, 60]);
});

test("a replaced pod ends, and a new one starts at 0", () => {
  const { orders: all, up } = seen(podRestart(cart, { at: "10m" }));
  expect(all.map((one) => [label(one, "pod"), label(one, "instance")])).toEqual([
    ["cart-1", "10.0.1.1:8080"],
    ["cart-3", "10.0.1.3:8080"],
    ["cart-2", "10.0.1.2:8080"],
  ]);
  expect(all[0]!.endTimes).toEqual([10 * minute]);
  expect(timesOf(all[1]!)[0]).toBe(10);
  expect(valuesOf(all[1]!).slice(0, 2)).toEqual([0, 60]);
  expect(up[0]!.endTimes).toEqual([10 * minute]);
});

test("events of one service do not affect another", () => {
  const { orders: all } = seen(outage(stock, { at: "10m", for: "5m" }));
  expect(all[0]!.endTimes).toEqual([]);
});

test("for any events, counters fall only by resets, and every pod is either up or down", () => {
  const time = fc.integer({ min: 0, max: 29 }).map((at) => `${at}m` as Duration);
  const length = fc.integer({ min: 1, max: 9 }).map((at) => `${at}m` as Duration);
  const pods = fc.record({ pods: fc.integer({ min: 1, max: 3 }) });
  const event = fc.oneof(
    fc.tuple(time, length, pods).map(([at, long, some]) => missingScrape(cart, { at, for: long, ...some })),
    fc.tuple(time, length, pods).map(([at, long, some]) => outage(cart, { at, for: long, ...some })),
    fc.tuple(time, pods).map(([at, some]) => counterReset(cart, { at, ...some })),
    fc.tuple(time, pods).map(([at, some]) => podRestart(cart, { at, ...some })),
    fc.tuple(time, length).map(([at, long]) => scrapeGap({ at, for: long })),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 6 }), (events) => {
      const { orders: all, up } = seen(...events);
      for (const one of all) {
        const values = valuesOf(one);
        // An increase never exceeds the events since the last sample; a decrease is a reset.
        const times = timesOf(one);
        values.forEach((value, index) => {
          if (index === 0) return;
          const before = values[index - 1]!;
          if (value >= before)
            expect(value - before).toBeLessThanOrEqual((times[index]! - times[index - 1]!) * 60 + 1e-6);
          else expect(value).toBeLessThanOrEqual(times[index]! * 60);
        });
      }
      for (const one of up) expect(valuesOf(one).every((value) => value === 0 || value === 1)).toBe(true);
      const perTime = new Map<number, number>();
      for (const one of up) for (const at of timesOf(one)) perTime.set(at, (perTime.get(at) ?? 0) + 1);
      for (const count of perTime.values()) expect(count).toBe(2);
    }),
    { numRuns: rounds(50) },
  );
});
