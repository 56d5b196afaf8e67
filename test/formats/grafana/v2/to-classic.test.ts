import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Json } from "../../../../src/formats/grafana/plain-json.js";
import { convertToV2 } from "../../../../src/formats/grafana/v2/from-classic.js";
import { convertToClassic } from "../../../../src/formats/grafana/v2/to-classic.js";
import { corpusFolder } from "../../../oracles/corpus.js";

const corpus = corpusFolder("grafana-conversion");

describe.skipIf(corpus.missing)("converting v2beta1 to the classic form as Grafana 12.4 does", () => {
  const names = corpus.missing ? [] : readdirSync(join(corpus.path, "input"));
  const cases = names.flatMap((name) => /^v2beta1\.(.+)\.json$/.exec(name)?.[1] ?? []);
  const specOf = (path: string) => (JSON.parse(readFileSync(join(corpus.path, path), "utf8")) as { spec: Json }).spec;

  test.each(cases)("%s", (name) => {
    const ours = convertToClassic(specOf(`input/v2beta1.${name}.json`));
    expect(JSON.parse(JSON.stringify(ours))).toEqual(specOf(`output/v2beta1.${name}.v1beta1.json`));
  });
});

test("a classic dashboard comes back from v2 as it was", () => {
  const datasource = { type: "prometheus", uid: "metrics" };
  const panel = {
    id: 1,
    type: "stat",
    title: "Up",
    gridPos: { x: 0, y: 0, w: 6, h: 4 },
    datasource,
    targets: [{ refId: "A", expr: "up", datasource }],
    options: { textMode: "auto" },
    fieldConfig: {
      defaults: { unit: "short" },
      overrides: [{ matcher: { id: "byName", options: "a" }, properties: [] }],
    },
  };
  expect(convertToClassic(convertToV2({ title: "A", panels: [panel] }))).toMatchObject({ title: "A", panels: [panel] });
});
