import { expect, test } from "vitest";
import type { RuleSubject } from "../../../src/check/check.js";
import { duplicateRules } from "../../../src/check/rules/duplicate-rules.js";
import { sameSeries } from "../../../src/check/rules/same-series.js";
import { counter, system } from "../../../src/index.js";
import { alert, estate, findings, record, summaries, within } from "../build-subjects.js";

const shop = system("shop", { routes: {} });
shop.service("cart", { orders: counter("cart_orders_total", { help: "Orders" }) });
const defined = within(shop);

/** A rule of a definition, with the services that it is about. */
function of(identity: string, rule: RuleSubject): RuleSubject {
  return { ...rule, identity };
}

test("two alerts with one name and different series need different labels", () => {
  const labels = { severity: "warning" };
  const rules = [
    of("cart", alert({ labels, expr: 'up{job="cart"} == 0' }, defined)),
    of("web", alert({ labels, expr: 'up{job="web"} == 0' }, defined)),
  ];
  expect(findings(duplicateRules, estate({ rules }))).toMatchObject([
    {
      summary: "duplicate rule: an earlier rule has the same name and labels",
      details: expect.stringContaining("promtool"),
      fix: "give each a different label, such as `labels: { service: … }`, or a different name",
      subject: 'alert "CartFails"',
      related: [{ message: "the first rule" }],
    },
  ]);
});

test("two alerts with one name on the same series cannot be distinguished", () => {
  const rules = [
    of("a", alert({ labels: { severity: "warning", team: "cart" } }, defined)),
    of("b", alert({ labels: { team: "cart", severity: "warning" }, expr: "avg_over_time(up[5m]) < 1" }, defined)),
  ];
  expect(findings(duplicateRules, estate({ rules }))).toMatchObject([
    {
      summary: "duplicate rule: an earlier rule has the same name and labels",
      details: expect.stringContaining("silences"),
    },
  ]);
});

test("two alerts with one name may differ in severity", () => {
  const rules = [
    of("a", alert({ labels: { severity: "warning" }, expr: "errors > 5" }, defined)),
    of("b", alert({ labels: { severity: "critical" }, expr: "errors > 50" }, defined)),
  ];
  expect(summaries(duplicateRules, estate({ rules }))).toEqual([]);
});

test("the loader reports two rules with one identity", () => {
  const rules = [of("a", alert({}, defined)), of("a", alert({}, defined))];
  expect(summaries(duplicateRules, estate({ rules }))).toEqual([]);
});

test("rules/same-series reports recording rules that certainly collide", () => {
  const both = (one: string, other: string) => {
    const rules = [of("a", record("shop:up:sum", one, defined)), of("b", record("shop:up:sum", other, defined))];
    return [summaries(sameSeries, estate({ rules })).length, summaries(duplicateRules, estate({ rules })).length];
  };
  expect(both("sum(up)", "count(up)")).toEqual([1, 0]);
  expect(both('sum by (job) (up{job="a"})', 'sum by (job) (up{job="b"})')).toEqual([0, 1]);
});

test("in files from outside, the reader reports it", () => {
  expect(summaries(duplicateRules, estate({ rules: [alert(), alert()] }))).toEqual([]);
});
