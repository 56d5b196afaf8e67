import { expect, test } from "vitest";
import { evaluateInstant, formatAnnotation } from "../../../../src/promql/evaluate/index.js";
import { ruleDialect } from "../../../../src/promql/index.js";
import { loadStore, minute } from "../queries.js";

const store = loadStore("up 0 1 2 3");

function annotate(query: string, version = { major: 3, minor: 14 }): string[] {
  const result = evaluateInstant(query, { store, time: 3 * minute, dialect: ruleDialect(version) });
  return result.error === undefined
    ? result.annotations.map((found) => formatAnnotation(found, query))
    : [result.error];
}

test("an annotation has a line and a column in the query", () => {
  expect(annotate("sum(\n  rate(up[5m])\n)")).toEqual([
    'PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "up" (2:8)',
  ]);
});

test("equal annotations are listed once", () => {
  expect(annotate("quantile(2, up)")).toEqual([
    "PromQL warning: quantile value should be between 0 and 1, got 2 (1:10)",
  ]);
});

test("releases before 2.48 have none", () => {
  expect(annotate("rate(up[5m])", { major: 2, minor: 42 })).toEqual([]);
});
