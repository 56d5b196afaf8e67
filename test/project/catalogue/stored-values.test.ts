import { describe, expect, test } from "vitest";
import { checkFiles } from "../../../src/check/index.js";
import { allFindings } from "../../../src/project/all-findings.js";
import { readCompleteList } from "../../../src/project/catalogue/exposed.js";
import {
  type CatalogueSource,
  outsideCatalogue,
  type StoredSeries,
} from "../../../src/project/catalogue/outside-catalogue.js";

function server(names: readonly string[], values: StoredSeries["values"] = new Map()): CatalogueSource {
  return { from: "http://prometheus", metrics: [], server: { names, labels: ["code", "method", "job", "le"], values } };
}

const requests = "cart_requests_total";

function stored(values: Readonly<Record<string, readonly string[]>>, name = requests) {
  return server([name], new Map([[name, new Map(Object.entries(values))]]));
}

function findings(sources: readonly CatalogueSource[], ...exprs: readonly string[]): readonly string[] {
  const rules = exprs.map((expr, index) => ({ record: `cart:r${index}:sum`, expr }));
  const file = { path: "rules.yml", text: JSON.stringify({ groups: [{ name: "a", rules }] }) };
  const found = checkFiles([file], {
    ...{ prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-06-01", findings: allFindings },
    catalogue: outsideCatalogue(sources),
  });
  return found
    .filter(({ id }) => id === "promql/unknown-label-value")
    .map(({ severity, summary, fix }) => `${severity}: ${summary} → ${fix}`);
}

describe("values of labels that a Prometheus has", () => {
  const known = [stored({ code: ["200", "404"], method: ["DELETE", "POST"], job: ["checkout", "node-1"] })];

  test("a value without series is information, a misspelt one a warning", () => {
    expect(findings(known, `${requests}{code="500"}`, `${requests}{job="chekout"}`)).toEqual([
      `info: http://prometheus has no ${requests} with code="500" → undefined`,
      `warning: http://prometheus has no ${requests} with job="chekout" → write "checkout"`,
    ]);
  });

  test("a pattern is reported if it matches no value", () => {
    expect(findings(known, `${requests}{code=~"5.."}`, `${requests}{code=~"4..|5.."}`)).toEqual([
      `info: http://prometheus has no ${requests} with code=~"5.." → undefined`,
    ]);
    expect(findings(known, `${requests}{method=~"PUT|DELTE"}`)).toEqual([
      `warning: http://prometheus has no ${requests} with method=~"PUT|DELTE" → write DELETE in place of DELTE`,
    ]);
  });

  test("what a negative matcher excludes may come later, unless it is misspelt", () => {
    expect(findings(known, `${requests}{job!="billing"}`, `${requests}{job!~"billing|cron"}`)).toEqual([]);
    expect(findings(known, `${requests}{job!="chekout"}`)).toHaveLength(1);
  });

  test("numbers and short words are not near each other", () => {
    expect(findings(known, `${requests}{job="node-2"}`)[0]).toMatch(/^info: .* → undefined$/);
    expect(findings([stored({ job: ["uk"] })], `${requests}{job="us"}`)[0]).toMatch(/^info: /);
  });

  test("says nothing of values that are there, of empty ones, and of what was not asked for", () => {
    const exprs = [`${requests}{code="200"}`, `${requests}{code=""}`, `${requests}{le="1"}`, `up{job="x"}`];
    expect(findings(known, ...exprs)).toEqual([]);
  });

  test("says nothing of a series that the files record themselves", () => {
    const known = [stored({ job: ["checkout"] }, "cart:r0:sum")];
    expect(findings(known, "vector(1)", `cart:r0:sum{job="chekout"}`)).toEqual([]);
  });

  test("needs the values of every server that has the series", () => {
    const expr = `${requests}{job="billing"}`;
    expect(findings([...known, server([requests])], expr)).toEqual([]);
    expect(findings([...known, server(["other"])], expr)).toHaveLength(1);
    expect(findings([...known, stored({ job: ["billing"] })], expr)).toEqual([]);
    expect(findings([...known, { from: "page", metrics: [] }], expr)).toEqual([]);
  });
});

test("a list with a warning may be incomplete, and a long one is not kept", () => {
  expect(readCompleteList('{"status":"success","data":["a"]}')).toEqual(["a"]);
  expect(readCompleteList('{"status":"success","data":["a"],"warnings":[]}')).toEqual(["a"]);
  expect(readCompleteList('{"status":"success","data":["a"],"warnings":["results truncated"]}')).toBeUndefined();
  const long = Array.from({ length: 1001 }, (_, index) => `${index}`);
  expect(readCompleteList(JSON.stringify({ status: "success", data: long }))).toBeUndefined();
});
