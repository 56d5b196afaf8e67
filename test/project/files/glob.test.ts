import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileGlob, compileName, goGlobs, isGlob, shellGlobs } from "../../../src/project/files/glob.js";

function matches(pattern: string, path: string): boolean {
  return compileGlob(pattern, shellGlobs)!(path);
}

describe("glob patterns of the command line", () => {
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
    ["[a-]*", "-x"],
    ["[a", "[a"],
    ["[]a]", "[]a]"],
    ["a\\b", "a\\b"],
  ])("%s matches %s", (pattern, path) => {
    expect(matches(pattern, path)).toBe(true);
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
    expect(matches(pattern, path)).toBe(false);
  });

  test("a path without wildcards matches itself alone", () => {
    const name = fc.stringMatching(/^[a-z.]{1,8}$/);
    fc.assert(
      fc.property(fc.array(name, { minLength: 1 }), fc.array(name, { minLength: 1 }), (a, b) => {
        expect(isGlob(a.join("/"), shellGlobs)).toBe(false);
        expect(matches(a.join("/"), a.join("/"))).toBe(true);
        expect(matches(a.join("/"), b.join("/"))).toBe(a.join("/") === b.join("/"));
      }),
    );
  });

  test("matching time is bounded for hostile patterns", () => {
    const hostile = `${"*a".repeat(2000)}b`;
    expect(matches(hostile, "a".repeat(5000))).toBe(false);
    expect(matches(`${"**/a/".repeat(500)}b`, "a/".repeat(2000))).toBe(false);
    expect(matches("{a,b}".repeat(40), "c")).toBe(false);
  }, 10_000);
});

describe("glob patterns of Go", () => {
  test.each([
    ["*.yml", ".hidden.yml", true],
    ["[!a]", "!", true],
    ["[^a]", "b", true],
    ["\\*", "*", true],
    ["\\*", "a", false],
    ["[\\]]", "]", true],
    ["**", "ab", true],
    ["{a,b}", "a", false],
    ["{a,b}", "{a,b}", true],
  ])("%s and %s: %s", (pattern, name, expected) => {
    expect(compileName(pattern, goGlobs)!(name)).toBe(expected);
  });

  test.each(["[a", "[]a]", "[-]", "[a-]", "a\\"])("%s is malformed", (pattern) => {
    expect(compileName(pattern, goGlobs)).toBeUndefined();
    expect(compileGlob(`a/${pattern}`, goGlobs)).toBeUndefined();
  });

  test("a backslash makes a text a pattern", () => {
    expect(isGlob("a\\b", goGlobs)).toBe(true);
    expect(isGlob("a\\b", shellGlobs)).toBe(false);
  });
});
