import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Span } from "../../../../src/diagnostics/diagnostic.js";
import { LineTable } from "../../../../src/diagnostics/positions.js";
import { type ReadDashboardResult, readDashboard } from "../../../../src/formats/grafana/read/read-dashboard.js";
import { renderDashboard } from "../../../../src/formats/grafana/render-dashboard.js";
import type { DashboardView, PanelView } from "../../../../src/formats/grafana/view.js";
import { corpusFolder } from "../../../oracles/corpus.js";
import { rounds } from "../../../oracles/rounds.js";
import { sampleDashboard } from "../sample.js";

function read(value: unknown): ReadDashboardResult {
  return readDashboard(typeof value === "string" ? value : JSON.stringify(value, undefined, 2), "a.json");
}

function viewDashboard(value: unknown): DashboardView {
  const { dashboard, diagnostics } = read(value);
  expect(diagnostics).toEqual([]);
  return dashboard!;
}

function viewPanel(panel: object, dashboard: object = {}): PanelView {
  return viewDashboard({ title: "A", ...dashboard, panels: [panel] }).panels[0]!;
}

/** The part of a text that a span covers. */
function textAt(source: string, { start, end }: Span): string {
  const lines = new LineTable(source);
  return source.slice(lines.offset(start), lines.offset(end!));
}

describe("reading a dashboard", () => {
  const source = renderDashboard(sampleDashboard());
  const dashboard = viewDashboard(source);

  test("title, uid, description, tags", () => {
    expect(dashboard).toMatchObject({
      file: "a.json",
      title: { value: "User service" },
      uid: { value: "user-service" },
      description: { value: "Is the user service answering?" },
      tags: [{ value: "user" }, { value: "generated" }],
      schemaVersion: 42,
    });
    expect(dashboard.title?.span.start).toEqual({ line: 2, column: 12 });
    expect(textAt(source, dashboard.title!.span)).toBe('"User service"');
  });

  test("panels, with their row", () => {
    expect(dashboard.panels.length).toBe(12);
    expect(dashboard.panels[0]).toMatchObject({
      id: { value: 1 },
      type: { value: "timeseries" },
      title: { value: "Requests" },
      description: { value: "Requests a second, by endpoint" },
      gridPos: { value: { x: 0, y: 0, w: 12, h: 8 } },
      dataSource: { type: "prometheus", uid: "${datasource}", variable: "datasource" },
      units: [{ value: "reqps" }],
      isLibraryPanel: false,
    });
    expect(dashboard.panels[0]?.row).toBeUndefined();
    expect(dashboard.panels.at(-1)?.row).toMatchObject({
      id: { value: 100 },
      title: { value: "More" },
      isCollapsed: true,
    });
    expect(dashboard.rows.map((row) => row.gridPos?.value.y)).toEqual([100]);
  });

  test("queries", () => {
    const [first, second] = dashboard.panels[0]!.targets;
    expect(first).toMatchObject({
      refId: { value: "A" },
      expr: { value: "sum by (endpoint) (rate(http_requests_total[$__rate_interval]))" },
      legend: { value: "{{endpoint}}" },
      dataSource: { type: "prometheus" },
      isHidden: false,
    });
    expect(second?.dataSource?.type).toBe("__expr__");
    expect(second?.expr).toBeUndefined();
  });

  test("variables and annotations", () => {
    expect(dashboard.variables.map(({ name, type, query }) => [name.value, type, query?.value])).toEqual([
      ["datasource", "datasource", "prometheus"],
      ["pod", "query", "label_values(up, pod)"],
      ["window", "interval", "1m,5m,1h"],
    ]);
    expect(dashboard.annotations).toMatchObject([
      { name: { value: "Deploys" }, expr: { value: "deploys" }, dataSource: { type: "prometheus" }, isEnabled: true },
    ]);
  });

  test("uses of variables, with exact spans", () => {
    const names = new Set(dashboard.variableUses.map(({ value }) => value));
    expect(names).toEqual(new Set(["datasource", "loki", "__rate_interval", "__all", "A"]));
    for (const { value, span } of dashboard.variableUses) expect(textAt(source, span)).toContain(value);
  });
});

describe("offsets in the file", () => {
  test("an escape counts as one character", () => {
    const expr = 'sum(\n  rate(up{job="é\u2028\\d"}[5m])\n)';
    const source = JSON.stringify({ panels: [{ targets: [{ refId: "A", expr }] }] }).replace("é", "\\u00e9");
    const expression = viewDashboard(source).panels[0]!.targets[0]!.expr!;
    expect(expression.value).toBe(expr);
    const [from, to] = [expr.indexOf("[5m]"), expr.indexOf("[5m]") + 4];
    expect(textAt(source, expression.spanWithin(from, to))).toBe("[5m]");
    expect(textAt(source, expression.spanWithin(expr.indexOf("job"), expr.indexOf("job") + 3))).toBe("job");
  });
});

describe("data sources", () => {
  const withVariable = { templating: { list: [{ name: "ds", type: "datasource", query: "loki" }] } };
  const target = (datasource?: unknown): object => ({
    refId: "A",
    expr: "up",
    ...(datasource === undefined ? {} : { datasource }),
  });

  test.each(["$ds", "${ds}", "[[ds]]", "${ds:raw}"])("%s has the type of the variable", (uid) => {
    expect(viewPanel({ datasource: uid }, withVariable).dataSource).toMatchObject({
      type: "loki",
      uid,
      variable: "ds",
    });
    expect(viewPanel({ datasource: { uid } }, withVariable).dataSource?.type).toBe("loki");
    expect(viewPanel({ datasource: { type: "${ds}", uid } }, withVariable).dataSource?.type).toBe("loki");
  });

  test("a placeholder of an export has the type of its input", () => {
    const inputs = { __inputs: [{ name: "DS_PROM", type: "datasource", pluginId: "prometheus" }] };
    expect(viewPanel({ datasource: "${DS_PROM}" }, inputs).dataSource?.type).toBe("prometheus");
  });

  test("a name alone has no type", () => {
    expect(viewPanel({ datasource: "Production" }).dataSource).toMatchObject({ uid: "Production" });
    expect(viewPanel({ datasource: "Production" }).dataSource?.type).toBeUndefined();
  });

  test("that of the panel is asked, even if a query has another; expressions are Grafana's own", () => {
    const expression = { type: "__expr__", uid: "__expr__" };
    const { targets } = viewPanel({
      datasource: { type: "loki", uid: "logs" },
      targets: [
        target({ type: "prometheus", uid: "metrics" }),
        target({ type: "loki", uid: "logs" }),
        target(expression),
      ],
    });
    expect(targets.map(({ dataSource }) => dataSource?.uid)).toEqual(["logs", "logs", "__expr__"]);
    expect(targets[0]?.dataSource?.type).toBe("loki");
    const untyped = viewPanel({ datasource: { uid: "a" }, targets: [target({ type: "prometheus", uid: "b" })] });
    expect(untyped.targets[0]?.dataSource).toMatchObject({ uid: "a", type: "prometheus" });
  });

  test("a query without one inherits the panel's, unless that is mixed", () => {
    const own = { type: "prometheus", uid: "p" };
    expect(viewPanel({ datasource: own, targets: [target()] }).targets[0]?.dataSource?.type).toBe("prometheus");
    expect(viewPanel({ datasource: null, targets: [target()] }).targets[0]?.dataSource).toBeUndefined();
    const mixed = viewPanel({ datasource: "-- Mixed --", targets: [target(), target(own)] });
    expect(mixed.dataSource?.type).toBe("datasource");
    expect(mixed.targets.map(({ dataSource }) => dataSource?.type)).toEqual([undefined, "prometheus"]);
  });
});

describe("wrapped and old dashboards", () => {
  const bare = { title: "Users", uid: "users", panels: [{ id: 1, type: "stat", title: "Up" }] };

  test.each([
    ["bare", bare],
    ["as the HTTP API gives it", { meta: { slug: "users" }, dashboard: bare }],
    ["as it is sent to the HTTP API", { dashboard: bare, folderUid: "f", overwrite: true }],
    [
      "as a Kubernetes resource",
      { apiVersion: "dashboard.grafana.app/v1beta1", kind: "Dashboard", metadata: { name: "users" }, spec: bare },
    ],
    ["with a byte order mark", `\ufeff${JSON.stringify(bare)}`],
  ])("%s", (_, value) => {
    const dashboard = viewDashboard(value);
    expect(dashboard.title?.value).toBe("Users");
    expect(dashboard.panels.map(({ title }) => title?.value)).toEqual(["Up"]);
  });

  test("with rows instead of a grid", () => {
    const dashboard = viewDashboard({
      title: "Old",
      schemaVersion: 14,
      rows: [
        {
          title: "Traffic",
          collapse: false,
          panels: [{ id: 1, type: "graph", yaxes: [{ format: "reqps" }, { format: "" }] }],
        },
        { title: "Memory", collapse: true, panels: [{ id: 2, type: "singlestat", format: "bytes", span: 4 }] },
      ],
    });
    expect(
      dashboard.panels.map(({ id, row, units }) => [id?.value, row?.title?.value, units.map(({ value }) => value)]),
    ).toEqual([
      [1, "Traffic", ["reqps"]],
      [2, "Memory", ["bytes"]],
    ]);
    expect(dashboard.rows.map(({ isCollapsed }) => isCollapsed)).toEqual([false, true]);
    expect(dashboard.panels[0]?.gridPos?.value).toEqual({ x: 0, y: 1, w: 8, h: 7 });
  });

  test("in schema v2, with the places of their parts", () => {
    const query = { kind: "DataQuery", group: "prometheus", version: "v0", datasource: { name: "metrics" } };
    const queries = [{ spec: { refId: "A", query: { ...query, spec: { expr: "up == 0", legendFormat: "{{job}}" } } } }];
    const vizConfig = { group: "stat", spec: { fieldConfig: { defaults: { unit: "short" } } } };
    const element = { kind: "Panel", spec: { id: 7, title: "Up", data: { spec: { queries } }, vizConfig } };
    const item = { spec: { x: 0, y: 0, width: 6, height: 4, element: { name: "panel-7" } } };
    const layout = { kind: "GridLayout", spec: { items: [item] } };
    const row = { spec: { title: "Now", layout } };
    const source = JSON.stringify(
      {
        apiVersion: "dashboard.grafana.app/v2",
        metadata: { name: "cart" },
        spec: {
          title: "Cart",
          elements: { "panel-7": element },
          layout: { kind: "RowsLayout", spec: { rows: [row] } },
        },
      },
      undefined,
      2,
    );
    const dashboard = viewDashboard(source);
    expect(dashboard).toMatchObject({ uid: { value: "cart" }, title: { value: "Cart" } });
    const [panel] = dashboard.panels;
    expect(panel).toMatchObject({
      id: { value: 7 },
      type: { value: "stat" },
      row: { title: { value: "Now" } },
      dataSource: { type: "prometheus", uid: "metrics" },
      units: [{ value: "short" }],
    });
    expect(textAt(source, panel!.title!.span)).toBe('"Up"');
    const { expr, legend } = panel!.targets[0]!;
    expect(textAt(source, expr!.spanWithin(3, 5))).toBe("==");
    expect(textAt(source, legend!.span)).toBe('"{{job}}"');
  });

  test("a part that a migration moves keeps its place in the file", () => {
    const source = `{
  "schemaVersion": 14,
  "rows": [
    { "title": "Traffic", "showTitle": true, "panels": [{ "id": 7, "type": "graph", "targets": [{ "expr": "up" }] }] }
  ]
}`;
    const [panel] = viewDashboard(source).panels;
    expect(textAt(source, panel!.span)).toMatch(/^\{ "id": 7,/);
    expect(textAt(source, panel!.row!.title!.span)).toBe('"Traffic"');
    expect(textAt(source, panel!.targets[0]!.expr!.span)).toBe('"up"');
  });

  test("panels after an open row belong to it", () => {
    const row = (title: string): object => ({ type: "row", title, collapsed: false, panels: [] });
    const panels = [{ id: 1 }, row("A"), { id: 2 }, row("B"), { id: 3 }];
    expect(viewDashboard({ panels }).panels.map((panel) => panel.row?.title?.value)).toEqual([undefined, "A", "B"]);
  });

  test("units of overrides are included", () => {
    const overrides = [
      {
        matcher: {},
        properties: [
          { id: "unit", value: "s" },
          { id: "decimals", value: 2 },
        ],
      },
    ];
    const units = viewPanel({ fieldConfig: { defaults: { unit: "bytes" }, overrides } }).units;
    expect(units.map(({ value }) => value)).toEqual(["bytes", "s"]);
  });

  test("the query of a variable can be an object; a repeated panel uses a variable", () => {
    const list = [{ name: "pod", type: "query", query: { query: "label_values(up, pod)", refId: "x" } }];
    const dashboard = viewDashboard({
      templating: { list },
      panels: [{ repeat: "pod", title: "[[ns]] ${job:regex}" }],
    });
    expect(dashboard.variables[0]?.query?.value).toBe("label_values(up, pod)");
    expect(dashboard.variableUses.map(({ value }) => value).sort()).toEqual(["job", "ns", "pod"]);
  });
});

describe("unreadable files and parts", () => {
  test("a JSON syntax error has its position", () => {
    expect(read('{\n  "title": "A",\n}')).toMatchObject({
      diagnostics: [{ id: "json/syntax", severity: "error", span: { file: "a.json", start: { line: 3, column: 1 } } }],
    });
  });

  test.each([[[]], [{}], [{ groups: [] }], [3], [{ dashboard: { title: "no panels" } }]])(
    "%j is not a dashboard",
    (value) => {
      const { dashboard, diagnostics } = read(value);
      expect(dashboard).toBeUndefined();
      expect(diagnostics.map(({ id }) => id)).toEqual(["grafana/not-a-dashboard"]);
    },
  );

  test("the alpha version of the v2 schema is reported as such", () => {
    const { diagnostics } = read({
      apiVersion: "dashboard.grafana.app/v2alpha1",
      spec: { title: "A", elements: {}, layout: {} },
    });
    expect(diagnostics.map(({ id }) => id)).toEqual(["grafana/dashboard-v2alpha1"]);
  });

  test("parts of an unexpected type are skipped and reported", () => {
    const { dashboard, diagnostics } = read({
      title: 3,
      panels: [1, { id: "one", targets: {} }],
      templating: { list: "none" },
    });
    expect(dashboard?.title).toBeUndefined();
    expect(dashboard?.panels.length).toBe(1);
    expect(dashboard?.panels[0]?.id).toBeUndefined();
    expect(diagnostics.map(({ severity, summary }) => `${severity}: ${summary}`).sort()).toEqual([
      'warning: "list" must be a list',
      'warning: "targets" must be a list',
      'warning: items of "panels" must be objects',
    ]);
  });

  test("reading random JSON never throws", () => {
    const names = ["panels", "rows", "templating", "list", "targets", "datasource", "uid", "fieldConfig", "overrides"];
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: "medium" },
        fc.constantFrom(null, 1, "row", "$a", true),
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...names, "type", "expr", "repeat", "gridPos", "dashboard"), tie("tree")),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const { dashboard, diagnostics } = read({ panels: [value], templating: value, rows: value });
        expect(dashboard !== undefined || diagnostics.length > 0).toBe(true);
      }),
      { numRuns: rounds(125) },
    );
  });

  test("nesting is read to 2,000 levels and refused beyond", () => {
    const nested = (depth: number) => `{"panels": [${'{"options": ['.repeat(depth)}${"]}".repeat(depth)}]}`;
    expect(viewDashboard(nested(999)).panels.length).toBe(1);
    expect(readDashboard(nested(100_000), "a.json")).toMatchObject({
      diagnostics: [{ id: "json/syntax", summary: "nested deeper than 2000 levels" }],
    });
  });
});

const { path: corpus, missing } = corpusFolder("dashboards");

describe.skipIf(missing)("dashboards of public repositories", () => {
  test.each(missing ? [] : readdirSync(corpus))("%s", (name) => {
    const source = readFileSync(join(corpus, name), "utf8");
    const dashboard = viewDashboard(source);
    expect(dashboard.title?.value).toBe(JSON.parse(source).title);
    const expressions = dashboard.panels.flatMap(({ targets }) => targets).filter(({ expr }) => expr !== undefined);
    expect(expressions.length).toBe(source.match(/"expr": "/g)?.length ?? 0);
    // Queries without a data source use Grafana's default one, whose type is not in the file.
    const known = expressions.filter(({ dataSource }) => dataSource !== undefined);
    expect(known.filter(({ dataSource }) => !["prometheus", "loki"].includes(dataSource?.type ?? ""))).toEqual([]);
    expect(expressions.length - known.length).toBeLessThanOrEqual(2);
    for (const { expr } of expressions) expect(JSON.parse(textAt(source, expr!.span))).toBe(expr!.value);
  });
});
