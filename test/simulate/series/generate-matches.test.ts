import fc from "fast-check";
import { expect, test } from "vitest";
import { compileMatcher } from "../../../src/promql/index.js";
import { generateMatches } from "../../../src/simulate/series/generate-matches.js";
import { rounds } from "../../oracles/rounds.js";

test.each([
  ["5..", ["5aa"]],
  ["basic|pro", ["basic", "pro"]],
  ["/dev/.+", ["/dev/a"]],
  [".+Pressure|NetworkUnavailable", ["aPressure", "NetworkUnavailable"]],
  ["\\d{3}", ["111"]],
  ["(?i)get|(?:post)s?", ["get", "posts"]],
  ["[^a]+@[\\w.]+", ["1@a"]],
  ["node-[0-9]+", ["node-0"]],
  ["a.*", ["aa"]],
  ["", [""]],
])("something that %s matches", (pattern, texts) => {
  expect(generateMatches(pattern)).toEqual(texts);
});

test("invalid patterns and patterns that match nothing have no matches", () => {
  expect(generateMatches("5(")).toEqual([]);
  expect(generateMatches("a\\bb")).toEqual([]);
});

test("every generated string matches its pattern", () => {
  const piece = fc.constantFrom(
    "a",
    ".",
    "5",
    "\\d",
    "\\.",
    "[a-f]",
    "[^a]",
    "(",
    "(?:",
    ")",
    "|",
    "*",
    "+",
    "?",
    "{3}",
    "^",
    "$",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const pattern = pieces.join("");
      for (const text of generateMatches(pattern)) expect(compileMatcher(pattern).test(text)).toBe(true);
    }),
    { numRuns: rounds(500) },
  );
});

test("patterns with huge matches are truncated", () => {
  expect(generateMatches(`${"(".repeat(90)}a${")".repeat(90)}`).length).toBeLessThanOrEqual(1);
  expect(generateMatches("(?:(?:(?:a{99}){99}){99}){99}")).toEqual([]);
});

test("named groups have the given text, if they can match it", () => {
  const value = (name: string) => ({ method: "POST", code: "x" })[name];
  const pattern = "^(?P<method>[A-Z]+) (?<path>/\\S*) (?P<code>\\d{3})$";
  expect(generateMatches(pattern, undefined, value)).toEqual(["POST /a 111"]);
});
