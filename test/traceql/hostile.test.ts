import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { panelDialect, parse, postOrder, print, queryDialect } from "../../src/traceql/index.js";
import { rounds } from "../oracles/rounds.js";
import { traceQuery } from "./arbitrary.js";

/** Parses and prints a text. Errors and nodes lie within it. */
function doEverything(text: string): void {
  for (const dialect of [queryDialect, panelDialect]) {
    const { query, errors } = parse(text, dialect);
    expect(query !== undefined || errors.length > 0).toBe(true);
    const ranges = [...errors, ...(query ? postOrder(query.expr) : [])];
    expect(ranges.filter(({ start, end }) => start < 0 || end < start || end > text.length)).toEqual([]);
    expect(errors.filter(({ message }) => message === "")).toEqual([]);
    if (query) expect(parse(print(query), dialect).query).toBeDefined();
  }
}

describe("no input throws", () => {
  test("arbitrary text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), doEverything), { numRuns: rounds(500) });
  });

  test("tokens in any order", () => {
    const pieces =
      '{ } ( ) , | = != =~ !~ > >> &>> !< ~ && || ! - + * ^ .a span.b resource. span: status trace:id "x" ` 5 1s 1e true nil ' +
      "count() avg( by( select( coalesce() rate() quantile_over_time( compare( topk( with ( sample $v ${w} [[x]] // /*";
    const token = fc.constantFrom(...pieces.split(" "));
    const text = fc.array(token, { maxLength: 20 }).map((tokens) => tokens.join(" "));
    fc.assert(fc.property(text, doEverything), { numRuns: rounds(500) });
  });

  test("parts of queries", () => {
    const cut = fc
      .tuple(traceQuery, traceQuery, fc.nat(60), fc.nat(60))
      .map(([one, other, at, from]) => one.slice(0, at) + other.slice(from));
    fc.assert(fc.property(cut, doEverything), { numRuns: rounds(300) });
  });
});

describe("long and deep input takes linear time, and no stack", () => {
  const half = 20_000;
  test.each([
    ["parentheses", `${"(".repeat(half)}{}${")".repeat(half)}`],
    ["open parentheses", "(".repeat(2 * half)],
    ["parentheses of conditions", `{ ${"(".repeat(half)}.a${")".repeat(half)} }`],
    ["signs", `{ ${"!".repeat(half)}.a }`],
    ["powers", `{ .a${"^1".repeat(half)} = 1 }`],
    ["conditions", `{ .a${" && .a".repeat(half)} }`],
    ["spansets", `{}${">>{}".repeat(half)}`],
    ["stages", `{}${"|{}".repeat(half)}`],
    ["braces", "{".repeat(half)],
    ["names", `{ .${"a".repeat(2 * half)} }`],
    ["quotes", `{ .${'"'.repeat(2 * half)} }`],
    ["comments", "/*".repeat(half)],
    ["white space", `{${" ".repeat(2 * half)}}`],
    ["numbers with dots", `{ .a = ${"1.".repeat(half)} }`],
    ["a catastrophic pattern", `{ .a =~ "${"(x+x+)+".repeat(100)}y" }`],
  ])("%s", { timeout: 30_000 }, (_, text) => doEverything(text));
});
