import { describe, expect, test } from "vitest";
import { unknownLogLabelValue } from "../../../src/check/logql/unknown-label-value.js";
import { checkLogql, markedTexts } from "./check-logql.js";

describe("logql/unknown-label-value", () => {
  const cart = '{app="cart", namespace="shop"}';

  test("reports a level in the wrong case", () => {
    expect(checkLogql(unknownLogLabelValue, `${cart} | json | level="error"`)).toMatchObject([
      { marked: '"error"', fix: 'write "ERROR"', details: expect.stringContaining("upper and lower case") },
    ]);
  });

  test.each([
    [`${cart} | json | level=~"warn|error"`, '"warn|error"'],
    [`${cart} | json | level!="error"`, '"error"'],
    ['{app="cart", namespace="shop", stream="stdour"}', '"stdour"'],
  ])("reports %s", (text, marked) => {
    expect(markedTexts(unknownLogLabelValue, text)).toEqual([marked]);
  });

  test.each([
    `${cart} | json | level=~"(?i)error"`,
    `${cart} | json | level!="" | level="$level" | message="error"`,
    `${cart} | json | label_format level="{{ .level | lower }}" | level="error"`,
    `${cart} | json level="severity" | level="error"`,
  ])("accepts %s", (text) => {
    expect(markedTexts(unknownLogLabelValue, text)).toEqual([]);
  });
});
