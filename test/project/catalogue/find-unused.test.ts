import { describe, expect, test } from "vitest";
import { findUnused } from "../../../src/project/catalogue/find-unused.js";
import { renderUnused, renderUnusedJson } from "../../../src/project/catalogue/render-unused.js";

const stored = (name: string, jobs: Readonly<Record<string, number>>) => ({
  name,
  series: Object.values(jobs).reduce((sum, count) => sum + count, 0),
  jobs: new Map(Object.entries(jobs)),
});

const rules = (...lines: readonly string[]) => ({
  path: "rules.yml",
  text: `groups:\n  - name: cart\n    rules:\n${lines.map((line) => `      - ${line}\n`).join("")}`,
});
const dashboard = (panel: object, templating: object = {}) => ({
  path: "cart.json",
  text: JSON.stringify({ schemaVersion: 39, title: "Cart", templating, panels: [{ type: "timeseries", ...panel }] }),
});
const target = (expr: string) => ({ targets: [{ refId: "A", expr, datasource: { type: "prometheus" } }] });
const prometheus = { datasource: { type: "prometheus", uid: "prom" } };

const cart = [stored("cart_orders_total", { cart: 4 }), stored("cart_open", { cart: 2, api: 5 })];

function unusedIn(...files: readonly { readonly path: string; readonly text: string }[]) {
  return findUnused(files, cart, { today: "2026-06-01" });
}

describe("metrics that no file uses", () => {
  test.each([
    ["the expression of a rule", rules("{ record: a, expr: sum(cart_open) }")],
    [
      "an expression in a notation that few releases have",
      rules("{ record: a, expr: 'mad_over_time(cart_open[2 * 5m])' }"),
    ],
    ["an expression that no release parses", rules("{ record: a, expr: 'sum(cart_open' }")],
    ["the template of an alert", rules("{ alert: A, expr: up == 0, annotations: { a: '{{ query \"cart_open\" }}' } }")],
    ["a panel", dashboard({ ...prometheus, ...target("cart_open") })],
    ["a panel with a variable", dashboard({ ...prometheus, ...target("sum by ($by) (cart_open)") })],
    ["a variable", dashboard({}, { list: [{ type: "query", name: "a", query: "label_values(cart_open, job)" }] })],
  ])("are not those of %s", (_, file) => {
    expect(unusedIn(file).metrics.map(({ name }) => name)).toEqual(["cart_orders_total"]);
  });

  test("are sorted by their series, with totals and the pattern that drops them from each job", () => {
    expect(unusedIn(rules("{ record: a, expr: up }"))).toMatchObject({
      files: 1,
      isIncomplete: false,
      stored: { metrics: 2, series: 11 },
      metrics: [{ name: "cart_open" }, { name: "cart_orders_total" }],
      unused: { metrics: 2, series: 11 },
      jobs: [
        { job: "cart", series: 6, drop: "cart_open|cart_orders_total" },
        { job: "api", series: 5, drop: "cart_open" },
      ],
    });
  });

  test("are not those that Prometheus writes itself; what rules record is dropped from no job", () => {
    const written = ["up", "scrape_duration_seconds", "scrape_samples_scraped", "ALERTS"].map((name) =>
      stored(name, {}),
    );
    const found = findUnused([], [...written, stored("job:orders:rate5m", { cart: 3 })], { today: "2026-06-01" });
    expect(found.metrics.map(({ name }) => name)).toEqual(["job:orders:rate5m"]);
    expect(found.jobs).toEqual([]);
  });

  test("are uncertain if a file has mistakes", () => {
    expect(unusedIn({ path: "rules.yml", text: "groups: [" }).isIncomplete).toBe(true);
  });
});

describe("the report", () => {
  test("lists fifty metrics, and three jobs of each", () => {
    const many = Array.from({ length: 60 }, (_, index) => stored(`m${index}`, { a: 1, b: 1, c: 1, d: 100 - index }));
    const report = renderUnused(findUnused([], many, { today: "2026-06-01" }), "http://prometheus:9090");
    expect(report).toContain("60 metrics with 4,410 series");
    expect(report).toContain("\n     103  m0  of a, b, c and 1 more\n");
    expect(report).toContain("\n       …  and 10 more: --format json lists all\n");
  });

  test("says so if everything is used", () => {
    const found = unusedIn(rules("{ record: a, expr: cart_open / cart_orders_total }"));
    expect(renderUnused(found, "page.txt")).toBe("page.txt has 2 metrics with 11 series; the file uses all of them\n");
  });

  test("as JSON has all metrics", () => {
    expect(JSON.parse(renderUnusedJson(unusedIn(rules("{ record: a, expr: cart_open }")), "page.txt"))).toEqual({
      from: "page.txt",
      files: 1,
      stored: { metrics: 2, series: 11 },
      unused: { metrics: 1, series: 4 },
      metrics: [{ name: "cart_orders_total", series: 4, jobs: { cart: 4 } }],
      jobs: [{ job: "cart", series: 4, drop: "cart_orders_total" }],
    });
  });
});
