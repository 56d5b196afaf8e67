import { expect, test } from "vitest";
import { traceQuerySyntax } from "../../../src/check/traceql/syntax.js";
import { findings, locationText, panelOf } from "../build-subjects.js";

const tempo = { type: "tempo", uid: "tempo" };

function found(text: unknown, fields: object = {}, ofPanel: object = {}) {
  const target = { refId: "A", datasource: tempo, queryType: "traceql", query: text, ...fields };
  return findings(traceQuerySyntax, panelOf({ data: { ...ofPanel, targets: [target] } }));
}

test("an error is at the query, with the part that is wrong", () => {
  const [finding, ...more] = found("{ .a == 4 }");
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    summary: 'unexpected "=", expected a field or a value',
    at: { excerpt: { text: "{ .a == 4 }", start: 6, end: 7 } },
  });
  expect(locationText(finding!)).toBe("=");
});

test("the data source may be that of the panel", () => {
  expect(found("{", { datasource: undefined }, { datasource: tempo })).toHaveLength(1);
  expect(found("{", { datasource: undefined })).toEqual([]);
});

test.each([
  ["a valid query", '{ resource.service.name =~ "$service" } | rate() by (name)', {}],
  ["the id of a trace", "4bf92f3577b34da6a3ce929d0e0e4736", {}],
  ["a variable", "${trace}", {}],
  ["nothing", "", {}],
  ["another language", "sum(", { datasource: { type: "prometheus" } }],
  ["the search builder", "{", { queryType: "traceqlSearch" }],
  ["no text", 5, {}],
])("accepts %s", (_, text, fields) => {
  expect(found(text, fields)).toEqual([]);
});
