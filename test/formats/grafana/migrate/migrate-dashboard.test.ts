import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { migrateDashboard } from "../../../../src/formats/grafana/migrate/migrate-dashboard.js";
import type { Json } from "../../../../src/formats/grafana/plain-json.js";
import { corpusFolder } from "../../../oracles/corpus.js";
import { rounds, seed } from "../../../oracles/rounds.js";
import { corpusDataSources as dataSources } from "../corpus-data-sources.js";

function readJson(path: string): Json {
  return JSON.parse(readFileSync(path, "utf8")) as Json;
}

const corpus = corpusFolder("grafana-migration");

describe.skipIf(corpus.missing)("migrating as Grafana 12.4 does", () => {
  const folder = corpus.path;
  const cases = corpus.missing ? [] : readdirSync(join(folder, "input")).map((name) => name.replace(/\.json$/, ""));
  const versionOf = (name: string) => Number(/^v(\d+)\./.exec(name)![1]);

  test.each(cases)("%s, one version", (name) => {
    const version = versionOf(name);
    const dashboard = readJson(join(folder, "input", `${name}.json`));
    migrateDashboard(dashboard, { dataSources, target: version });
    expect(dashboard).toEqual(readJson(join(folder, "output/single_version", `${name}.v${version}.json`)));
  });

  test.each(cases)("%s, to the latest version", (name) => {
    const dashboard = readJson(join(folder, "input", `${name}.json`));
    migrateDashboard(dashboard, { dataSources });
    expect(dashboard).toEqual(readJson(join(folder, "output/latest_version", `${name}.v42.json`)));
  });
});

test("a graph of 2016 in a row becomes a time series on the grid", () => {
  const dashboard: Json = {
    schemaVersion: 14,
    rows: [{ height: "250px", panels: [{ id: 1, type: "graph", span: 6, targets: [{ expr: "up" }] }] }],
  };
  migrateDashboard(dashboard, { dataSources });
  const datasource = { type: "prometheus", uid: "default-ds-uid", apiVersion: "v1" };
  expect(dashboard).toMatchObject({
    schemaVersion: 42,
    panels: [
      {
        id: 1,
        type: "timeseries",
        gridPos: { x: 0, y: 0, w: 12, h: 7 },
        datasource,
        targets: [{ expr: "up", refId: "A", datasource }],
      },
    ],
  });
});

test("a name that no data source has is taken for a uid", () => {
  const dashboard: Json = { schemaVersion: 30, panels: [{ type: "stat", datasource: "Metrics", targets: [{}] }] };
  migrateDashboard(dashboard);
  expect(dashboard).toMatchObject({ panels: [{ datasource: { uid: "Metrics" } }] });
});

/** JSON of the names that dashboards use, at places where they do not belong. */
function jsonArbitrary(depth: number): fc.Arbitrary<unknown> {
  const names = [
    "panels",
    "rows",
    "targets",
    "type",
    "list",
    "links",
    "options",
    "fieldConfig",
    "overrides",
    "current",
  ];
  const values = ["row", "graph", "table", "singlestat", "query", "constant", "stat", "", null, 0, 1, 24, true];
  if (depth === 0) return fc.constantFrom(...values);
  const inner = jsonArbitrary(depth - 1);
  const object = fc.dictionary(fc.constantFrom(...names, "datasource", "styles", "multi", "id"), inner, { maxKeys: 4 });
  return fc.oneof(fc.constantFrom(...values), fc.array(object, { maxLength: 3 }), object);
}

test("any JSON is migrated without an exception, and again without a change", () => {
  const names = ["panels", "rows", "templating", "annotations", "links", "services", "pulldowns", "nav", "timepicker"];
  const fields = fc.dictionary(fc.constantFrom(...names), jsonArbitrary(4), { maxKeys: 3 });
  fc.assert(
    fc.property(fields, fc.integer({ min: 0, max: 42 }), (known, schemaVersion) => {
      const dashboard: Json = { ...structuredClone(known), schemaVersion };
      migrateDashboard(dashboard, { dataSources });
      expect(dashboard.schemaVersion).toBe(42);
      const once = structuredClone(dashboard);
      migrateDashboard(dashboard, { dataSources });
      expect(dashboard).toEqual(once);
    }),
    { numRuns: rounds(300), seed },
  );
});

test("a dashboard of very deep rows is migrated", () => {
  let panel: Json = { type: "stat" };
  for (let depth = 0; depth < 20_000; depth++) panel = { type: "row", panels: [panel] };
  const dashboard: Json = { schemaVersion: 1, panels: [panel] };
  expect(() => migrateDashboard(dashboard)).not.toThrow();
});
