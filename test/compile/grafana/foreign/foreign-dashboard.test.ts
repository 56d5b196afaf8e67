import { readdirSync, readFileSync } from "node:fs";
import { type DashboardJsonOptions, type GivenJson, system } from "telltale";
import { describe, expect, test } from "vitest";
import { renderArtifact } from "../../../../src/compile/index.js";
import { corpusFolder } from "../../../oracles/corpus.js";
import { compiled } from "../../project.js";

function compile(json: GivenJson, options: DashboardJsonOptions = {}, changes = {}) {
  const shop = system("shop", {});
  shop.dashboardJson(json, options);
  const { artifacts, diagnostics } = compiled(shop, changes);
  const dashboard = artifacts.find(({ kind }) => kind === "grafana dashboard");
  return { text: dashboard && renderArtifact(dashboard), diagnostics };
}

/** The lines of a text that another does not have, and those that only the other has. */
function difference(before: string, after: string): { readonly removed: string[]; readonly added: string[] } {
  const [old, changed] = [before.split("\n"), after.split("\n")];
  return {
    removed: old.filter((line) => !changed.includes(line)),
    added: changed.filter((line) => !old.includes(line)),
  };
}

describe("the text of a dashboard", () => {
  const source = `{
  "panels": [
    {"type" : "timeseries", "id": 1, "title": "Caf\\u00e9 \\/ Tee",
     "fieldConfig": {"defaults": {"min": 1.0, "max": 1e3}}, "targets": [ {"refId":"A","expr":"up"} ],
     "gridPos": {"h": 8, "w": 12, "x": 0, "y": 0}, "unknownToAnyone": 12345678901234567890}
  ],
\t"title": "Café",
  "schemaVersion": 39,
  "tags": ["shop"],
  "uid": "cafe"
}
`;

  test("is written byte for byte, if nothing has to change", () => {
    expect(compile(source)).toEqual({ text: source, diagnostics: [] });
    expect(compile({ text: source, path: "cafe.json" }).text).toBe(source);
    const compact = JSON.stringify(JSON.parse(source));
    expect(compile(compact).text).toBe(compact);
    expect(compile(source.replaceAll("\n", "\r\n")).text).toBe(source.replaceAll("\n", "\r\n"));
    expect(compile(`\ufeff${source}`).text).toBe(source);
  });

  test("changes its uid, tags, title and missing ids alone, and loses what is another Grafana's", () => {
    const exported = source
      .replace('"id": 1, ', "")
      .replace('"refId":"A",', "")
      .replace('["shop"]', '["tea"]')
      .replace('  "panels"', '  "id": 12,\n  "version": 7,\n  "panels"');
    const { text } = compile(exported, { key: "tea", title: "Tea" });
    expect(difference(source, text!)).toEqual({
      removed: [
        '    {"type" : "timeseries", "id": 1, "title": "Caf\\u00e9 \\/ Tee",',
        '     "fieldConfig": {"defaults": {"min": 1.0, "max": 1e3}}, "targets": [ {"refId":"A","expr":"up"} ],',
        '     "gridPos": {"h": 8, "w": 12, "x": 0, "y": 0}, "unknownToAnyone": 12345678901234567890}',
        '\t"title": "Café",',
        '  "tags": ["shop"],',
        '  "uid": "cafe"',
      ],
      added: [
        '    {"type" : "timeseries", "title": "Caf\\u00e9 \\/ Tee",',
        '     "fieldConfig": {"defaults": {"min": 1.0, "max": 1e3}}, "targets": [ {"expr":"up", "refId":"A"} ],'.replace(
          ', "refId":"A"',
          ',"refId":"A"',
        ),
        expect.stringMatching(
          /^ {5}"gridPos": {"h": 8, "w": 12, "x": 0, "y": 0}, "unknownToAnyone": 12345678901234567890,"id":\s?\d+}$/,
        ),
        '\t"title": "Tea",',
        '  "tags": ["shop", "tea"],',
        '  "uid": "shop-tea"',
      ],
    });
  });

  test("keeps uid and tags, if it is adopted, whatever its environment and its key are", () => {
    const untagged = source.replace('["shop"]', '["tea"]');
    const suffixed = { environments: { prod: { dataSources: {}, grafana: { folder: "Shop", uidSuffix: "-prod" } } } };
    expect(compile(untagged, { adopted: true, key: "tea" }, suffixed)).toEqual({ text: untagged, diagnostics: [] });
    expect(compile(untagged, {}, suffixed).text).toContain('"uid": "cafe-prod"');
  });

  test("is in the folder of the environment, unless it has one of its own", () => {
    const folders = { environments: { prod: { dataSources: {}, grafana: { folder: "Shop" } } } };
    const folderOf = (folder?: DashboardJsonOptions["folder"]) => {
      const shop = system("shop", {});
      shop.dashboardJson(source, folder ? { folder } : {});
      return compiled(shop, folders).artifacts.find(({ kind }) => kind === "grafana dashboard")?.settings.grafana
        .folder;
    };
    expect(folderOf()).toEqual({ uid: "shop", title: "Shop" });
    expect(folderOf({ uid: "tea", title: "Tea" })).toEqual({ uid: "tea", title: "Tea" });
    expect(folderOf({ uid: "theirs" })).toEqual({ uid: "theirs", title: undefined });
    expect(folderOf({ uid: "general" })).toBeUndefined();
  });

  test("brings its folder along where dashboards are resources", () => {
    const shop = system("shop", {});
    shop.dashboardJson(source, { folder: { uid: "tea", title: "Tea" } });
    const resources = {
      environments: { prod: { dataSources: {}, grafana: { folder: "Shop", dashboards: "resources" as const } } },
    };
    const { artifacts } = compiled(shop, resources);
    expect(artifacts.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["prod/resources/tea/_folder.json", "prod/resources/tea/cafe.json"]),
    );
  });

  test("is taken out of what Grafana's HTTP API returns around it", () => {
    const inner = source.trim();
    const { text } = compile(`{"meta": {"slug": "cafe"}, "dashboard": ${inner}}`);
    expect(text).toBe(`${inner}\n`);
  });

  test("of an object keeps the order of its members", () => {
    const { text } = compile({ uid: "a", title: "A", tags: ["shop"], panels: [] });
    expect(text).toBe('{\n  "uid": "a",\n  "title": "A",\n  "tags": [\n    "shop"\n  ],\n  "panels": []\n}\n');
  });

  test("of before Grafana 5 stays as it is: Grafana migrates it", () => {
    const old =
      '{"title":"Old","uid":"old","tags":["shop"],"rows":[{"panels":[{"id":3,"type":"graph","title":"Up"}]}]}';
    expect(compile(old)).toEqual({ text: old, diagnostics: [] });
  });
});

describe("data sources", () => {
  const exported = (plugin: string) => `{
  "__inputs": [
    { "name": "DS_PROM", "type": "datasource", "pluginId": "${plugin}" },
    { "name": "VAR_PREFIX", "type": "constant", "value": "shop\\"1" }
  ],
  "title": "A", "uid": "a", "tags": ["shop"],
  "panels": [
    { "id": 1, "type": "stat", "title": "\${VAR_PREFIX} \${other}",
      "datasource": { "type": "${plugin}", "uid": "\${DS_PROM}" }, "targets": [] }
  ]
}
`;

  test("inputs of an export get the default data source, and their constants", () => {
    const { text, diagnostics } = compile(exported("prometheus"), {}, { defaults: { dataSource: "metrics" } });
    expect(diagnostics).toEqual([]);
    const source = exported("prometheus");
    expect(text).toBe(source.replace("${DS_PROM}", "prom").replace("${VAR_PREFIX}", 'shop\\"1'));
  });

  test("an input without a default must be named", () => {
    expect(compile(exported("mysql")).diagnostics).toMatchObject([
      {
        id: "definition/no-data-source",
        summary: 'the JSON asks for a data source of type mysql as its input "DS_PROM"',
        fix: 'name one: dataSources: { DS_PROM: "…" }',
      },
    ]);
  });

  test("those that are named take the place of others", () => {
    const source = `{"uid":"a","title":"A","tags":["shop"],"panels":[
      {"id":1,"type":"stat","datasource":{"type":"prometheus","uid":"P18"},"targets":[{"refId":"A","datasource":"Loki"}]}]}`;
    const { text, diagnostics } = compile(source, { dataSources: { P18: "metrics", Loki: "logs" } });
    expect(diagnostics).toEqual([]);
    expect(text).toBe(source.replace('"P18"', '"prom"').replace('"Loki"', '"loki"'));
    expect(compile(source, { dataSources: { P19: "metrics" } }).diagnostics).toMatchObject([
      {
        id: "definition/unknown-data-source",
        summary: 'the JSON has no data source "P19"',
        fix: 'did you mean "P18"?',
      },
    ]);
    expect(compile(source, { dataSources: { P18: "logs" } }).diagnostics).toMatchObject([
      { summary: 'the data source "logs" is of type loki; the expression needs prometheus' },
    ]);
  });
});

describe("a finding", () => {
  test("points at the expression in the file", () => {
    const text =
      '{\n  "uid": "a", "title": "A",\n  "panels": [{ "id": 1, "type": "stat", "targets": [{ "expr": "\\tsum(" }] }]\n}';
    const { diagnostics } = compile({ text, path: "imported/a.json" });
    expect(diagnostics).toMatchObject([
      { id: "promql/syntax", span: { file: "imported/a.json", start: { line: 3, column: 70 } } },
    ]);
  });

  test("points at what is not JSON, or at the definition if there is no file", () => {
    expect(compile({ text: '{ "title": }', path: "a.json" }).diagnostics).toMatchObject([
      { id: "json/syntax", span: { file: "a.json", start: { line: 1, column: 12 } } },
    ]);
    expect(compile('{ "title": }').diagnostics).toMatchObject([
      { id: "json/syntax", subject: 'line 1 of the JSON, dashboard ""', span: { file: import.meta.filename } },
    ]);
    expect(compile({ text: '{"elements": {}}', path: "a.json" }).diagnostics).toMatchObject([
      { id: "definition/bad-panel", span: { file: "a.json", start: { line: 1, column: 1 } } },
    ]);
  });

  test("is not made of a query in another language", () => {
    const target = (datasource: unknown) => ({ refId: "A", datasource, expr: "not { promql" });
    const panel = { id: 1, type: "stat", title: "A", targets: [target({ type: "graphite", uid: "g" }), target("G")] };
    expect(compile({ title: "A", panels: [panel] }).diagnostics).toEqual([]);
  });
});

const dashboards = corpusFolder("dashboards");

describe.skipIf(dashboards.missing !== undefined)("the corpus", () => {
  const files = dashboards.missing === undefined ? readdirSync(dashboards.path) : [];

  test.each(files)("%s gets a tag, and nothing else but ids", (path) => {
    const source = readFileSync(`${dashboards.path}${path}`, "utf8");
    const { text, diagnostics } = compile({ text: source, path });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const withoutCommas = (lines: string) => lines.replaceAll(/,$/gm, "").replaceAll("[ ]", "[\n]");
    const { removed, added } = difference(withoutCommas(source), withoutCommas(text!));
    const changed = [...removed, ...added].filter((line) => !/^\s*"(?:uid|id|version|refId)":/.test(line));
    expect(changed.map((line) => line.trim())).toEqual(['"shop"']);
  });
});
