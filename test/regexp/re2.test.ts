import { expect, test } from "vitest";
import { hasAngleBracketGroup, loadRe2 } from "../../src/regexp/re2.js";

test.each([
  ["(?<name>a)", true],
  ["(?P<name>a)(?<other>b)", true],
  ["(?P<name>a)", false],
  ["(a)", false],
  ["\\(?<a", false],
  ["[(?<]", false],
])("%s has a group that Go before 1.22 rejects: %s", (pattern, expected) => {
  expect(hasAngleBracketGroup(pattern, loadRe2().RE2JS.compile(pattern))).toBe(expected);
});

test("the engine is loaded once", () => {
  expect(loadRe2()).toBe(loadRe2());
});
