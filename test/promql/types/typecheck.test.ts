import { describe, expect, test } from "vitest";
import { typeOf } from "../../../src/promql/index.js";
import { problem, read } from "../corpus.js";

test.each([
  ["1 + 2", "scalar"],
  ["time()", "scalar"],
  ['"text"', "string"],
  ["-(up)", "instant vector"],
  ["1 + up", "instant vector"],
  ["up[5m]", "range vector"],
  ["up[5m:]", "range vector"],
])("%s is a %s", (text, type) => {
  expect(typeOf(read(text))).toBe(type);
});

describe("type errors", () => {
  test.each([
    ["sum(1)", "expected type instant vector in aggregation expression, got scalar"],
    ["topk(foo, foo)", "expected type scalar in aggregation parameter, got instant vector"],
    ["count_values(1, foo)", "expected type string in aggregation parameter, got scalar"],
    ["sum(foo, foo)", "wrong number of arguments for aggregate expression provided, expected 1, got 2"],
    ["sum()", "no arguments for aggregate expression provided"],
    ["1 > 2", "comparisons between scalars must use BOOL modifier"],
    ["foo + bool bar", "bool modifier can only be used on comparison operators"],
    ["foo and 1", 'set operator "and" not allowed in binary scalar expression'],
    ["foo and on (a) group_left () bar", 'no grouping allowed for "and" operation'],
    ["foo + on (a) 1", "vector matching only allowed between instant vectors"],
    ["foo + on (a) group_left (a) bar", 'label "a" must not occur in ON and GROUP clause at once'],
    ["foo[5m] + 1", "binary expression must contain only scalar and instant vector types"],
    ['-"a"', 'unary expression only allowed on expressions of type scalar or instant vector, got "string"'],
    ["1[5m:]", "subquery is only allowed on instant vector, got scalar instead"],
    ["rate(foo)", 'expected type range vector in call to function "rate", got instant vector'],
    ["abs()", 'expected 1 argument(s) in call to "abs", got 0'],
    ["round(foo, 1, 2)", 'expected at most 2 argument(s) in call to "round", got 3'],
    ['label_join(foo, "a")', 'expected at least 3 argument(s) in call to "label_join", got 2'],
    ["rate(foo[5m],)", "trailing commas not allowed in function call args"],
  ])("%s: %s", (text, message) => {
    expect(problem(text)).toBe(message);
  });
});

test.each(["1 + on () 1", "foo + ignoring (a) group_left (a) bar", "hour()", "vector(pi())", "1 == bool 1"])(
  "%s is valid",
  (text) => {
    expect(problem(text)).toBeUndefined();
  },
);
