import { describe, expect, test } from "vitest";
import { firstError, read } from "../read.js";

describe("accepts", () => {
  test.each([
    '{ resource.service.name = "cart" && status = error && duration > 2s }',
    '{ span.http.status_code >= 500 && kind = server && name =~ "GET .*" && .retry }',
    "{ .a != nil && status != nil }",
    '{ kind = server } >> { span.db.system = "postgresql" } | count() > 10 | select(span.db.statement)',
    "{} | by(resource.service.name) | avg(duration) > 1s | coalesce()",
    "({ .a } | count() > 1) && ({ .b })",
    "{} | compare({ status = error }, 10)",
    "({ status = error } | rate()) / ({} | rate()) * 100 > 5 | topk(3)",
    "{} | quantile_over_time(duration, 0.5, 0.99) by (span.http.route) > 1s | bottomk(2) with (sample=0.1)",
    "{ instrumentation:version >= 2 } | by(instrumentation:name)",
    "({} | rate()) > -(2 + 3) / 2 * 100",
    "by(.a) | { true }",
    "{ } &>> { }",
  ])("%s", (text) => {
    expect(read(text)).toBeDefined();
  });
});

describe("refuses", () => {
  test.each([
    ["{ duration }", "duration", "the condition of a span must be true or false, not a duration"],
    ["{ status = 2 }", "status = 2", "= has a status on its left and an integer on its right"],
    ['{ status > "error" || kind = server }', 'status > "error"', "> has a status on its left and a text on its right"],
    ["{ status > ok }", "status > ok", "> cannot be used with a status"],
    ["{ span.a =~ 5 }", "span.a =~ 5", "=~ cannot be used with an integer"],
    ['{ name =~ "GET (" }', 'name =~ "GET ("', "error parsing regexp: missing closing ): `GET (`"],
    ["{ name = nil }", "name = nil", "every span has this field: it is never nil"],
    ["{ !name }", "name", "! takes a condition, which is true or false"],
    ["{ parent.a = 1 }", "parent.a", "Tempo does not support parent yet"],
    ["status = error", "status = error", "a query selects spans"],
    ["{} | count()", "count()", "an aggregate must be compared with a number, such as count() > 2"],
    ["{} | avg(name) > 1", "name", "avg takes numbers"],
    ["{} | sum(3) > 1", "3", "sum takes a field of the spans"],
    ["{} | min(.a) + max(.a) > 1", "min(.a) + max(.a) > 1", expect.stringContaining("one aggregate, on the left")],
    ["{} | by(1)", "1", "by takes a field of the spans"],
    ["coalesce() | {}", "coalesce()", "coalesce() joins the spansets of a stage in front of it"],
    ["{} + {}", "{} + {}", "spansets cannot be combined with +"],
    ["({} | count() > 1) && {}", "({} | count() > 1) && {}", expect.stringContaining("spansets in parentheses only")],
    ["rate()", "rate()", "the function needs spansets in front of it"],
    ["{} | rate() | {}", "{}", "series have no spans: select them first"],
    ["{} | topk(3)", "topk(3)", expect.stringContaining("only the series of a metrics function")],
    ["{} | rate() | topk(0)", "0", "topk takes a whole number above 0"],
    ["{} | rate() + 5", "rate() + 5", expect.stringContaining("needs parentheses")],
    ["({} | rate()) % 10", "({} | rate()) % 10", expect.stringContaining("series take + - * /")],
    ["{} | quantile_over_time(duration)", "quantile_over_time(duration)", expect.stringContaining("the quantiles")],
    ["{} | quantile_over_time(duration, 0.5, 95)", "95", "a quantile is between 0 and 1"],
    ["({} | rate()) > 100 * span.weight", "({} | rate()) > 100 * span.weight", expect.stringContaining("numbers only")],
    ["{} | avg(.a) > (1 - duration)", "avg(.a) > (1 - duration)", expect.stringContaining("numbers only")],
    ["{} | rate() > 2 * 10s", "rate() > 2 * 10s", expect.stringContaining("durations cannot be calculated")],
    ["{} | count() > 1 / 0", "count() > 1 / 0", "this divides by zero"],
    ["({} | rate()) + 3 % 2", "({} | rate()) + 3 % 2", "% cannot be used here: write the result"],
    ["{} | rate(, 5)", "5", "rate takes no number"],
    ["{} | compare({}, 1, 2)", "2", expect.stringContaining("the start of the selection with its end")],
    ["{} | compare({}) > 1", "compare({}) > 1", "the result of compare() cannot be used further"],
  ])("%s", (text, wrong, message) => {
    expect(firstError(text)).toEqual([wrong, message]);
  });

  test("every mistake of a query, and none that only follows from another", () => {
    const text = '{ status > ok && -name = "x" }';
    expect(firstError(text)[0]).toBe("status > ok");
  });
});
