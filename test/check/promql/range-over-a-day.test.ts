import { describe, expect, test } from "vitest";
import { rangeOverADay } from "../../../src/check/promql/range-over-a-day.js";
import { markedTexts } from "./check-query.js";

describe("promql/range-over-a-day", () => {
  test("reports raw series over more than a day, once", () => {
    const text = "sum(increase(a_total[7d])) / sum(increase(b_total[7d])) > 1";
    expect(markedTexts(rangeOverADay, text)).toEqual(["a_total[7d]"]);
    expect(markedTexts(rangeOverADay, "max_over_time(rate(a_total[5m])[2d:5m]) > 1")).toEqual([
      "rate(a_total[5m])[2d:5m]",
    ]);
  });

  test("accepts one day, recorded series and recording rules", () => {
    expect(markedTexts(rangeOverADay, "increase(a_total[1d]) > 1")).toEqual([]);
    expect(markedTexts(rangeOverADay, "sum_over_time(job:a:rate5m[30d]) > 1")).toEqual([]);
    expect(markedTexts(rangeOverADay, "sum_over_time(a_per_job[30d]) > 1", { recorded: ["a_per_job"] })).toEqual([]);
    expect(markedTexts(rangeOverADay, "increase(a_total[7d])", { in: "recording rule" })).toEqual([]);
  });
});
