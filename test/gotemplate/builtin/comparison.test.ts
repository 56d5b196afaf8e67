import { describe, expect, test } from "vitest";
import { expand, problem } from "../expand.js";

describe("comparison functions", () => {
  test.each([
    ["eq 1 1", true],
    ["eq 1 2 3 1", true],
    ["eq 1 2 3", false],
    ['eq "a" "b" "a"', true],
    ["eq 1i 1i", true],
    ['eq (index "a" 0) 97', true],
    ['eq "a" nil', false],
    ["eq (toTime 5) (toTime 5)", false],
    ["eq (toTime 5).UTC (toTime 5).UTC", true],
    ["ne 1 2", true],
    ['lt "Z" "a"', true],
    ['lt "é" "z"', false],
    ['lt "\\uffff" "\\U0001f600"', true],
    ["le 1 1", true],
    ["gt 1.5 1.4", true],
    ["ge 0.5 1.5", false],
  ])("%s is %s", (call, holds) => {
    expect(expand(`{{ ${call} }}`)).toBe(String(holds));
  });

  test("NaN is unordered", () => {
    const nan = '(index (query "sort(many)") 2).Value';
    expect(expand(`{{ lt ${nan} 1.0 }} {{ le ${nan} 1.0 }} {{ gt ${nan} 1.0 }} {{ eq ${nan} ${nan} }}`)).toBe(
      "false false true false",
    );
  });

  test.each([
    ["eq 1 1.0", "error calling eq: incompatible types for comparison: int and float64"],
    ['gt $value "5"', "error calling gt: incompatible types for comparison: float64 and string"],
    ["eq 1", "error calling eq: missing argument for comparison"],
    ["lt true false", "error calling lt: invalid type for comparison"],
    ["lt nil 1", "error calling lt: invalid type for comparison"],
    ["eq $externalLabels $labels", "error calling eq: non-comparable type map["],
  ])("%s: %s", (call, expected) => {
    expect(problem(`{{ ${call} }}`)).toContain(expected);
  });
});
