import { expect, test } from "vitest";
import { parseReplacement } from "../../src/regexp/replacement.js";

test.each([
  ["", []],
  ["plain", [{ text: "plain" }]],
  ["$1", [{ group: "1" }]],
  ["$1x", [{ group: "1x" }]],
  ["${1}x", [{ group: "1" }, { text: "x" }]],
  ["a-$name.b", [{ text: "a-" }, { group: "name" }, { text: ".b" }]],
  ["$$1", [{ text: "$" }, { text: "1" }]],
  ["a$ b${c", [{ text: "a$ b${c" }]],
])("%j", (template, pieces) => {
  expect(parseReplacement(template)).toEqual(pieces);
});
