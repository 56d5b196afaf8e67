import { describe, expect, test } from "vitest";
import { lateLineFilter } from "../../../src/check/logql/late-line-filter.js";
import { markedTexts } from "./check-logql.js";

describe("logql/late-line-filter", () => {
  test.each([
    ['{app="cart"} | json |= "timeout"', ['|= "timeout"']],
    ['{app="cart"} |= "a" | json | level="ERROR" != "b" |~ "c"', ['!= "b"']],
    ['sum(rate({app="cart"} | logfmt |> "<_> timeout" [5m]))', ['|> "<_> timeout"']],
  ])("reports %s", (text, marked) => {
    expect(markedTexts(lateLineFilter, text)).toEqual(marked);
  });

  test.each([
    '{app="cart"} |= "timeout" | json',
    '{app="cart"} | json | line_format "{{.message}}" |= "timeout"',
    '{app="cart"} | unpack |= "timeout"',
    '{app="cart"} | decolorize |= "timeout" | json',
    '{app="cart"} | $parser |= "timeout"',
  ])("accepts %s", (text) => {
    expect(markedTexts(lateLineFilter, text)).toEqual([]);
  });
});
