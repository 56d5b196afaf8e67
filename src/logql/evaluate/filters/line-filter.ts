import type { LineFilter, LineFilterOperator, LineMatch } from "../../syntax/ast.js";
import { parsePattern } from "../../types/pattern.js";
import { matchesPattern } from "../parsers/line-pattern.js";
import { type Stage, stage } from "../pipeline/stage.js";
import { compileIpTest } from "./ip-test.js";
import { regexpTest } from "./regexp-test.js";
import { containing, either, type TextTest } from "./text-test.js";

/** `|= "error" or "fatal"` */
export function lineFilter({ operator, alternatives }: LineFilter): Stage {
  const tests = alternatives.map((match) => compileMatch(operator, match));
  if (operator.startsWith("!")) return stage((line) => (tests.some((test) => test(line)) ? undefined : line));
  const test = tests.reduce(either);
  return stage((line) => (test(line) ? line : undefined));
}

function compileMatch(operator: LineFilterOperator, { isIp, pattern: { value } }: LineMatch): TextTest {
  if (isIp) return compileIpTest(value);
  switch (operator) {
    case "|=":
    case "!=":
      return containing(value);
    case "|~":
    case "!~":
      return regexpTest(value, "line");
    case "|>":
    case "!>": {
      const pattern = parsePattern(value);
      return (line) => matchesPattern(pattern, line);
    }
  }
}
