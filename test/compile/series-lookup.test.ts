import { expect, test } from "vitest";
import { createSeriesLookup, type Recording } from "../../src/compile/series-lookup.js";
import { inferLabels, parse, presence, ruleDialect } from "../../src/promql/index.js";

const dialect = ruleDialect({ major: 3, minor: 5 });

function recording(record: string, expr: string, labels: Record<string, string> = {}): Recording {
  return { record, expr: parse(expr, dialect).expr, labels };
}

function presences(recordings: readonly Recording[], text: string, ...labels: readonly string[]) {
  const set = inferLabels(parse(text, dialect).expr!, createSeriesLookup(undefined, recordings));
  return labels.map((label) => presence(set, label));
}

test("a recorded series has the labels of its expression and of its rule", () => {
  const rules = [recording("job:errors:rate5m", "sum by (job) (rate(errors_total[5m]))", { team: "shop", job: "" })];
  expect(presences(rules, "job:errors:rate5m", "team", "job", "instance")).toEqual(["certain", "never", "never"]);
});

test("recordings of recordings are followed, in any order", () => {
  const rules = [
    recording("c", "max by (job, zone) (b)"),
    recording("a", "sum by (job) (up)"),
    recording("b", "a * 2"),
  ];
  expect(presences(rules, "c", "job", "zone")).toEqual(["possible", "never"]);
});

test("two rules may record one name: labels of either are possible", () => {
  const rules = [recording("a", "sum(up)", { x: "1" }), recording("a", "sum(up)", { y: "1" })];
  expect(presences(rules, "a", "x", "y", "z")).toEqual(["possible", "possible", "never"]);
});

test("the members of a circle are unknown", () => {
  const rules = [recording("a", "b"), recording("b", "a")];
  expect(presences(rules, "a", "x")).toEqual(["possible"]);
});

test("a chain of any length is followed", () => {
  const rules = Array.from({ length: 20_000 }, (_, index) => recording(`r${index}`, `r${index + 1}`));
  rules.push(recording("r20000", "sum by (job) (up)"));
  expect(presences(rules, "r0", "job", "zone")).toEqual(["possible", "never"]);
});
