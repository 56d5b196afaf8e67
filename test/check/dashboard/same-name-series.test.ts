import { counter, system } from "telltale";
import { describe, expect, test } from "vitest";
import { sameNameSeries } from "../../../src/check/dashboard/same-name-series.js";
import { findings, locationText, outside, panelOf, query, within } from "../build-subjects.js";

type TargetPair = readonly [expr: string, legendFormat?: string, fields?: object];

function found(targets: readonly TargetPair[], more: object = {}, type = "timeseries", context = outside) {
  const written = targets.map(([, legendFormat, fields], index) => ({ refId: "ABCD"[index], legendFormat, ...fields }));
  const data = { targets: written, ...more };
  return findings(sameNameSeries, panelOf({ type, data, queries: targets.map(([expr]) => query(expr, context)) }));
}

describe("a query with several series", () => {
  test("whose legend prints none of their labels", () => {
    const [finding, ...more] = found([["sum by (pod, job) (up)", "all"]]);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      summary: 'all series of the query are called "all"',
      details: "They differ in pod, job, which the legend does not print.",
      fix: 'print it: "{{pod}} {{job}}"; or aggregate to one series',
    });
    expect(locationText(finding!)).toBe("targets.0.legendFormat");
    expect(found([['sum by (pod) (up{job="a"})', "all"]])).toHaveLength(1);
    expect(found([["topk(3, sum by (pod) (up))", "all"]])).toHaveLength(1);
  });

  test.each<[string, string | undefined]>([
    ["sum by (pod, job) (up)", "{{pod}}"],
    ["sum by (pod) (up)", undefined],
    ["sum by (pod) (up)", "__auto"],
    ["sum by (pod) (up)", "$pod"],
    ["sum(up)", "all"],
    // A matcher or a variable leaves one value.
    ['sum by (job) (up{job="a"})', "all"],
    ['sum by (job) (up{job=~"$job"})', "all"],
    ['up{instance="$instance"}', "all"],
    ["sum by (job) (up{$filters})", "all"],
  ])("%s with %s may be told apart", (expr, legend) => {
    expect(found([[expr, legend]])).toEqual([]);
  });

  test("a label that has one value by the catalogue does not tell series apart", () => {
    const shop = system("shop", { labels: { app: 2, namespace: ["shop"] }, serviceLabel: "app" });
    shop.service("cart", { orders: counter("orders_total", { help: "Orders", labels: { tier: 2 } }) });
    const context = within(shop);
    expect(found([["sum by (namespace) (rate(orders_total[5m]))", "all"]], {}, "timeseries", context)).toEqual([]);
    expect(found([["sum by (tier) (rate(orders_total[5m]))", "all"]], {}, "timeseries", context)).toHaveLength(1);
  });

  test("a panel that does not show names, or has them from elsewhere", () => {
    const targets: readonly TargetPair[] = [["sum by (pod) (up)", "all"]];
    expect(found(targets, { options: { textMode: "value" } }, "stat")).toEqual([]);
    expect(found(targets, {}, "table")).toEqual([]);
    expect(found(targets, { fieldConfig: { defaults: { displayName: "${__field.labels.pod}" } } })).toEqual([]);
    expect(found(targets, { transformations: [{ id: "labelsToFields", options: {} }] })).toEqual([]);
    expect(found([["sum by (pod) (up)", "all", { format: "table" }]])).toEqual([]);
    expect(found([["sum by (pod) (up)", "all", { hide: true }]])).toEqual([]);
  });
});

describe("several queries", () => {
  const errors = 'sum(rate(http_requests_total{status="500"}[5m]))';
  const all = "sum(rate(http_requests_total[5m]))";

  test("with one legend", () => {
    const [finding, ...more] = found([
      [all, "requests"],
      [errors, "requests"],
    ]);
    expect(more).toEqual([]);
    expect(finding?.summary).toBe('the queries A and B have one legend: "requests"');
    expect(locationText(finding!)).toBe("targets.1.legendFormat");
    const byPod = (expr: string) => expr.replace("sum(", "sum by (pod) (");
    expect(
      found([
        [byPod(all), "{{pod}}"],
        [byPod(errors), "{{ pod }}"],
      ]),
    ).toHaveLength(1);
  });

  test.each<[string, readonly TargetPair[]]>([
    [
      "different legends",
      [
        [all, "all"],
        [errors, "errors"],
      ],
    ],
    [
      "metrics of two releases of an exporter",
      [
        ["sum(rate(new_total[5m]))", "x"],
        ["sum(rate(old_total[5m]))", "x"],
      ],
    ],
    [
      "values of the label that is printed",
      [
        ['sum by (status) (rate(x_total{status="500"}[5m]))', "{{status}}"],
        ['sum by (status) (rate(x_total{status="200"}[5m]))', "{{status}}"],
      ],
    ],
    [
      "a hidden one",
      [
        [all, "x"],
        [errors, "x", { hide: true }],
      ],
    ],
  ])("%s", (_, targets) => {
    expect(found(targets)).toEqual([]);
  });

  test("without a legend are called by their expressions", () => {
    const [finding, ...more] = found([[all], [errors, "__auto"], ["sum by (pod) (up)"]]);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      severity: "info",
      fix: 'give each query a legend, such as "requests" and "errors"',
    });
    expect(finding?.summary).toContain("A, B");
    expect(found([[all]])).toEqual([]);
    expect(found([[all], ["sum by (pod) (up)"]])).toEqual([]);
  });
});
