import { expect, test } from "vitest";
import { baseUnit } from "../../../src/check/metric/base-unit.js";
import { gauge, system } from "../../../src/index.js";
import { estate, findings, within } from "../build-subjects.js";

function findingsFor(...names: string[]) {
  const shop = system("shop", { routes: {} });
  shop.service("cart", Object.fromEntries(names.map((name) => [name, gauge(name, { help: "How much" })])));
  return findings(baseUnit, estate({}, within(shop))).map(({ summary, fix }) => [summary, fix]);
}

test("a metric uses the base unit", () => {
  expect(
    findingsFor("cart_wait_ms", "cart_sent_kilobytes_total", "cart_cpu_percent").map(([summary]) => summary),
  ).toEqual([
    '"cart_wait_ms" is in ms, not in seconds',
    '"cart_sent_kilobytes_total" is in kilobytes, not in bytes',
    '"cart_cpu_percent" is in percent, not in ratio',
  ]);
});

test("the suggested name keeps the stem and _total", () => {
  expect(findingsFor("cart_sent_kilobytes_total")[0]![1]).toContain('"cart_sent_bytes_total"');
});

test.each(["cart_wait_seconds", "cart_sent_bytes_total", "cart_hit_ratio", "cart_items", "cart_forms"])(
  "%s is fine",
  (name) => {
    expect(findingsFor(name)).toEqual([]);
  },
);
