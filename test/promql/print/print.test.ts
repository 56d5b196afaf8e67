import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Dialect } from "../../../src/promql/index.js";
import { formatDuration, parse, print } from "../../../src/promql/index.js";
import { rounds } from "../../oracles/rounds.js";
import { expression } from "../arbitrary.js";
import { corpusMissing, experimental, oldest, panel, read, readCorpus, shape } from "../corpus.js";

describe("on one line", () => {
  test.each([
    ["sum(rate(x[5m]))by(a,b)", "sum by (a, b) (rate(x[5m]))"],
    ["avg without()(x)", "avg without () (x)"],
    ["topk  (3,x)", "topk(3, x)"],
    ["x{b='c',d!~`e\\.f`,}", 'x{b="c", d!~"e\\\\.f"}'],
    ["a>bool on(x)group_left(y)b", "a > bool on (x) group_left (y) b"],
    ["a*ignoring(x)group_right b", "a * ignoring (x) group_right () b"],
    ["x[5m]offset 1h@ 5", "x[5m] @ 5 offset 1h"],
    ["x[1h:5m]@start()", "x[1h:5m] @ start()"],
    ["# why\n- -2^2", "--2 ^ 2"],
    ["((a))", "((a))"],
    ["fill{a='b'}+fill_left-(fill_right)", 'fill{a="b"} + fill_left - (fill_right)'],
  ])("%s is written %s", (text, written) => {
    expect(print(read(text))).toBe(written);
  });

  test.each([
    ['{"a.b", "c.d"="e"}', '{"a.b", "c.d"="e"}'],
    ['{"plain", job="x"}', 'plain{job="x"}'],
    ['{"a", "b"}', '{"a", __name__="b"}'],
    ['{"on"} + {"Inf"}', '{"on"} + {"Inf"}'],
    ['sum by ("a.b", "without", job) (x)', 'sum by ("a.b", "without", job) (x)'],
    ["x[ 5m*2 : (1m) ]", "x[5m * 2:(1m)]"],
    ["x offset (5m + 1m) @ 5", "x offset (5m + 1m) @ 5"],
    ["x[5m]smoothed offset -step()", "x[5m] smoothed offset -step()"],
    ['{"fill"} + fill_left', "fill + fill_left"],
    ["a + fill(0) b", "a + fill (0) b"],
    ["a + fill(0) fill", "a + fill (0) fill"],
    ["a + on(x) group_left fill_right(-1) fill_left(2) b", "a + on (x) group_left () fill_left (2) fill_right (-1) b"],
  ])("%s is written %s (3.x)", (text, written) => {
    expect(print(read(text, experimental))).toBe(written);
  });

  test("adds parentheses where precedence requires them", () => {
    const at = { start: 0, end: 0 };
    const sum = { ...read("a + b"), ...at };
    const product = { ...read("x * y"), left: sum, ...at };
    expect(print(product as typeof sum)).toBe("(a + b) * y");
    expect(print({ kind: "unary", operator: "-", operand: sum, ...at })).toBe("-(a + b)");
    expect(print({ kind: "call", name: "abs", nameEnd: 0, args: [product as typeof sum], ...at })).toBe(
      "abs((a + b) * y)",
    );
  });
});

describe("on several lines", () => {
  test("breaks lines from the outside in", () => {
    const text =
      'sum by (app) (rate(http_requests_total{status=~"5.."}[5m])) / sum by (app) (rate(http_requests_total[5m])) > 0.05';
    expect(print(read(text), { width: 60 })).toBe(
      `sum by (app) (rate(http_requests_total{status=~"5.."}[5m]))
/ sum by (app) (rate(http_requests_total[5m]))
> 0.05`,
    );
    expect(print(read(`histogram_quantile(0.99, sum by (le) (${text.slice(0, 59)}))`), { width: 60 })).toBe(
      `histogram_quantile(
  0.99,
  sum by (le) (
    sum by (app) (
      rate(http_requests_total{status=~"5.."}[5m])
    )
  )
)`,
    );
    expect(print(read("(a + b)"), { width: 3 })).toBe("(\n  a\n  + b\n)");
  });

  test("keeps what fits on one line", () => {
    expect(print(read("sum(a) / sum(b)"), { width: 80 })).toBe("sum(a) / sum(b)");
  });
});

describe("round trip", () => {
  function expectSame(text: string, dialect: Dialect): void {
    const { expr } = parse(text, dialect);
    if (!expr || parse(text, dialect).errors.length > 0) return;
    for (const width of [undefined, 1, 60]) {
      const written = print(expr, width === undefined ? {} : { width });
      const again = parse(written, dialect);
      expect(again.errors, written).toEqual([]);
      expect(shape(again.expr!)).toEqual(shape(expr));
      expect(print(again.expr!, width === undefined ? {} : { width })).toBe(written);
    }
  }

  test("any expression", () => {
    fc.assert(
      fc.property(expression, (text) => {
        expectSame(text, oldest);
        expectSame(text, panel);
      }),
      { numRuns: rounds(100) },
    );
  });

  test.skipIf(corpusMissing)("every expression of the corpus", () => {
    for (const name of ["handmade-2.42", "mutants", "real-valid"]) {
      for (const { expr, ok } of readCorpus(name)) if (ok) expectSame(expr, oldest);
    }
    for (const { expr, ok } of readCorpus("parser-table-3.x")) if (ok) expectSame(expr, experimental);
  });
});

test.each([
  [300_000, "5m"],
  [5_400_000, "1h30m"],
  [691_200_000, "8d"],
  [604_800_000, "1w"],
  [1500, "1s500ms"],
  [0, "0s"],
  [-60_000, "-1m"],
])("%d ms is %s", (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});
