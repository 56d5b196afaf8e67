import { describe, expect, test } from "vitest";
import { expand, problem } from "../expand.js";

describe("patterns", () => {
  test.each([
    ['reReplaceAll "(.*):\\\\d+" "$1" "db1:9100"', "db1"],
    ['reReplaceAll "(a)(n)" "$2$1" "banana"', "bnanaa"],
    ['reReplaceAll "(?P<x>a)" "<${x}>" "cat"', "c<a>t"],
    ['reReplaceAll "(a)" "$1x" "cat"', "ct"],
    ['reReplaceAll "(a)" "$01$$" "cat"', "c$t"],
    ['reReplaceAll "a" "$" "cat"', "c$t"],
    ['reReplaceAll "" "-" "é😀"', "-é-😀-"],
    ['reReplaceAll "a*" "-" "baac"', "-b-c-"],
    ['reReplaceAll "." "x" "a\\nb"', "x\nx"],
    ['match "b.n" "banana"', "true"],
    ['match "^a$" "banana"', "false"],
  ])("{{ %s }} is %s", (call, text) => {
    expect(expand(`{{ ${call} }}`)).toBe(text);
  });

  test.each([
    [
      'reReplaceAll "(" "" "x"',
      "error calling reReplaceAll: regexp: Compile(`(`): error parsing regexp: missing closing ): `(`",
    ],
    ['match "a**" "x"', "error calling match: error parsing regexp: invalid nested repetition operator: `**`"],
    ['match "x\\\\" "x"', "error calling match: error parsing regexp: trailing backslash at end of expression: ``"],
  ])("%s: %s", (call, expected) => {
    expect(problem(`{{ ${call} }}`)).toBe(expected);
  });
});
