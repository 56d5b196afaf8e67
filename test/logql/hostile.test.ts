import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inferLabels, panelDialect, parse, print, ruleDialect, walk } from "../../src/logql/index.js";
import { rounds } from "../oracles/rounds.js";
import { logQuery, metricQuery } from "./arbitrary.js";

/** Parses, prints and analyses a text. Errors point into the text. */
function doEverything(text: string): void {
  for (const dialect of [ruleDialect, panelDialect]) {
    const { expr, errors } = parse(text, dialect);
    expect(expr !== undefined || errors.length > 0).toBe(true);
    for (const { message, start, end } of errors) {
      expect(message).not.toBe("");
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeGreaterThanOrEqual(start);
      expect(end).toBeLessThanOrEqual(text.length);
    }
    if (!expr) continue;
    expect(inferLabels(expr, () => undefined)).toHaveProperty("isOpen", expect.any(Boolean));
    const nodes: unknown[] = [];
    walk(expr, (node) => {
      if (node.end < node.start || node.end > text.length) nodes.push(node);
    });
    expect(nodes).toEqual([]);
    expect(print(expr, { width: 40 })).not.toBe("");
  }
}

describe("no input throws", () => {
  test("arbitrary text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), doEverything), { numRuns: rounds(500) });
  });

  test("tokens in any order", () => {
    const pieces =
      '{ } ( ) [5m] [ "x" ` = != =~ |= |~ |> !> | json logfmt --strict pattern regexp unwrap bytes( ip( and or by ( on ' +
      "group_left bool offset 5 -5 0x1F 1e 5m -5m 5MB , + ^ == sum rate topk quantile_over_time vector label_replace a $v";
    const token = fc.constantFrom(...pieces.split(" "));
    const text = fc.array(token, { maxLength: 20 }).map((tokens) => tokens.join(" "));
    fc.assert(fc.property(text, doEverything), { numRuns: rounds(500) });
  });

  test("parts of queries", () => {
    const query = fc.oneof(logQuery, metricQuery);
    const cut = fc.tuple(query, query, fc.nat(60), fc.nat(60)).map(([one, other, at, from]) => {
      return one.slice(0, at) + other.slice(from);
    });
    fc.assert(fc.property(cut, doEverything), { numRuns: rounds(300) });
  });
});

describe("long and deep input takes linear time, and no stack", () => {
  const half = 20_000;
  test.each([
    ["parentheses", `${"(".repeat(half)}vector(1)${")".repeat(half)}`],
    ["open parentheses", "(".repeat(2 * half)],
    ["parentheses of a range", `rate(${"(".repeat(half)}{a="1"}[5m]${")".repeat(half)})`],
    ["operators", `vector(1)${"+1".repeat(half)}`],
    ["powers", `vector(1)${"^1".repeat(half)}`],
    ["aggregations", `${"sum(".repeat(half / 4)}vector(1)${")".repeat(half / 4)}`],
    ["line filters", `{a="1"}${' |= "x"'.repeat(10_000)}`],
    ["alternatives", `{a="1"} |= "x"${' or "x"'.repeat(15_000)}`],
    ["label filters", `{a="1"} | b=1${" and b=1".repeat(15_000)}`],
    ["label filters without separators", `{a="1"} | b=1${" b=1".repeat(25_000)}`],
    ["parentheses of label filters", `{a="1"} | ${"(".repeat(half)}b=1${")".repeat(half)}`],
    ["white space behind functions", "sum ".repeat(30_000)],
    ["numbers with dots", `vector(${"1.".repeat(half)})`],
    ["quotes", '"'.repeat(2 * half)],
    ["a catastrophic pattern", `{a=~"${"(x+x+)+".repeat(100)}y"} | regexp "(?P<a>${"(x*)*".repeat(100)})"`],
  ])("%s", { timeout: 30_000 }, (_, text) => doEverything(text));

  test("longer input than Loki takes is refused", () => {
    const { errors } = parse(`{a="${"x".repeat(131_072)}"}`, ruleDialect);
    expect(errors).toMatchObject([{ message: "input size too long (131078 > 131072)" }]);
  });
});
