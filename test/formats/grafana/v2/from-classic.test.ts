import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { get, type Json } from "../../../../src/formats/grafana/plain-json.js";
import { convertToV2 } from "../../../../src/formats/grafana/v2/from-classic.js";
import { corpusFolder } from "../../../oracles/corpus.js";
import { corpusDataSources } from "../corpus-data-sources.js";

const corpus = corpusFolder("grafana-conversion");

/** Differences that stay, by dashboard. */
const differences: Readonly<Record<string, (ours: Json, grafana: Json) => void>> = {
  // The repetition is an option of the library panel, which only its Grafana knows.
  "library-panel-repeat-options": (ours, grafana) => {
    const withoutRepeat = (spec: Json) =>
      JSON.parse(JSON.stringify(spec, (name, value) => (name === "repeat" ? undefined : value))) as Json;
    expect(withoutRepeat(ours)).toEqual(withoutRepeat(grafana));
  },
};

describe.skipIf(corpus.missing)("converting to v2beta1 as Grafana 12.4 does", () => {
  const names = corpus.missing ? [] : readdirSync(join(corpus.path, "input"));
  const cases = names.flatMap((name) => /^v1beta1\.(.+)\.json$/.exec(name)?.[1] ?? []);
  const specOf = (path: string) => (JSON.parse(readFileSync(join(corpus.path, path), "utf8")) as { spec: Json }).spec;

  test.each(cases)("%s", (name) => {
    const ours = convertToV2(specOf(`input/v1beta1.${name}.json`), corpusDataSources);
    const grafana = specOf(`output/v1beta1.${name}.v2beta1.json`);
    const compare = differences[name] ?? ((left, right) => expect(left).toEqual(right));
    compare(JSON.parse(JSON.stringify(ours)) as Json, grafana);
  });
});

test("a panel before the first row is in a row without a heading, and positions count from their row", () => {
  const panel = (id: number, y: number) => ({ id, type: "stat", gridPos: { x: 0, y, w: 6, h: 4 } });
  const row = { id: 9, type: "row", title: "Cache", collapsed: true, gridPos: { x: 0, y: 4, w: 24, h: 1 } };
  const { layout } = convertToV2({ panels: [panel(1, 0), { ...row, panels: [panel(2, 5)] }] });
  expect(layout).toMatchObject({
    kind: "RowsLayout",
    spec: {
      rows: [
        { spec: { hideHeader: true, layout: { spec: { items: [{ spec: { y: 0, element: { name: "panel-1" } } }] } } } },
        { spec: { title: "Cache", collapse: true, layout: { spec: { items: [{ spec: { y: 0 } }] } } } },
      ],
    },
  });
});

test("the data source of a panel is asked, even if a query has another, as Grafana does", () => {
  const target = (refId: string, type: string, uid: string) => ({ refId, datasource: { type, uid } });
  const targets = [target("A", "prometheus", "old"), target("B", "__expr__", "__expr__")];
  const askedBy = (datasource: object) => {
    const { elements } = convertToV2({ panels: [{ id: 1, type: "stat", datasource, targets }] });
    const { queries } = get(elements, "panel-1", "spec", "data", "spec") as { queries: readonly Json[] };
    return queries.map(({ spec }) => get(spec, "query", "datasource", "name"));
  };
  expect(askedBy({ type: "prometheus", uid: "new" })).toEqual(["new", "__expr__"]);
  expect(askedBy({ type: "datasource", uid: "-- Mixed --" })).toEqual(["old", "__expr__"]);
  expect(askedBy({ type: "prometheus" })).toEqual(["old", "__expr__"]);
});
