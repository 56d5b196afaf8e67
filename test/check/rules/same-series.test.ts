import { expect, test } from "vitest";
import { sameSeries } from "../../../src/check/rules/same-series.js";
import { counter, system } from "../../../src/index.js";
import { estate, findings, record, rule, summaries, within } from "../build-subjects.js";

const shop = system("shop", { routes: {} });
shop.service("cart", { orders: counter("cart_orders_total", { help: "Orders" }) });
const defined = within(shop);

test.each([
  ["the same expression", "sum by (job) (up)", "sum by(job)(up)"],
  ["single values", "sum(up)", "count(up)"],
])("two rules that record %s under one name collide", (_, one, other) => {
  const rules = [record("shop:up:sum", one, defined), record("shop:up:sum", other, defined)];
  expect(findings(sameSeries, estate({ rules }))).toMatchObject([
    {
      summary: 'another rule records "shop:up:sum" with the same labels',
      subject: 'recording rule "shop:up:sum"',
      related: [{ message: 'the first rule that records "shop:up:sum"' }],
    },
  ]);
});

test.each([
  ["results that may differ in a label", 'sum by (job) (up{job="a"})', 'sum by (job) (up{job="b"})'],
  [
    "results that the expression gives different labels",
    'label_replace(sum(up), "of", "all", "", "")',
    'label_replace(count(up), "of", "some", "", "")',
  ],
])("%s do not", (_, one, other) => {
  const rules = [record("shop:up:sum", one, defined), record("shop:up:sum", other, defined)];
  expect(summaries(sameSeries, estate({ rules }))).toEqual([]);
});

test("labels tell rules apart", () => {
  const rules = ["a", "b"].map((of) => rule({ record: "shop:up:sum", expr: "sum(up)", labels: { of } }, defined));
  expect(summaries(sameSeries, estate({ rules }))).toEqual([]);
});
