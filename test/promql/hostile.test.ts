import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inferLabels, parse, print, typeOf, walk } from "../../src/promql/index.js";
import { rounds } from "../oracles/rounds.js";
import { expression } from "./arbitrary.js";
import { corpusMissing, experimental, oldest, panel, readCorpus } from "./corpus.js";

const dialects = [oldest, experimental, panel];

/**
 * Parses, prints and analyses a text. Errors point into the text. A text without errors has a type, and prints to text that
 * parses to the same tree.
 */
function doEverything(text: string): void {
  for (const dialect of dialects) {
    const { expr, errors } = parse(text, dialect);
    expect(expr !== undefined || errors.length > 0).toBe(true);
    for (const { message, start, end } of errors) {
      expect(message).not.toBe("");
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeGreaterThanOrEqual(start);
      expect(end).toBeLessThanOrEqual(text.length);
    }
    if (!expr) continue;
    expect(typeOf(expr)).toMatch(/^(?:instant vector|range vector|scalar|string)$/);
    expect(inferLabels(expr, () => undefined)).toHaveProperty("isOpen", expect.any(Boolean));
    const wrapped = print(expr, { width: 40 });
    if (errors.length > 0) continue;
    const printed = print(expr);
    for (const text of [printed, wrapped]) {
      const again = parse(text, dialect);
      expect(again.errors).toEqual([]);
      expect(print(again.expr!)).toBe(printed);
    }
  }
}

describe("no input throws", () => {
  test("arbitrary text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), doEverything), { numRuns: rounds(500) });
  });

  test("tokens in any order", () => {
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

  test("spliced expressions", () => {
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

describe("deep and long input", () => {
  const size = 100_000;
  const deep: readonly [string, (n: number) => string, number, string][] = [
    ["parentheses", (n) => "(".repeat(n) + "x" + ")".repeat(n), size + 1, "instant vector"],
    ["calls", (n) => "abs(".repeat(n) + "x" + ")".repeat(n), size + 1, "instant vector"],
    ["aggregations", (n) => "sum by (a) (".repeat(n) + "x" + ")".repeat(n), size + 1, "instant vector"],
    ["signs", (n) => "-".repeat(n) + "x", size + 1, "instant vector"],
    ["a chain of +", (n) => Array(n).fill("x").join("+"), 2 * size - 1, "instant vector"],
    ["a chain of ^", (n) => Array(n).fill("1").join("^"), 2 * size - 1, "scalar"],
    ["a chain of or", (n) => Array(n).fill("x").join(" or "), 2 * size - 1, "instant vector"],
    ["durations in parentheses", (n) => "x[" + "(".repeat(n) + "5m" + ")".repeat(n) + "]", 2, "range vector"],
    ["signs of durations", (n) => "x offset " + "- ".repeat(2 * n) + "5m", 1, "instant vector"],
  ];

  test.each(deep)("%s, 100,000 of them", (_, make, nodes, type) => {
    const { expr, errors } = parse(make(size), experimental);
    expect(errors).toEqual([]);
    const written = print(expr!);
    expect(print(parse(written, experimental).expr!)).toBe(written);
    expect(print(expr!, { width: 80 }).length).toBeLessThan(100 * written.length);
    expect(typeOf(expr!)).toBe(type);
    expect(inferLabels(expr!, () => undefined)).toMatchObject({
      isOpen: make(1).includes("x") && !make(1).includes("by ("),
    });
    let count = 0;
    walk(expr!, () => count++);
    expect(count).toBe(nodes);
  });

  test.each([
    ["unclosed parentheses", "(", 'unexpected "(" in an expression nested this deeply'],
    ["opening brackets", "[", 'unexpected "["'],
    ["dollar signs", "$", "unexpected character: '$'"],
    ["opened variables", "${", "unexpected character: '$'"],
    ["quotes", "'", "unexpected string"],
    ["digits", "1", "is out of range"],
    ["spaces", " ", "no expression found in input"],
    ["fill", "fill ", 'unexpected identifier "fill"'],
    ["commas in a list", "a,", 'unexpected ","'],
  ])("%s, a million of them", (_, piece, message) => {
    expect(parse(piece.repeat(1_000_000), panel).errors[0]?.message).toContain(message);
  });

  test("excessive nesting is rejected", () => {
    const { errors } = parse("(".repeat(1_000_000) + "1" + ")".repeat(1_000_000), oldest);
    expect(errors[0]!.message).toContain("nested this deeply");
  });
});
