import { counter, type GivenJson, histogram, panelJson, system } from "telltale";
import { describe, expect, test } from "vitest";
import { checkFindings } from "../../../src/check/findings.js";
import { checkProject } from "../../../src/check/project/check-project.js";
import { compileProject } from "../../../src/compile/index.js";
import { config } from "../../compile/project.js";

const ids = /undescribed-metric|unknown-metric|used-never-recorded/;

function shop() {
  const shop = system("shop", {});
  shop.service("cart", {
    orders: counter("cart_orders_total", { help: "Orders placed" }),
    duration: histogram("cart_order_duration_seconds", { help: "Time to place one", buckets: [0.1, 1] }),
  });
  return shop;
}

function check(made: ReturnType<typeof shop>) {
  const project = { config, systems: [made] };
  const compiled = compileProject(project);
  expect(compiled.diagnostics).toEqual([]);
  return checkProject(project, compiled, { today: "2026-06-01", findings: checkFindings }).filter(({ id }) =>
    ids.test(id),
  );
}

const dashboard = (...expressions: readonly string[]): string =>
  `{ "uid": "a", "title": "A", "panels": [\n${expressions
    .map(
      (expr, id) => `{ "id": ${id}, "type": "stat", "targets": [{ "refId": "A", "expr": ${JSON.stringify(expr)} }] }`,
    )
    .join(",\n")}\n] }`;

function checkDashboard(json: GivenJson) {
  const made = shop();
  made.dashboardJson(json);
  return check(made);
}

test("the metrics of a dashboard in JSON that no definition describes are one information, at the first", () => {
  const text = dashboard(
    "up + max(node_load5)",
    "cart_orders_total / node_load5",
    "cluster:node:ratio",
    '{__name__=~"go_.+"}',
  );
  expect(checkDashboard({ text, path: "a.json" })).toEqual([
    {
      id: "dashboard/undescribed-metric",
      severity: "info",
      summary: "no definition describes 2 metrics",
      details: "cluster:node:ratio, node_load5. Their names, types and labels are not checked.",
      subject: 'dashboard "A"',
      span: { file: "a.json", start: { line: 2, column: 74 }, end: { line: 2, column: 84 } },
    },
  ]);
});

test("an allowance of the definition holds for it", () => {
  const made = shop();
  made.dashboardJson(dashboard("node_load5"), { allow: { "dashboard/undescribed-metric": "the node exporter's" } });
  expect(check(made)).toEqual([]);
});

test("so are those of a panel in JSON", () => {
  const made = shop();
  const targets = [{ refId: "A", expr: "node_load5" }];
  made.dashboard("A", { panels: [panelJson({ type: "stat", title: "Load", targets })] });
  expect(check(made)).toMatchObject([{ summary: "no definition describes the metric node_load5" }]);
});

describe("a name that is close to one that is described", () => {
  test.each([
    ["of a counter", "rate(cart_order_total[5m])", "write cart_orders_total"],
    ["without its suffix", "rate(cart_orders[5m])", "write cart_orders_total"],
    ["without its prefix", "rate(orders_total[5m])", "write cart_orders_total"],
    ["of buckets", "histogram_quantile(0.9, rate(cart_order_duration_bucket[5m]))", undefined],
    [
      "of buckets, nearer",
      "histogram_quantile(0.9, rate(order_duration_seconds_bucket[5m]))",
      "write cart_order_duration_seconds_bucket",
    ],
    ["of another type", "deriv(cart_order_total[5m])", undefined],
  ])("%s is information with a suggestion, if it is of the right type", (_, expr, fix) => {
    const [finding, ...others] = checkDashboard({ text: dashboard(expr), path: "a.json" });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ severity: "info", span: { file: "a.json", start: { line: 2 } } });
    expect([finding?.id, finding?.fix]).toEqual(
      fix === undefined ? ["dashboard/undescribed-metric", undefined] : ["promql/unknown-metric", fix],
    );
  });
});
