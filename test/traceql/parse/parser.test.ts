import { describe, expect, test } from "vitest";
import { panelDialect, parse, queryDialect } from "../../../src/traceql/index.js";
import { firstError, read } from "../read.js";

/** The tree in words: operators with their operands in parentheses. */
function tree(text: string): string {
  const show = (node: ReturnType<typeof read>["expr"]): string => {
    switch (node.kind) {
      case "spanset filter":
        return node.condition ? `{${show(node.condition)}}` : "{}";
      case "binary":
        return `(${show(node.left)} ${node.operator} ${show(node.right)})`;
      case "unary":
        return `(${node.operator}${show(node.operand)})`;
      case "paren":
        return show(node.inner);
      case "pipeline":
        return `[${node.stages.map(show).join(" | ")}]`;
      default:
        return text.slice(node.start, node.end);
    }
  };
  return show(read(text).expr);
}

describe("operators", () => {
  test.each([
    ["{ .a = 1 && .b = 2 || .c = 3 }", "{(((.a = 1) && (.b = 2)) || (.c = 3))}"],
    ["{ .a + 1 * .b > 2 }", "{((.a + (1 * .b)) > 2)}"],
    ["{ .a ^ 2 ^ 3 = 1 }", "{((.a ^ (2 ^ 3)) = 1)}"],
    ["{ !.a = .b }", "{((!.a) = .b)}"],
    ["{ -.a * 2 = 1 }", "{((-(.a * 2)) = 1)}"],
    ["{ -1 * .a = 1 }", "{(((-1) * .a) = 1)}"],
    ["{ .a } >> { .b } && { .c }", "(({.a} >> {.b}) && {.c})"],
    ["{ .a } | count() > 1 | { .b }", "[{.a} | (count() > 1) | {.b}]"],
    ["{} | rate() > 2 | topk(5)", "[{} | (rate() > 2) | topk(5)]"],
    ["({} | rate()) * 100 > 5", "(([{} | rate()] * 100) > 5)"],
  ])("%s", (text, shown) => {
    expect(tree(text)).toBe(shown);
  });
});

describe("fields", () => {
  test("attributes have a scope and a name, which quotation marks allow to be anything", () => {
    const names = ["span.http.route", ".a-b/c", 'resource."service name"', 'event."a\\"b".c', "instrumentation.x"].map(
      (text) => {
        const { expr } = read(`{ ${text} }`);
        return expr.kind === "spanset filter" && expr.condition;
      },
    );
    expect(names).toMatchObject([
      { kind: "attribute", scope: "span", name: "http.route" },
      { kind: "attribute", scope: "", name: "a-b/c" },
      { kind: "attribute", scope: "resource", name: "service name" },
      { kind: "attribute", scope: "event", name: 'a"b.c' },
      { kind: "attribute", scope: "instrumentation", name: "x" },
    ]);
  });

  test("intrinsics may have a scope", () => {
    const { expr } = read("{} | select(duration, span:status, trace: rootService)");
    expect(expr).toMatchObject({
      stages: [{}, { fields: [{ name: "duration" }, { name: "span:status" }, { name: "trace:rootService" }] }],
    });
  });
});

test("durations are those of Go and of Prometheus", () => {
  const values = ["1.5s", "1h30m", "2d", "100us"].map((text) => {
    const { expr } = read(`{ duration > ${text} }`);
    return expr.kind === "spanset filter" && expr.condition?.kind === "binary" && expr.condition.right;
  });
  expect(values).toMatchObject([{ value: 1.5e9 }, { value: 5.4e12 }, { value: 1.728e14 }, { value: 1e5 }]);
});

test("hints are behind the query", () => {
  expect(read("{} | rate() with (sample=0.1, exact=true)").hints).toMatchObject([
    { name: "sample", value: { value: 0.1 } },
    { name: "exact", value: { name: "true" } },
  ]);
});

test("dashboard variables stand for values, names, conditions and stages, in panels only", () => {
  const texts = [
    '{ resource.service.name =~ "$service" && duration > $limit && span.${attribute:raw} = [[value]] }',
    "{ $filters } | $stage | rate() by (resource.$group)",
    "${query}",
    "{} | quantile_over_time(duration, 0.9) > ${limit}ms",
  ];
  for (const text of texts) {
    expect(parse(text, panelDialect).errors).toEqual([]);
    expect(parse(text, queryDialect).errors).not.toEqual([]);
  }
});

describe("a syntax error is at the token that is wrong", () => {
  test.each([
    ['service = "cart"', "service"],
    ["{ .a = }", "}"],
    ["{ .a == 4 }", "="],
    ["{ (.a < 3 }", "}"],
    ["{ .a < 3", ""],
    ["{ span. }", "span."],
    ["{ span:rootName = 1 }", "span:rootName"],
    ["{} | rate() by ()", ")"],
    ["{} | max() = 1", ")"],
    ["{} | select(1)", "1"],
    ['{ .a = "x }', '"x }'],
    ["{ .a = 'x' }", "'"],
    ["{} with (status=1)", "status"],
    ["({} | rate()) + 5 100", "100"],
    [`{ .a = ${"9".repeat(20)} }`, "9".repeat(20)],
  ])("%s", (text, wrong) => {
    expect(firstError(text)[0]).toBe(wrong);
    expect(parse(text, queryDialect).query).toBeUndefined();
  });

  test("a doubled equals sign, and a name without a scope, have a fix", () => {
    expect(parse("{ .a == 4 }", queryDialect).errors).toMatchObject([{ hint: "write =" }]);
    expect(parse("{ http.status = 4 }", queryDialect).errors).toMatchObject([
      { hint: "write span.http.status or resource.http.status" },
    ]);
  });
});
