import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logarithm2, logarithm10, power } from "../../../../src/promql/evaluate/numeric/go-math.js";
import { rounds } from "../../../oracles/rounds.js";

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

describe("powers", () => {
  test("of two are exact, the smallest and the largest too", () => {
    for (let exponent = -1074; exponent < 1024; exponent++) expect(power(2, exponent)).toBe(2 ** exponent);
    expect(power(2, 1024)).toBe(infinity);
    expect(power(2, -1080)).toBe(0);
  });

  test("are those of JavaScript up to the last digits", () => {
    const base = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(base, fc.oneof(fc.integer({ min: -40, max: 40 }), fc.double({ min: -40, max: 40 })), (x, y) => {
        const [found, expected] = [power(x, y), x ** y];
        if (!Number.isFinite(expected) || Math.abs(expected) < 1e-300) return;
        expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-13 * Math.abs(expected));
      }),
      { numRuns: rounds(500) },
    );
  });

  test.each([
    [1, nan, 1],
    [nan, 0, 1],
    [-1, infinity, 1],
    [-1, -infinity, 1],
    [0.5, infinity, 0],
    [0.5, -infinity, infinity],
    [-2, infinity, infinity],
    [0, -1, infinity],
    [-0, -1, -infinity],
    [-0, -2, infinity],
    [-0, 3, -0],
    [0, 2.5, 0],
    [-infinity, 3, -infinity],
    [-infinity, 2, infinity],
    [-infinity, -3, -0],
    [infinity, -1, 0],
    [-8, 1 / 3, nan],
    [-2, 3, -8],
    [9, 0.5, 3],
    [4, -0.5, 0.5],
    [1.0000001, 2 ** 63, infinity],
    [0.9999999, 2 ** 63, 0],
    [-1, 2 ** 63, 1],
    [10, 308, 1.0000000000000006e308],
    [10, 309, infinity],
  ])("%d to the power of %d is %d", (base, exponent, result) => {
    expect(power(base, exponent)).toBe(result);
  });
});

describe("logarithms", () => {
  test("of powers of two are exact to the base of two", () => {
    for (let exponent = -1074; exponent < 1024; exponent++) expect(logarithm2(2 ** exponent)).toBe(exponent);
  });

  test("of powers of ten are exact to the base of ten", () => {
    for (let exponent = 0; exponent < 16; exponent++) expect(logarithm10(10 ** exponent)).toBe(exponent);
  });

  test.each([
    [0, -infinity],
    [-1, nan],
    [nan, nan],
    [infinity, infinity],
  ])("of %d is %d", (value, result) => {
    expect(logarithm2(value)).toBe(result);
    expect(logarithm10(value)).toBe(result);
  });
});
