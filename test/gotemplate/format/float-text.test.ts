import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { floatText } from "../../../src/gotemplate/format/float-text.js";

describe("strconv.FormatFloat", () => {
  test("shortest digits", () => {
    expect([1e6, 0.1, 1e-5, 123456, 5e-324].map((value) => floatText(value, "g"))).toEqual([
      "1e+06",
      "0.1",
      "1e-05",
      "123456",
      "5e-324",
    ]);
  });

  test("a given number of digits", () => {
    expect(floatText(0.1, "f", 20)).toBe("0.10000000000000000555");
    expect(floatText(1e23, "f", 0)).toBe("99999999999999991611392");
    expect(floatText(5e-324, "e", 3)).toBe("4.941e-324");
  });

  test("rounds ties to even", () => {
    expect([0.5, 1.5, 2.5, 1e15 + 0.5].map((value) => floatText(value, "f", 0))).toEqual([
      "0",
      "2",
      "2",
      "1000000000000000",
    ]);
    expect([0.125, 0.375].map((value) => floatText(value, "g", 2))).toEqual(["0.12", "0.38"]);
  });

  test("uses an exponent beyond the precision", () => {
    expect([999.9, 999.96, 9999, 99999].map((value) => floatText(value, "g", 4))).toEqual([
      "999.9",
      "1000",
      "9999",
      "1e+05",
    ]);
  });

  test("in base 2 and 16", () => {
    expect([floatText(1, "b"), floatText(0.1, "x"), floatText(2.5, "x", 0), floatText(-0, "X")]).toEqual([
      "4503599627370496p-52",
      "0x1.999999999999ap-04",
      "0x1p+01",
      "-0X0P+00",
    ]);
  });

  test("infinities and NaN", () => {
    expect(
      [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map((value) => floatText(value, "f", 2)),
    ).toEqual(["NaN", "+Inf", "-Inf"]);
  });

  test("the shortest digits round-trip", () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constantFrom("e", "f", "g"),
        (value, format) => {
          expect(Number(floatText(value, format as "e"))).toBe(value);
        },
      ),
    );
  });

  test("a precision is off by at most half a digit", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.nat(12), (value, precision) => {
        const off = Math.abs(Number(floatText(value, "f", precision)) - value);
        // The text is read as a double, which is rounded, too.
        expect(off).toBeLessThanOrEqual(0.5000001 * 10 ** -precision + Math.abs(value) * Number.EPSILON);
      }),
      { examples: [[473.9655882823575, 12]] },
    );
  });
});
