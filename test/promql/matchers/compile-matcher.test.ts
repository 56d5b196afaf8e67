import fc from "fast-check";
import { RE2JS } from "re2js";
import { describe, expect, test } from "vitest";
import { compileMatcher } from "../../../src/promql/index.js";
import { rounds } from "../../oracles/rounds.js";

describe("a matcher's pattern", () => {
  test.each([
    ["5..", "503", true],
    ["5..", "5030", false],
    ["a|b", "ab", false],
    ["", "", true],
    ["(?i:GET)", "get", true],
    ["[^0-9]+", "abc", true],
    ["^/api/.*$", "/api/users", true],
    [".*-[0-9]{2}", "pod-17", true],
  ])("%s on %s: %s", (pattern, value, matches) => {
    expect(compileMatcher(pattern).test(value)).toBe(matches);
  });

  test.each([
    ["(", "missing closing ): `(`"],
    ["a**", "invalid nested repetition operator: `**`"],
    ["a(?=b)", "invalid or unsupported Perl syntax: `(?=`"],
    ["(a)\\1", "invalid escape sequence: `\\1`"],
    ["x{1001}", "invalid repeat count: `{1001}`"],
    ["a)|(b", "unexpected ): `a)|(b`"],
  ])("%s is not RE2: %s", (pattern, error) => {
    expect(compileMatcher(pattern)).toMatchObject({ isValid: false, error });
    expect(compileMatcher(pattern).test("a")).toBe(false);
  });

  test("lets a dot match a line break from 3.0 on", () => {
    expect(compileMatcher("a.b", { major: 2, minor: 42 }).test("a\nb")).toBe(false);
    expect(compileMatcher("a.b", { major: 3, minor: 0 }).test("a\nb")).toBe(true);
  });

  test("may name groups as (?<name>…) from 2.51 on", () => {
    expect(compileMatcher("(?<n>x)", { major: 2, minor: 50 }).isValid).toBe(false);
    expect(compileMatcher("(?<n>x)", { major: 2, minor: 51 }).isValid).toBe(true);
    expect(compileMatcher("[(?<n>]", { major: 2, minor: 50 }).isValid).toBe(true);
  });

  test.each([
    ["\\Qa.b", "a.b"],
    ["a\\Qb|c", "ab|c"],
    ["\\Qa\\Eb\\Q", "ab"],
    ["\\Q)", ")"],
    ["a|\\Qb\\", "b\\"],
  ])("quotes the rest of %s from 2.52 on; before, that is an error", (pattern, value) => {
    const { error } = compileMatcher(pattern, { major: 2, minor: 51 });
    expect(error).toBe(`missing closing ): \`^(?:${pattern})$\``);
    expect(compileMatcher(pattern, { major: 2, minor: 52 }).test(value)).toBe(true);
    expect(compileMatcher(pattern).test(value)).toBe(true);
    expect(compileMatcher(pattern).test(`${value})$`)).toBe(false);
  });

  test.each(["(\\Qa)", "\\E", "[\\Qa]"])("%s is invalid in every release", (pattern) => {
    for (const minor of [42, 52]) expect(compileMatcher(pattern, { major: 2, minor }).isValid).toBe(false);
    expect(compileMatcher(pattern).isValid).toBe(false);
  });

  test("does not backtrack on hostile patterns", () => {
    const hostile = ["(a+)+", "(a|a)*", "(a|ab)(a|ab)(a|ab)(a|ab)".repeat(10), ".*a.*a.*a.*a.*a.*a.*a.*"];
    for (const pattern of hostile) expect(compileMatcher(`${pattern}b`).test("a".repeat(5000))).toBe(false);
  });

  test("is the same in the built-in engine and in RE2", () => {
    const part = fc.constantFrom(
      "a",
      "b",
      "-",
      ".",
      ".*",
      ".+",
      "a?",
      "|",
      "(",
      ")",
      "(?:",
      "\\.",
      "^",
      "$",
      "[0-9]",
      "{2}",
      "*",
      "\\",
    );
    const pattern = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(""));
    const value = fc
      .array(fc.constantFrom("a", "b", "-", ".", "1", "\n"), { maxLength: 5 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(pattern, value, (text, subject) => {
        const ours = compileMatcher(text);
        expect(ours.isValid).toBe(isRe2(text));
        if (ours.isValid) expect(ours.test(subject)).toBe(RE2JS.compile(`^(?s:${text})$`).matches(subject));
      }),
      { numRuns: rounds(750) },
    );
  });
});

function isRe2(pattern: string): boolean {
  try {
    RE2JS.compile(pattern);
    return true;
  } catch {
    return false;
  }
}
