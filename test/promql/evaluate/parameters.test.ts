import { describe, expect, test } from "vitest";
import { evaluateRange } from "../../../src/promql/evaluate/index.js";
import { experimental } from "../corpus.js";
import { at, loadStore, minute } from "./queries.js";

const store = loadStore(
  'm{i="1"} 1 1 1 1 1',
  'm{i="2"} 2 2 2 2 2',
  'm{i="3"} 3 3 3 3 3',
  "count 0 1 2 3 1",
  "ratio -1.5 0.5 2 -3 2",
);

const everyMinute = { store, start: 0, end: 4 * minute, step: minute };

function annotate(query: string): string[] {
  const result = evaluateRange(query, { ...everyMinute, dialect: experimental });
  if (result.error !== undefined) throw new Error(result.error);
  return result.annotations.map(({ message }) => message);
}

/** The number of series at each minute. */
function counts(query: string): number[] {
  const result = evaluateRange(query, everyMinute);
  if (result.error !== undefined) throw new Error(result.error);
  if (result.value.kind !== "matrix") throw new Error(result.value.kind);
  const seriesCounts = [0, 0, 0, 0, 0];
  for (const { samples } of result.value.series)
    for (const { timestamp } of samples) seriesCounts[timestamp / minute]!++;
  return seriesCounts;
}

describe("the parameter of an aggregation", () => {
  test("may differ at every step", () => {
    expect(counts("topk(scalar(count), m)")).toEqual([0, 1, 2, 3, 1]);
  });

  test("is that of the first step if the aggregation is constant", () => {
    expect(counts("topk(scalar(count offset -2m), m @ 60)")).toEqual([2, 2, 2, 2, 2]);
  });

  test("ignores @ start() and @ end(), and a time given with @ moves with the steps", () => {
    expect(counts("topk(scalar(count @ end()), m)")).toEqual([0, 1, 2, 3, 1]);
    expect(counts("topk(scalar(sum_over_time(count[90s] @ 120) or vector(0)), m)")).toEqual([3, 2, 0, 0, 0]);
  });

  test("must fit into a 64-bit integer if it is a number of series", () => {
    const error = (query: string): unknown => at(0, query, store);
    expect(error("topk(NaN, m)")).toBe("Parameter value is NaN");
    expect(error("topk(1e300, m)")).toBe("Scalar value 1e+300 overflows int64");
    expect(error("bottomk(-Inf, m)")).toEqual({});
    for (const value of ["NaN", "-Inf", "+Inf"]) {
      const expected = `Scalar value ${value} overflows int64`;
      expect(at(0, `topk(${value}, m)`, store, { semantics: "2.x" })).toBe(expected);
    }
  });

  test("is annotated if it is not a ratio: the lowest and the highest", () => {
    expect(annotate("limit_ratio(scalar(ratio), m)")).toEqual([
      "ratio value should be between -1 and 1, got -3, capping to -1",
      "ratio value should be between -1 and 1, got 2, capping to 1",
    ]);
  });

  test("is annotated if it is not a quantile: the lowest, the highest, and NaN", () => {
    expect(annotate("quantile(scalar(ratio > 0.5 or ratio < 0), m)")).toEqual(
      ["NaN", "-3", "2"].map((value) => `quantile value should be between 0 and 1, got ${value}`),
    );
  });
});
