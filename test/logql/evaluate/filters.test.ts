import { describe, expect, test } from "vitest";
import { regexpTest } from "../../../src/logql/evaluate/filters/regexp-test.js";
import { instant, logs, storeOf } from "./queries.js";

const lines = (texts: readonly string[], query: string) =>
  (logs(storeOf({ 'app="a"': texts.map((text, at) => [at, text] as const) }), `{app="a"} ${query}`) as string[]).map(
    (line) => line.replace(/^\{app="a"\} /, ""),
  );

describe("line filters", () => {
  test("an alternative that is always true is left out", () => {
    expect(lines(["x", "y"], '|= "" or "x"')).toEqual(["x"]);
    expect(lines(["foo", "bar"], '|~ "foo|.*"')).toEqual(["foo"]);
    expect(lines(["x", "y"], '|= ""')).toEqual(["x", "y"]);
  });

  test("a pattern matches up to the end of the line, and captures are not empty", () => {
    expect(lines(["", "a b", "a ", "x a b"], "|> `a <_>`")).toEqual(["a b", "x a b"]);
    expect(lines(["", "x"], "|> `<_>`")).toEqual(["x"]);
    expect(lines(["", "x"], "!> `<_>`")).toEqual([""]);
  });

  test("addresses", () => {
    const texts = ["from 10.0.0.7", "from 10.1.0.7", "v1.2.3", "2001:db8::1 x"];
    expect(lines(texts, '|= ip("10.0.0.0/16")')).toEqual(["from 10.0.0.7"]);
    expect(lines(texts, '|= ip("10.0.0.9-10.1.0.9")')).toEqual(["from 10.1.0.7"]);
    expect(lines(texts, '|= ip("2001:db8::/32")')).toEqual(["2001:db8::1 x"]);
    expect(lines(texts, '!= ip("10.0.0.0/8")')).toEqual(["v1.2.3", "2001:db8::1 x"]);
  });

  test("move before stages that do not change the line", () => {
    const store = storeOf({ 'app="a"': [[1, "a=1"]] });
    expect(instant(store, 'sum by (a) (count_over_time({app="a"} | logfmt |= "a" [1m]))')).toEqual(['{a="1"} 1']);
    expect(lines(["a=1"], '| line_format `x` |= "a"')).toEqual([]);
  });
});

describe("regular expressions become searches for text", () => {
  test.each([
    ["err.*", "xerr", true],
    ["5..", "1502", false],
    ["error|err", "xerror", true],
    ["warn|error", "xerror", false],
    ["(?i)error", "ERROR", true],
    ["(?i)error", "ERRORS", false],
    ["a|b", "ab", false],
    [".+", "", false],
    ["", "x", true],
  ])("the label filter %s on %s", (pattern, text, passes) => {
    expect(regexpTest(pattern, "label")(text)).toBe(passes);
  });

  test("a hostile pattern takes linear time", () => {
    const started = performance.now();
    expect(regexpTest("(a*)*b", "line")("a".repeat(20_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("label filters", () => {
  const texts = ["n=5", "n=x", "m=1"];

  test("a line without the label is dropped, one with another value has an error", () => {
    expect(lines(texts, "| logfmt | n != 4 | drop __error_details__ | keep __error__")).toEqual([
      "{} n=5",
      '{__error__="LabelFilterErr"} n=x',
    ]);
    expect(lines(texts, '| logfmt | n > 4 | __error__="" | keep none')).toEqual(["{} n=5"]);
  });

  test("durations and sizes", () => {
    expect(lines(["d=1m30s", "d=80s"], "| logfmt | d > 1m25s | keep none")).toEqual(["{} d=1m30s"]);
    expect(lines(["s=2KiB", "s=1KB"], "| logfmt | s > 1500B | keep none")).toEqual(["{} s=2KiB"]);
  });

  test("and, or and brackets", () => {
    expect(lines(["a=1 b=1", "a=1 b=2", "a=2 b=2"], "| logfmt | a=1 and (b=2 or b=3) | keep none")).toEqual([
      "{} a=1 b=2",
    ]);
  });
});
