import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPattern, matchesPattern } from "../../../src/project/files/file-pattern.js";

describe("patterns of files", () => {
  test.each([
    ["rules/*.yml", "rules/a.yml"],
    ["rules/**/*.yml", "rules/a.yml"],
    ["rules/**/*.yml", "rules/x/y/a.yml"],
    ["**/*.{yml,yaml}", "a/b.yaml"],
    ["{a,b/{c,d}}/*", "b/d/x"],
    ["r?les/[a-c]*.yml", "rules/bob.yml"],
    ["[!a]*", "bob"],
    ["*a*b*c", "xxaxxbxxbxxc"],
    ["../*.yml", "../a.yml"],
    ["**/.hidden", "a/.hidden"],
  ])("%s matches %s", (pattern, path) => {
    expect(matchesPattern(pattern, path)).toBe(true);
  });

  test.each([
    ["rules/*.yml", "rules/x/a.yml"],
    ["rules/*.yml", "rules/a.yaml"],
    ["*.yml", ".hidden.yml"],
    ["r?les", "r/les"],
    ["[!a]*", "abc"],
    ["a/**/b", "a/b/c"],
    ["*.{yml,yaml}", "a.json"],
  ])("%s does not match %s", (pattern, path) => {
    expect(matchesPattern(pattern, path)).toBe(false);
  });

  test("a path without wildcards matches itself alone", () => {
    const name = fc.stringMatching(/^[a-z.]{1,8}$/);
    fc.assert(
      fc.property(fc.array(name, { minLength: 1 }), fc.array(name, { minLength: 1 }), (a, b) => {
        expect(isPattern(a.join("/"))).toBe(false);
        expect(matchesPattern(a.join("/"), a.join("/"))).toBe(true);
        expect(matchesPattern(a.join("/"), b.join("/"))).toBe(a.join("/") === b.join("/"));
      }),
    );
  });

  test("no pattern takes forever", () => {
    const hostile = `${"*a".repeat(2000)}b`;
    expect(matchesPattern(hostile, "a".repeat(5000))).toBe(false);
    expect(matchesPattern(`${"**/a/".repeat(500)}b`, "a/".repeat(2000))).toBe(false);
    expect(matchesPattern("{a,b}".repeat(40), "c")).toBe(false);
  }, 10_000);
});
