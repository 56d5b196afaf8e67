import { describe, expect, test } from "vitest";
import { createStore, evaluateInstant, evaluateRange } from "../../../src/promql/evaluate/index.js";
import { at, loadStore, minute } from "./queries.js";

const tooMany = "query processing would load too many samples into memory in query execution";

describe("a query that needs too many samples fails", () => {
  const store = loadStore(...Array.from({ length: 20 }, (_, index) => `m{i="${index}"} 0+1x30`));
  const range = { store, start: 0, end: 30 * minute, step: minute };

  test("with many series and steps", () => {
    expect(evaluateRange("m", { ...range, maxSamples: 600 }).error).toBe(tooMany);
    expect(evaluateRange("m", { ...range, maxSamples: 650 }).error).toBeUndefined();
  });

  test("with long ranges", () => {
    expect(at(30, "sum_over_time(m[30m])", store, { maxSamples: 20 })).toBe(tooMany);
  });

  test("with a subquery of tiny steps, before it starts", () => {
    expect(at(30, "count_over_time(vector(1)[292y:1ms])", store)).toBe(tooMany);
  });

  test("released samples do not count", () => {
    const query = `${"sum(m) + ".repeat(50)}sum(m)`;
    expect(evaluateRange(query, { ...range, maxSamples: 2500 }).error).toBeUndefined();
  });
});

describe("a deep expression", () => {
  const store = loadStore("m 1");
  const depth = 20_000;

  test.each([
    ["parentheses", "(".repeat(depth) + "m" + ")".repeat(depth), 1],
    ["signs", "-".repeat(depth) + "m", 1],
    ["operators", "m" + " + 1".repeat(depth), depth + 1],
    ["calls", "abs(".repeat(depth) + "m" + ")".repeat(depth), 1],
    ["aggregations", "sum(".repeat(depth) + "m" + ")".repeat(depth), 1],
  ])("of %s is evaluated without recursion", (_, query, value) => {
    const result = at(0, query, store) as Record<string, number>;
    expect(Object.values(result)).toEqual([value]);
  });
});

test("a range query needs steps", () => {
  const result = evaluateRange("1", { store: createStore(), start: 0, end: 1, step: 0 });
  expect(result.error).toBe("the step of a range query must be more than 0");
});

test("a range query cannot have ranges as its result", () => {
  const result = evaluateRange("m[5m]", { store: createStore(), start: 0, end: 1, step: 1 });
  expect(result.error).toMatch(/^invalid expression type "range vector"/);
});

test("a parse error is returned as an error", () => {
  expect(evaluateInstant("sum(", { store: createStore(), time: 0 }).error).toMatch(/^parse error/);
});
