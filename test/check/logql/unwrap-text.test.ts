import { describe, expect, test } from "vitest";
import { unwrapText } from "../../../src/check/logql/unwrap-text.js";
import { checkLogql, markedTexts } from "./check-logql.js";

describe("logql/unwrap-text", () => {
  test("reports a field whose values are words", () => {
    const query = (label: string) => `sum(sum_over_time({app="cart", namespace="shop"} | json | unwrap ${label} [5m]))`;
    expect(checkLogql(unwrapText, query("level"))).toMatchObject([
      { marked: "level", summary: '"level" is text: "INFO", "WARNING", "ERROR"' },
    ]);
    expect(markedTexts(unwrapText, query("latency"))).toEqual([]);
  });

  test("accepts codes, and fields that the query sets itself", () => {
    const proxy = '{app="proxy", namespace="shop"} | logfmt';
    expect(markedTexts(unwrapText, `sum(sum_over_time(${proxy} | unwrap status [5m]))`)).toEqual([]);
    const cart = '{app="cart", namespace="shop"} | json | label_format level="1"';
    expect(markedTexts(unwrapText, `sum(sum_over_time(${cart} | unwrap level [5m]))`)).toEqual([]);
  });
});
