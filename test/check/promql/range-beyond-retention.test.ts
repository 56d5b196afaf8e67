import { describe, expect, test } from "vitest";
import { rangeBeyondRetention } from "../../../src/check/promql/range-beyond-retention.js";
import { checkQuery, markedTexts } from "./check-query.js";

describe("promql/range-beyond-retention", () => {
  const settings = { retention: "15d" } as const;

  test("reports a range beyond the retention", () => {
    expect(checkQuery(rangeBeyondRetention, "increase(a_total[30d]) > 1", { settings })).toMatchObject([
      { marked: "a_total[30d]", summary: "the expression looks back 30d, but series are kept for 15d" },
    ]);
    expect(markedTexts(rangeBeyondRetention, "increase(a_total[15d]) > 1", { settings })).toEqual([]);
  });

  test("adds up offsets, ranges and subqueries", () => {
    expect(markedTexts(rangeBeyondRetention, "a offset 16d > 1", { settings })).toEqual(["a offset 16d"]);
    expect(markedTexts(rangeBeyondRetention, "rate(a_total[10d] offset 6d) > 1", { settings })).toHaveLength(1);
    expect(
      markedTexts(rangeBeyondRetention, "max_over_time(rate(a_total[5m])[15d:5m]) > 1", { settings }),
    ).toHaveLength(1);
    expect(markedTexts(rangeBeyondRetention, "max_over_time(rate(a_total[5m])[14d:5m]) > 1", { settings })).toEqual([]);
  });

  test("skips an unknown retention", () => {
    expect(markedTexts(rangeBeyondRetention, "increase(a_total[3y]) > 1")).toEqual([]);
  });
});
