import { describe, expect, test } from "vitest";
import {
  computeCoverage,
  coveragePercent,
  formatPercent,
  isBelowMinimum,
} from "../../../src/simulate/report/coverage.js";
import { rulesOf } from "./runs.js";

const rules = rulesOf(`groups:
- name: g
  rules:
  - alert: Down
    expr: up == 0
  - record: job:up:sum
    expr: sum by (job) (up)
- name: h
  rules:
  - alert: Down
    expr: up == 0
`);

describe("coverage", () => {
  test("identifies rules by file, group and index", () => {
    const touched = [
      { file: "rules.yml", group: "g", index: 1 },
      { file: "other.yml", group: "h", index: 0 },
    ];
    const { rules: covered } = computeCoverage([rules], touched, undefined);
    expect(covered.map(({ kind, name, isTouched }) => [kind, name, isTouched])).toEqual([
      ["alert", "Down", false],
      ["record", "job:up:sum", true],
      ["alert", "Down", false],
    ]);
    expect(covered[1]?.span).toMatchObject({ file: "rules.yml", start: { line: 6, column: 13 } });
  });

  test("is 100 % without rules", () => {
    expect(coveragePercent(computeCoverage([], [], undefined))).toBe(100);
  });

  test("is rounded down", () => {
    expect(formatPercent(99.99)).toBe("99.9 %");
    expect(formatPercent(100)).toBe("100 %");
    expect(formatPercent(66.67)).toBe("66.6 %");
  });

  test("may be below the minimum", () => {
    const touched = [0, 1].map((index) => ({ file: "rules.yml", group: "g", index }));
    expect(isBelowMinimum(computeCoverage([rules], touched, 66))).toBe(false);
    expect(isBelowMinimum(computeCoverage([rules], touched, 66.7))).toBe(true);
    expect(isBelowMinimum(computeCoverage([rules], [], undefined))).toBe(false);
  });
});
