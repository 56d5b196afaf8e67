import { describe, expect, test } from "vitest";
import { linesInRule } from "../../../src/check/logql/lines-in-rule.js";
import { markedTexts } from "./check-logql.js";

describe("logql/lines-in-rule", () => {
  test("reports a log query in a rule, and not in a panel", () => {
    const text = '({app="cart"} |= "error")';
    expect(markedTexts(linesInRule, text, "alert")).toEqual(['{app="cart"} |= "error"']);
    expect(markedTexts(linesInRule, text, "recording rule")).toHaveLength(1);
    expect(markedTexts(linesInRule, text, "panel")).toEqual([]);
    expect(markedTexts(linesInRule, 'sum(rate({app="cart"}[5m])) > 0', "alert")).toEqual([]);
  });
});
