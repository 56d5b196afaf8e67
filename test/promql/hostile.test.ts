import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inferLabels, parse, print, typeOf, walk } from "../../src/promql/index.js";
import { rounds } from "../oracles/rounds.js";
import { expression } from "./arbitrary.js";
import { corpusMissing, experimental, old, panel, readCorpus } from "./corpus.js";

const dialects = [old, experimental, panel];

/** Everything that can be done with a text; none of it may throw. */
function doEverything(text: string): void {
  for (const dialect of dialects) {
    const { expr, errors } = parse(text, dialect);
    expect(expr !== undefined || errors.length > 0).toBe(true);
    for (const { start, end } of errors) {
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeGreaterThanOrEqual(start);
      expect(end).toBeLessThanOrEqual(text.length);
    }
    if (!expr) continue;
    print(expr, { width: 40 });
    typeOf(expr);
    inferLabels(expr, () => undefined);
  }
}

describe("no input makes it throw", () => {
  test("arbitrary text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), doEverything), { numRuns: rounds(500) });
  });

  test("pieces of the language in any order", () => {
    const pieces = [
      "(",
      ")",
      "{",
      "}",
      "[",
      "]",
      ",",
      "-",
      "+",
      "^",
      "==",
      "=~",
      "@",
      ":",
      "on",
      "by",
      "sum",
      "offset",
      "bool",
    ];
    const more = [
      "group_left",
      "rate",
      "5m",
      "1",
      '"a"',
      "'",
      "`",
      "$x",
      "${y}",
      "[[z]]",
      "#",
      "\\",
      "x",
      " ",
      "a=",
      "fill",
      "step()",
    ];
    const piece = fc.constantFrom(...pieces, ...more);
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 15 }).map((parts) => parts.join("")),
        doEverything,
      ),
      { numRuns: rounds(750) },
    );
  });

  test("expressions cut and pasted", () => {
    const cut = fc.tuple(expression, expression, fc.nat(60), fc.nat(60));
    fc.assert(
      fc.property(cut, ([one, other, at, from]) => doEverything(one.slice(0, at) + other.slice(from))),
      { numRuns: rounds(125) },
    );
  });

  test.skipIf(corpusMissing)("real expressions, mutated", () => {
    const real = readCorpus("real-valid").map(({ expr }) => expr);
    const mutation = fc.tuple(
      fc.constantFrom(...real),
      fc.nat(),
      fc.nat(5),
      fc.string({ unit: "grapheme-ascii", maxLength: 3 }),
    );
    fc.assert(
      fc.property(mutation, ([text, place, length, inserted]) => {
        const at = place % (text.length + 1);
        doEverything(text.slice(0, at) + inserted + text.slice(at + length));
      }),
      { numRuns: rounds(500) },
    );
  });
});

describe("depth does not exhaust the stack, nor length the patience", () => {
  const deep: readonly [string, (n: number) => string][] = [
    ["parentheses", (n) => "(".repeat(n) + "x" + ")".repeat(n)],
    ["calls", (n) => "abs(".repeat(n) + "x" + ")".repeat(n)],
    ["aggregations", (n) => "sum by (a) (".repeat(n) + "x" + ")".repeat(n)],
    ["signs", (n) => "-".repeat(n) + "x"],
    ["a chain of +", (n) => Array(n).fill("x").join("+")],
    ["a chain of ^", (n) => Array(n).fill("1").join("^")],
    ["a chain of or", (n) => Array(n).fill("x").join(" or ")],
    ["durations in parentheses", (n) => "x[" + "(".repeat(n) + "5m" + ")".repeat(n) + "]"],
    ["signs of durations", (n) => "x offset " + "- ".repeat(2 * n) + "5m"],
  ];

  test.each(deep)("%s, 100,000 of them", (_, make) => {
    const { expr, errors } = parse(make(100_000), experimental);
    expect(errors).toEqual([]);
    const written = print(expr!);
    expect(print(parse(written, experimental).expr!)).toBe(written);
    expect(print(expr!, { width: 80 }).length).toBeLessThan(100 * written.length);
    expect(typeOf(expr!)).toMatch(/vector|scalar/);
    expect(inferLabels(expr!, () => undefined)).toBeDefined();
    let count = 0;
    walk(expr!, () => count++);
    expect(count).toBeGreaterThan(0);
  });

  test.each([
    ["unclosed parentheses", "("],
    ["opening brackets", "["],
    ["dollar signs", "$"],
    ["opened variables", "${"],
    ["quotes", "'"],
    ["digits", "1"],
    ["spaces", " "],
    ["fill", "fill "],
    ["commas in a list", "a,"],
  ])("%s, a million of them", (_, piece) => {
    expect(parse(piece.repeat(1_000_000), panel).errors.length).toBeGreaterThan(0);
  });

  test("nesting without end is refused", () => {
    const { errors } = parse("(".repeat(1_000_000) + "1" + ")".repeat(1_000_000), old);
    expect(errors[0]!.message).toContain("nested this deeply");
  });
});
