import { describe, expect, test } from "vitest";
import { unreachableOr } from "../../../src/check/promql/unreachable-or.js";
import { checkQuery, markedTexts } from "./check-query.js";

describe("promql/unreachable-or", () => {
  test("reports a fallback in front of what it stands in for", () => {
    expect(checkQuery(unreachableOr, "vector(0) or sum(rate(errors_total[5m]))")).toMatchObject([
      {
        summary: "the right side of `or` never counts: `vector(0)` always has a result",
        fix: "put `vector(0)` last",
      },
    ]);
  });

  test.each([
    ["vector(0) or sum(errors) > 5", "sum(errors) > 5"],
    ["(vector(0)) or (sum(errors))", "(sum(errors))"],
    ["vector(0) or on () errors", "errors"],
    ["vector(0) or on (job) sum by (pod) (errors)", "sum by (pod) (errors)"],
    ["vector(0) or ignoring (job) sum by (job) (errors)", "sum by (job) (errors)"],
    ["sum(errors) or vector(0) or sum(failures)", "sum(failures)"],
    ["sum((vector(1) or count(up)) > 0)", "count(up)"],
    ["vector(0) or vector(1)", "vector(1)"],
  ])("in %s", (text, marked) => {
    expect(markedTexts(unreachableOr, text, { in: "recording rule" })).toEqual([marked]);
  });

  test.each([
    "sum(errors) or vector(0)",
    "vector(0) or errors",
    "vector(0) or sum by (job) (errors)",
    "vector(0) or on (job) errors",
    "vector(0) or ignoring (pod) sum by (job) (errors)",
    "sum(errors) or on () failures",
    "vector(0) and sum(errors)",
    "vector(0) unless sum(errors)",
    "(vector(0) > 1) or sum(errors)",
    "(errors or on (job) vector(0)) or sum(failures)",
  ])("takes %s", (text) => {
    expect(markedTexts(unreachableOr, text, { in: "recording rule" })).toEqual([]);
  });
});
