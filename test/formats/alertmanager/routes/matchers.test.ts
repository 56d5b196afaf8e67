import { describe, expect, test } from "vitest";
import { parseMatchers } from "../../../../src/formats/alertmanager/index.js";

function parse(text: string, minor: number): string {
  const { matchers, problem } = parseMatchers(text, { major: 0, minor });
  return problem === undefined
    ? matchers.map(({ name, operator, value }) => name + operator + JSON.stringify(value)).join(" ")
    : "refused";
}

describe("matchers", () => {
  test.each([
    ['severity="critical"', 'severity="critical"'],
    ["severity = critical ", 'severity="critical"'],
    ['{a=~"b|c", d!~"e,f"}', 'a=~"b|c" d!~"e,f"'],
    ['a="say \\"no\\"\\n"', 'a="say \\"no\\"\\n"'],
    ["a=", 'a=""'],
    ["", ""],
    ["a", "refused"],
    ['a="b', "refused"],
    ['a=~"["', "refused"],
    ['a="b"c"', "refused"],
  ])("%j is %s in every release", (text, expected) => {
    expect(parse(text, 25)).toBe(expected);
    expect(parse(text, 27)).toBe(expected);
  });

  test.each([
    ['"a.b"="c"', 'a.b="c"'],
    ["é=x", 'é="x"'],
    ["{a=b,}", 'a="b"'],
    ["{😀=b}", '😀="b"'],
  ])("%j is %s from 0.27 on", (text, expected) => {
    expect(parse(text, 27)).toBe(expected);
  });

  test("the classic parser wins where the two disagree", () => {
    expect(parse('a="\\\\x"', 27)).toBe(parse('a="\\\\x"', 25));
    expect(parse("a=b c", 27)).toBe('a="b c"');
  });
});
