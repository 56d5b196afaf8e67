import { expect, test } from "vitest";
import { duplicateAlert } from "../../../src/check/alert/duplicate.js";
import { counter, system } from "../../../src/index.js";
import { alert, estate, findings, summaries, within } from "../rules/subjects.js";

const shop = system("shop", { routes: {} });
shop.service("cart", { orders: counter("cart_orders_total", { help: "Orders" }) });
const defined = within(shop);

test("of two alerts with one name and the same labels, the series tell which is which, or nothing does", () => {
  const rules = [
    alert({ labels: { severity: "warning", team: "cart" } }, defined),
    alert({ labels: { team: "cart", severity: "warning" }, expr: "avg_over_time(up[5m]) < 1" }, defined),
    alert({ labels: { team: "cart", severity: "warning" }, expr: 'up{job="cart"} == 0' }, defined),
  ];
  expect(findings(duplicateAlert, estate({ rules }))).toMatchObject([
    {
      summary: "another alert of this name, with the same labels, looks at the same series",
      subject: 'alert "CartFails"',
      related: [{ message: 'the first: alert "CartFails"' }],
    },
  ]);
});

test("one name may have two severities", () => {
  const rules = [
    alert({ labels: { severity: "warning" }, expr: "errors > 5" }, defined),
    alert({ labels: { severity: "critical" }, expr: "errors > 50" }, defined),
  ];
  expect(summaries(duplicateAlert, estate({ rules }))).toEqual([]);
});

test("one condition has one name, however it is laid out", () => {
  const rules = [
    alert({ alert: "CartDown", expr: 'up{job="cart"}==0', for: "5m" }),
    alert({ alert: "NoCart", expr: 'up{ job = "cart" }\n  == 0', for: "5m" }),
  ];
  expect(summaries(duplicateAlert, estate({ rules }))).toEqual([
    'alert "CartDown" fires on the same expression, after the same time',
  ]);
});

test("the longer something lasts, the worse it may be", () => {
  const rules = [alert({ alert: "CartDown", for: "5m" }), alert({ alert: "CartDownForLong", for: "1h" })];
  expect(summaries(duplicateAlert, estate({ rules }))).toEqual([]);
});

test("files from outside may be for different servers", () => {
  const elsewhere = { ...alert({ alert: "NoCart" }), locate: () => ({ file: "b.yml", start: { line: 1, column: 1 } }) };
  expect(summaries(duplicateAlert, estate({ rules: [alert(), elsewhere] }))).toEqual([]);
});
