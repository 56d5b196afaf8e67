import { expect, test } from "vitest";
import { readAcrossGroups } from "../../../src/check/rules/read-across-groups.js";
import { counter, system } from "../../../src/index.js";
import { alert, estate, findings, record, summaries, within } from "../build-subjects.js";

const shop = system("shop", { routes: {} });
shop.service("cart", { orders: counter("cart_orders_total", { help: "Orders" }) });
const defined = within(shop);
const recorded = { ...record("shop:orders:rate5m", "sum(rate(cart_orders_total[5m]))", defined), group: "rates" };
const reader = (group: string, context = defined) => {
  return { ...alert({ expr: "shop:orders:rate5m < 1" }, context), group, identity: "alert" };
};

test("an alert in another group than the rule it reads is found", () => {
  const rules = [{ ...recorded, identity: "rule" }, reader("alerts")];
  expect(findings(readAcrossGroups, estate({ rules }))).toMatchObject([
    {
      summary: 'it is in the group "alerts", but "shop:orders:rate5m", which it reads, in "rates"',
      subject: 'alert "CartFails"',
      related: [{ message: '"shop:orders:rate5m" is recorded here' }],
    },
  ]);
});

test("in one group, they are evaluated in order", () => {
  const rules = [{ ...recorded, identity: "rule" }, reader("rates")];
  expect(summaries(readAcrossGroups, estate({ rules }))).toEqual([]);
});

test("rules of files, and of other systems, cannot be moved", () => {
  const other = reader("alerts", within(system("other", { routes: {} })));
  expect(summaries(readAcrossGroups, estate({ rules: [{ ...recorded, identity: "rule" }, other] }))).toEqual([]);
  expect(summaries(readAcrossGroups, estate({ rules: [recorded, reader("alerts")] }))).toEqual([]);
});

test.each([
  ["sum_over_time(shop:orders:rate5m[1h]) < 1", 0],
  ["avg_over_time(shop:orders:rate5m[10m]) < 1", 1],
  ["sum_over_time((shop:orders:rate5m > 0)[1d:5m]) < 1", 0],
  ["sum_over_time(shop:orders:rate5m[1h]) < 1 and shop:orders:rate5m > 0", 1],
])("%s: over a long range, the latest value makes no difference", (expr, count) => {
  const rules = [
    { ...recorded, identity: "rule" },
    { ...alert({ expr }, defined), group: "alerts", identity: "alert" },
  ];
  expect(findings(readAcrossGroups, estate({ rules }))).toHaveLength(count);
});
