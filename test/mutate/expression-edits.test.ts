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
    isOnePerTarget: () => false,
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

test("aggregations of one series stay, of which the sum and the maximum are the same", () => {
  expect(mutate('sum by (app) (absent(up{app="a"}))')).not.toContain('max by (app) (absent(up{app="a"}))');
  expect(mutate("max by (app, job) (sum by (app) (x))")).not.toContain("min by (app, job) (sum by (app) (x))");
  for (const text of ["max by (job) (sum by (app) (x))", "sum(topk by (app) (2, x))", "sum(sum without (app) (x))"]) {
    expect(mutate(text)).toContain(text.replace("max by", "min by").replace(/^sum/, "max"));
  }
});

test("the sum of values that are never negative stays where it must be 0, as the maximum must", () => {
  expect(mutate("sum by (app) (up) == 0")).not.toContain("max by (app) (up) == 0");
  expect(mutate("(sum(rate(x_total[5m]))) == 0")).not.toContain("(max(rate(x_total[5m]))) == 0");
  expect(mutate("sum(up) == 1")).toContain("max(up) == 1");
  expect(mutate("sum(temperature) == 0")).toContain("max(temperature) == 0");
  expect(mutate("sum(up) > 0")).toContain("max(up) > 0");
});

test("multiplying by a group and dividing by it are the same", () => {
  expect(mutate("10 * group by (app) (up)")).not.toContain("10 / group by (app) (up)");
  expect(mutate("10 * max by (app) (up)")).toContain("10 / max by (app) (up)");
});

test("a matcher of absent is one of its labels", () => {
  const only = { isOnlyValue: () => true };
  expect(mutate('absent(up{app="a"})', only)).toContain("absent(up{})");
  expect(mutate('sum by (app) (absent(up{app="a", job="b"}))', only)).toEqual([
    'sum by () (absent(up{app="a", job="b"}))',
    'sum by (app) (absent(up{job="b"}))',
  ]);
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

test("matching on a label stays where both sides have the same single value", () => {
  const guarded = (matchers: string) => `a{app="x"} > 5 and on (app) sum by (app) (b{${matchers}})`;
  const isChanged = (text: string) => mutate(text).some((one) => one.includes("on ()"));
  expect(isChanged(guarded('app="x"'))).toBe(false);
  expect(isChanged(guarded('app="y"'))).toBe(true);
  expect(isChanged(guarded('app=~"x"'))).toBe(true);
  expect(isChanged(guarded(""))).toBe(true);
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

  test("they count where the result is not 0", () => {
    const inverse = "1 - (a or 0 * b)";
    expect(mutate(inverse, { isComparedAbove: true })).toContain("1 - (a)");
    expect(mutate("(a or 0 * b) / c", { isComparedAbove: true })).not.toContain("(a) / c");
  });
});

test("each target has one series of a metric without labels: aggregating by target is the same with any function", () => {
  const isOnePerTarget = (name: string) => name === "up";
  const changes = (text: string) => mutate(text, { isOnePerTarget }).filter((change) => /^(max|min)\b/.test(change));
  expect(changes("max by (job, instance) (up) == 0")).not.toContain("min by (job, instance) (up) == 0");
  expect(changes('max by (instance) (up{job="a"}) == 0')).not.toContain('min by (instance) (up{job="a"}) == 0');
  expect(changes("max by (instance) (up) == 0")).toContain("min by (instance) (up) == 0");
  expect(changes("max by (job) (up) == 0")).toContain("min by (job) (up) == 0");
  expect(changes("max by (job, instance) (queue) == 0")).toContain("min by (job, instance) (queue) == 0");
});
