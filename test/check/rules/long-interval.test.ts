import { describe, expect, test } from "vitest";
import { longInterval } from "../../../src/check/rules/long-interval.js";
import { alert, estate, findings, locationText, query, record, summaries } from "../build-subjects.js";

const minute = 60_000;
const orders = { ...record("cart:orders:rate1d", "sum(rate(cart_orders_total[1d]))"), interval: 10 * minute };

describe("rules/long-interval", () => {
  test("reports what is recorded every ten minutes", () => {
    const [found] = findings(longInterval, estate({ rules: [orders] }));
    expect(found).toMatchObject({
      summary: 'recorded every 10m, "cart:orders:rate1d" has no value for 5m in between',
      fix: "evaluate the group every 5m, or read `last_over_time(cart:orders:rate1d[10m])`",
      subject: 'recording rule "cart:orders:rate1d"',
    });
    expect(locationText(found!)).toBe("record");
  });

  test.each([5 * minute, undefined])("takes an interval of %s milliseconds", (interval) => {
    expect(summaries(longInterval, estate({ rules: [{ ...orders, interval }] }))).toEqual([]);
  });

  test("takes alerts, which keep their state between evaluations", () => {
    expect(summaries(longInterval, estate({ rules: [{ ...alert(), interval: 10 * minute }] }))).toEqual([]);
  });

  test("reports a group once, and each group", () => {
    const second = { ...record("cart:carts:sum", "sum(cart_open)"), interval: 10 * minute };
    expect(summaries(longInterval, estate({ rules: [orders, second] }))).toHaveLength(1);
    expect(summaries(longInterval, estate({ rules: [orders, { ...second, group: "other" }] }))).toHaveLength(2);
  });

  test.each([
    ["last_over_time(cart:orders:rate1d[10m])", 0],
    ["max_over_time(cart:orders:rate1d[1h])", 0],
    ["last_over_time(cart:orders:rate1d[$__range])", 0],
    ["max_over_time(cart:orders:rate1d[7m])", 1],
    ["max_over_time(cart:orders:rate1d[1h:1m])", 1],
    ["cart:orders:rate1d > 1", 1],
    ["max_over_time(cart:orders:rate1d[1h]) - cart:orders:rate1d", 1],
  ])("finds gaps in %s: %i", (text, count) => {
    expect(summaries(longInterval, estate({ rules: [orders], queries: [query(text)] }))).toHaveLength(count);
  });
});
