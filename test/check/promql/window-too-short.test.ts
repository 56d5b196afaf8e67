import { describe, expect, test } from "vitest";
import { windowTooShort } from "../../../src/check/promql/window-too-short.js";
import { checkQuery, markedTexts } from "./check-query.js";

describe("promql/window-too-short", () => {
  const settings = { scrapeInterval: "30s" } as const;

  test("reports a range of fewer than four scrapes", () => {
    expect(checkQuery(windowTooShort, "rate(a_total[1m]) > 1", { settings })).toMatchObject([
      { marked: "1m", fix: "look back 2m or longer" },
    ]);
    expect(markedTexts(windowTooShort, "rate(a_total[2m]) > 1", { settings })).toEqual([]);
  });

  test("resolves the window of a rule", () => {
    const text = "rate(a_total[$__window])";
    expect(markedTexts(windowTooShort, text, { settings, in: "panel", window: 60_000 })).toEqual(["$__window"]);
    expect(markedTexts(windowTooShort, text, { settings, in: "panel" })).toEqual([]);
  });

  test("only checks functions that need several samples", () => {
    expect(markedTexts(windowTooShort, "max_over_time(a[1m]) > 1", { settings })).toEqual([]);
  });

  test("skips an unknown scrape interval", () => {
    expect(markedTexts(windowTooShort, "rate(a_total[1s]) > 1")).toEqual([]);
  });
});
