import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatFloat, formatShort, parseGoFloat } from "../../../../src/promql/evaluate/numeric/go-float.js";

test("a float is formatted without an exponent and parses back", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), (value) => {
      const text = formatFloat(value);
      if (Number.isFinite(value)) expect(text).toMatch(/^-?\d+(?:\.\d+)?$/);
      expect(parseGoFloat(text)).toBe(value);
    }),
  );
});

describe("the short format has Go's exponents", () => {
  test.each([
    [0.0001, "0.0001"],
    [0.00001, "1e-05"],
    [123456, "123456"],
    [1234567, "1.234567e+06"],
    [1e21, "1e+21"],
    [-1.5e-100, "-1.5e-100"],
    [Number.NaN, "NaN"],
    [Number.NEGATIVE_INFINITY, "-Inf"],
  ])("%d: %s", (value, text) => {
    expect(formatShort(value)).toBe(text);
  });
});

describe("a bucket bound is parsed strictly", () => {
  test.each([
    ["+Inf", Number.POSITIVE_INFINITY],
    ["0x1p-2", 0.25],
    [".5", 0.5],
    ["1e3", 1000],
  ])("%s", (text, value) => {
    expect(parseGoFloat(text)).toBe(value);
  });

  test.each(["", " 1", "1 ", "1,5", "one", "0x10", "1e999"])("%j is invalid", (text) => {
    expect(parseGoFloat(text)).toBeUndefined();
  });
});
