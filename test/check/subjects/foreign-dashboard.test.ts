import { counter, type DashboardJsonOptions, type GivenJson, panelJson, system } from "telltale";
import { describe, expect, test } from "vitest";
import { checkFindings } from "../../../src/check/findings.js";
import { checkProject } from "../../../src/check/project/check-project.js";
import { compileProject } from "../../../src/compile/index.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { config } from "../../compile/project.js";

const orders = counter("cart_orders_total", { help: "Orders placed", labels: { tier: ["free", "pro"] } });

function check(system: SystemFacts, id: RegExp) {
  const project = { config, systems: [system] };
  const compiled = compileProject(project);
  const findings = [
    ...compiled.diagnostics,
    ...checkProject(project, compiled, { today: "2026-06-01", findings: checkFindings }),
  ];
  return findings.filter((finding) => id.test(finding.id));
}

function checkDashboard(json: GivenJson, id: RegExp, options: DashboardJsonOptions = {}) {
  const shop = system("shop", {});
  shop.service("cart", { orders });
  shop.dashboardJson(json, options);
  return check(shop, id);
}

/** A dashboard of before Grafana 5, whose last line but one has an expression. */
const old = `{
  "title": "Old", "schemaVersion": 14,
  "templating": { "list": [{ "name": "tier", "type": "custom", "query": "free,pro" }] },
  "annotations": { "list": [{ "name": "Orders", "datasource": "metrics", "expr": "rate(cart_orders_total{teir=\\"a\\"}[5m])" }] },
  "rows": [{ "panels": [{ "id": 1, "type": "graph", "title": "Orders", "datasource": "metrics", "targets": [
    { "refId": "A", "expr": "rate(cart_orders_total{tierr=\\"$tier\\"}[5m])" }
  ] }] }]
}`;

describe("a dashboard in JSON is checked as today's", () => {
  test("whatever its version, at the place in its file", () => {
    const findings = checkDashboard({ text: old, path: "imported/old.json" }, /unknown-label|unused-variable/);
    expect(findings).toMatchObject([
      { id: "promql/unknown-label", span: { file: "imported/old.json", start: { line: 4, column: 106 } } },
      { id: "promql/unknown-label", span: { file: "imported/old.json", start: { line: 6, column: 53 } } },
    ]);
  });

  test("at the definition, with the expression, if there is no file", () => {
    const [, finding] = checkDashboard(old, /unknown-label/);
    expect(finding).toMatchObject({
      span: { file: import.meta.filename },
      excerpt: { text: 'rate(cart_orders_total{tierr="$tier"}[5m])', start: 23, end: 28 },
    });
  });

  test("with the data sources that it is written with", () => {
    const text = old.replace(
      '"Orders", "datasource": "metrics", "targets"',
      '"Orders", "datasource": "P18", "targets"',
    );
    const file = { text, path: "old.json" };
    expect(checkDashboard(file, /hardcoded-data-source/)).toHaveLength(1);
    expect(checkDashboard(file, /hardcoded-data-source/, { dataSources: { P18: "metrics" } })).toEqual([]);
  });

  test("and may allow findings in its definition, or in its JSON", () => {
    const label = "promql/unknown-label";
    expect(checkDashboard(old, /unknown-label|unused/, { allow: { [label]: "a typo that stays" } })).toEqual([]);
    const own = old.replace('"graph",', `"graph", "telltale": { "allow": { "${label}": "a typo that stays" } },`);
    expect(checkDashboard({ text: own, path: "old.json" }, /unknown-label/)).toMatchObject([
      { span: { start: { line: 4 } } },
    ]);
  });
});

test("expressions that do not parse are reported once, those of annotations, too", () => {
  const broken = old.replaceAll("rate(", "rate((");
  expect(checkDashboard({ text: broken, path: "old.json" }, /syntax/)).toMatchObject([
    { id: "promql/syntax", span: { start: { line: 4 } } },
    { id: "promql/syntax", span: { start: { line: 6 } } },
  ]);
});

test("a panel in JSON is checked at the place in its file", () => {
  const shop = system("shop", {});
  shop.service("cart", { orders });
  const text =
    '{ "type": "timeseries", "title": "Orders",\n  "targets": [{ "refId": "A", "expr": "rate(cart_orders_total{tierr=\\"a\\"}[5m])" }] }';
  shop.dashboard("Cart", { panels: [panelJson({ text, path: "orders.json" })] });
  expect(check(shop, /unknown-label|no-description/)).toMatchObject([
    { id: "dashboard/no-description" },
    { id: "dashboard/no-description", span: { file: "orders.json", start: { line: 1, column: 1 } } },
    { id: "promql/unknown-label", span: { file: "orders.json", start: { line: 2, column: 63 } } },
  ]);
});
