import { counter, gauge, promql, signal, stat, system, table, timeseries, window } from "telltale";
import { describe, expect, test } from "vitest";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { compiled, dashboardsOf, rulesOf } from "../../compile/project.js";

const shop = system("shop", { labels: { app: 2 }, serviceLabel: "app" });
const cart = shop.service("cart", {
  open: gauge("cart_open", { help: "Carts that are open" }),
  visits: counter("visits_total", { help: "Visits to the shop" }),
});

const perVisit = signal("Carts per visit", {
  query: promql`sum by (app) (${cart.open}) / sum by (app) (rate(${cart.visits}[${window}]))`,
  unit: "short",
  description: "Carts that are open, for each visit a second.",
});

shop.dashboard("Cart", {
  description: "?",
  panels: [
    timeseries("Over time", perVisit),
    stat("Now", perVisit),
    table(
      "By service",
      { perVisit, open: promql`sum by (app) (${cart.open})` },
      { columns: { app: {}, perVisit: {} } },
    ),
  ],
});
const few = shop.alert("FewCarts", {
  when: perVisit.below(2),
  for: "10m",
  severity: "warning",
  summary: "{{ $labels.app }} has {{ $value }} carts for each visit",
});
const recorded = shop.recordingRule("app:carts_per_visit:ratio5m", perVisit);

const result = compiled(shop as SystemFacts);
const { panels } = dashboardsOf(result)[0]!;
const inRule = 'sum by (app) (cart_open{app="cart"}) / sum by (app) (rate(visits_total{app="cart"}[5m]))';

describe("a custom signal", () => {
  test("gives a panel its window, unit, description and legend", () => {
    expect(result.diagnostics).toEqual([]);
    for (const panel of panels.slice(0, 2)) {
      expect(panel).toMatchObject({
        description: "Carts that are open, for each visit a second.",
        fieldConfig: { defaults: { unit: "short" } },
        targets: [{ expr: inRule.replace("5m", "$__rate_interval").replace(" / ", "\n/ "), legendFormat: "{{app}}" }],
      });
    }
  });

  test("is a column of a table, in its unit", () => {
    expect(panels[2]).toMatchObject({
      transformations: [{ id: "merge" }, { options: { include: { names: ["app", "Value #A"] } } }, {}],
      fieldConfig: {
        overrides: [{ matcher: { options: "perVisit" }, properties: [{ id: "unit", value: "short" }] }],
      },
    });
  });

  test("links an alert to the panel that shows it", () => {
    const rule = rulesOf(result).groups[0]!.rules.find((one) => "alert" in one && one.alert === few.name);
    expect(rule).toMatchObject({ expr: `(${inRule}) < 2`, annotations: { __panelId__: String(panels[0]!.id) } });
  });

  test("is recorded", () => {
    const rule = rulesOf(result).groups[0]!.rules.find((one) => "record" in one);
    expect(rule).toEqual({ record: recorded.record, expr: inRule });
  });
});

test("signals with the same title and expression are the same", () => {
  const carts = (title: string, expression = promql`sum(${cart.open})`) =>
    signal(title, { query: expression, unit: "short", description: "Carts" }).id;
  expect(carts("Carts")).toBe(carts("Carts"));
  expect(carts("Carts")).not.toBe(carts("Open carts"));
  expect(carts("Carts")).not.toBe(carts("Carts", promql`sum(${cart.open.where({ app: "stock" })})`));
});

test.each([
  ["sum by (app, job) (up)", ["app", "job"], "{{app}} {{job}}"],
  ["sum(up)", [], "Up"],
  ["up", [], "Up"],
  ["sum without (pod) (up)", [], "Up"],
])("%s is grouped by the labels it aggregates by", (text, by, legend) => {
  const strings = Object.assign([text], { raw: [text] });
  const up = signal("Up", { query: promql(strings), unit: "short", description: "Up" });
  expect({ by: up.by, legend: up.legend }).toEqual({ by, legend });
});

test("its grouping and legend can be given", () => {
  const up = { query: promql`up`, unit: "short", description: "Up", max: 1 };
  expect(signal("Up", { ...up, by: ["app"] })).toMatchObject({ by: ["app"], legend: "{{app}}", max: 1 });
  expect(signal("Up", { ...up, by: ["app"], legend: "of {{app}}" }).legend).toBe("of {{app}}");
});
