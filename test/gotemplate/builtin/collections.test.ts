import { describe, expect, test } from "vitest";
import { expand, problem } from "../expand.js";

describe("len, index, slice", () => {
  test.each([
    ['len "héllo"', "6"],
    ["len $labels", "6"],
    ['len (query "sort(many)")', "3"],
    ['index $labels "job"', "api-server"],
    ['index $labels "nope"', ""],
    ['(index (query "sort(many)") 1).Value', "1e+06"],
    ['index "abc" 1', "98"],
    ['slice "abcdef" 1 3', "bc"],
    ['slice "abcdef" 2', "cdef"],
    ['slice "abc" 3', ""],
    ['len (slice (query "sort(many)") 1)', "2"],
  ])("%s is %s", (call, text) => {
    expect(expand(`{{ ${call} }}`)).toBe(text);
  });

  test.each([
    ["len 5", "error calling len: len of type int"],
    ['index "abc" 3', "error calling index: reflect: string index out of range"],
    ['index (query "one") 1', "error calling index: reflect: slice index out of range"],
    ['index "abc" -1', "error calling index: index out of range: -1"],
    ["index $labels 1", "error calling index: value has type int; should be string"],
    ["index nil 1", "error calling index: index of untyped nil"],
    ["index 5 1", "error calling index: can't index item of type int"],
    ['slice "abc" 2 1', "error calling slice: invalid slice index: 2 > 1"],
    ['slice "abc" 0 1 2', "error calling slice: cannot 3-index slice a string"],
    ["slice $labels 1", "error calling slice: can't slice item of type map[string]string"],
    ["call 5", "error calling call: non-function of type int"],
  ])("%s: %s", (call, expected) => {
    expect(problem(`{{ ${call} }}`)).toBe(expected);
  });
});
