import { describe, expect, test } from "vitest";
import { expressionEdits } from "../../src/mutate/expression/expression-edits.js";
import { inferAllLabels, parse, ruleDialect } from "../../src/promql/index.js";

const dialect = ruleDialect({ major: 3, minor: 5 });

/** The texts of an expression with each of its changes. */
function mutate(text: string, facts: Partial<Parameters<typeof expressionEdits>[1]> = {}): readonly string[] {
  const expr = parse(text, dialect).expr!;
  const edits = expressionEdits(expr, {
    ...{ text, window: 300_000, interval: 60_000, isComparedAbove: false },
    labels: inferAllLabels(expr, () => undefined),
    isOnlyValue: () => false,
    buckets: () => [],
    ...facts,
  });
  return edits.map(({ start, end, replacement }) => `${text.slice(0, start)}${replacement}${text.slice(end)}`);
}

describe("bounds", () => {
  test("a ratio moves by a tenth", () => {
    expect(mutate("job:errors:ratio > 0.05")).toEqual([
      "job:errors:ratio < 0.05",
      "job:errors:ratio > 0.055",
      "job:errors:ratio > 0.045",
    ]);
  });

  test("a count moves by one, and includes its bound or not", () => {
    expect(mutate("max_over_time(waiting[5m]) >= 1")).toEqual([
      "max_over_time(waiting[5m]) < 1",
      "max_over_time(waiting[5m]) > 1",
      "max_over_time(waiting[5m]) >= 0",
      "min_over_time(waiting[5m]) >= 1",
      "max_over_time(waiting[10m]) >= 1",
      "max_over_time(waiting[4m]) >= 1",
    ]);
  });
});

test("conditions lose one of their sides", () => {
  expect(mutate("a and b")).toEqual(["a", "b"]);
  expect(mutate("a unless b")).toEqual(["a"]);
});

test("windows are doubled and halved, also that of the rule", () => {
  expect(mutate("rate(x[5m])")).toEqual(["irate(x[5m])", "rate(x[10m])", "rate(x[2m30s])"]);
  expect(mutate("rate(x[$__window])")).toContain("rate(x[10m])");
});

test("matchers are left out, and match a status class more or less", () => {
  expect(mutate('x{status=~"5..", app="a"}')).toEqual([
    'x{app="a"}',
    'x{status=~"[45]..", app="a"}',
    'x{status=~"500", app="a"}',
    'x{status=~"5.."}',
  ]);
  expect(mutate('x{app="a"}')).toEqual(["x{}"]);
  expect(mutate('x{app="a"}', { isOnlyValue: () => true })).toEqual([]);
});

test("alternatives are left out one by one", () => {
  expect(mutate('x{container!~"|POD"}')).toEqual(["x{}", 'x{container!~"POD"}', 'x{container!~""}']);
});

test("aggregations change, and lose labels that the series have", () => {
  expect(mutate("sum by (app, job) (x)")).toEqual(["max by (app, job) (x)", "sum by (job) (x)", "sum by (app) (x)"]);
  expect(mutate("sum by (pod) (sum by (app) (x))")).not.toContain("sum by () (sum by (app) (x))");
});

test("the bucket at a bound is missing", () => {
  const edits = mutate("x_bucket", { buckets: () => [2] });
  expect(edits).toEqual(['x_bucket{le!~"2(\\\\.0)?"}']);
  expect(parse(edits[0]!, dialect).errors).toEqual([]);
});

test("a matcher that the other side of a join repeats is not left out", () => {
  const both = 'sum by (pod) (a{pod!=""}) / sum by (pod) (b{pod!=""})';
  expect(mutate(both).filter((text) => text.split('pod!=""').length < 3)).toEqual([]);
  const one = 'sum by (pod) (a{pod!=""}) / sum by (pod) (b)';
  expect(mutate(one)).toContain("sum by (pod) (a{}) / sum by (pod) (b)");
});

describe("products with 0", () => {
  const text = "(a or 0 * sum by (app) (rate(b[5m])))";

  test("only their labels count", () => {
    expect(mutate(text)).toEqual([
      "(a)",
      "(0 * sum by (app) (rate(b[5m])))",
      "(a or 1 * sum by (app) (rate(b[5m])))",
      "(a or 0 * sum by () (rate(b[5m])))",
    ]);
  });

  test("they do not count for an alert that fires above a positive bound", () => {
    expect(mutate(text, { isComparedAbove: true })).toEqual([
      "(0 * sum by (app) (rate(b[5m])))",
      "(a or 1 * sum by (app) (rate(b[5m])))",
    ]);
  });
});
