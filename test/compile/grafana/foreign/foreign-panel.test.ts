import { type GivenJson, panelJson, row, system } from "telltale";
import { describe, expect, test } from "vitest";
import { renderArtifact } from "../../../../src/compile/index.js";
import { compiled } from "../../project.js";

function compile(json: GivenJson, options: Parameters<typeof panelJson>[1] = {}) {
  const shop = system("shop", {});
  shop.dashboard("Cart", { rows: [row("Elsewhere", [panelJson(json, options)])] });
  const { artifacts, diagnostics } = compiled(shop);
  const dashboard = artifacts.find(({ kind }) => kind === "grafana dashboard");
  return { text: dashboard && renderArtifact(dashboard), diagnostics };
}

const source = `{ "type":"stat",
  "title": "Caf\\u00e9", "options": {"textMode": "value"},
  "fieldConfig": {
    "defaults": { "min": 1.0, "max": 1e3, "custom": { "long": 12345678901234567890 } },
    "overrides": [ ]
  },
  "gridPos": {"h":5, "w":6, "x":0, "y":90},
  "id": 4,
  "datasource": {"type": "prometheus", "uid": "P18"},
  "targets": [{"refId": "A", "expr": "sum(  up )"}]
}`;

test("a panel keeps its bytes, within the indentation of its dashboard", () => {
  const { text } = compile(source, { key: "cafe" });
  const [start] = text!.split('{ "type":"stat"').slice(1);
  const lines = `{ "type":"stat"${start}`.split("\n").slice(0, source.split("\n").length);
  const id = /"id": (\d+)/.exec(lines.join("\n"))![1]!;
  const placed = source.replace('"y":90', '"y":1').replace('"id": 4', `"id": ${id}`).replaceAll("\n", "\n    ");
  expect(lines.join("\n").replace(/,?$/, "")).toBe(placed);
  expect(id).not.toBe("4");
});

test("its title and its data source change on request", () => {
  const { text, diagnostics } = compile(source, { title: "Tea", dataSources: { P18: "metrics" } });
  expect(diagnostics).toEqual([]);
  expect(text).toContain('\n      "title": "Tea", "options": {"textMode": "value"},\n');
  expect(text).toContain('"datasource": {"type": "prometheus", "uid": "prom"},');
});

test("it may be given as an object, and gets the data source of the dashboard if it has none", () => {
  const { text } = compile({ targets: [{ refId: "A", expr: "up" }], type: "stat", title: "Up" });
  expect(text).toContain('"title": "Up",\n      "datasource": {"type":"prometheus","uid":"${datasource}"},');
});

test("a data source that is a string, as in old dashboards, becomes a reference", () => {
  const { text } = compile(
    '{"type":"stat","title":"A","datasource":"$datasource","targets":[{"refId":"A","datasource":"P18"}]}',
    {
      dataSources: { P18: "metrics" },
    },
  );
  expect(text).toContain('"datasource":{"type":"prometheus","uid":"$datasource"},');
  expect(text).toContain('{"refId":"A","datasource":{"type":"prometheus","uid":"prom"}}');
});

test("what Grafana fills in, ignores or migrates is no finding", () => {
  expect(
    compile('{"type":"graph","title":"A","yaxes":[],"timeFrom":null,"fieldConfig":{"defaults":{}}}').diagnostics,
  ).toEqual([]);
});

describe("a finding", () => {
  const path = "panels/cafe.json";

  test("of an expression points at it in the file", () => {
    const text = source.replace("sum(  up )", "sum(\\tup");
    expect(compile({ text, path }).diagnostics).toMatchObject([
      { id: "promql/syntax", span: { file: path, start: { line: 10, column: 47 } } },
    ]);
  });

  test("of the schema points at the value in the file", () => {
    const text = source.replace('"value"', '"valeu"');
    expect(compile({ text, path }).diagnostics).toMatchObject([
      {
        id: "definition/invalid-dashboard",
        severity: "warning",
        summary: expect.stringMatching(/^\/panels\/1\/options\/textMode must be /),
        span: { file: path, start: { line: 2, column: 49 } },
      },
    ]);
  });

  test("of what is no panel points at the file", () => {
    expect(compile({ text: '\n{ "type": "row" }', path }).diagnostics).toMatchObject([
      { id: "definition/bad-panel", span: { file: path, start: { line: 2, column: 1 } } },
    ]);
    expect(compile({ text: "{", path }).diagnostics).toMatchObject([{ id: "json/syntax", span: { file: path } }]);
  });
});
