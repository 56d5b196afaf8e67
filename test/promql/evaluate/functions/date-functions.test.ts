import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at, storeOf } from "../queries.js";

const parts = "day_of_month day_of_week day_of_year days_in_month hour minute month year".split(" ");
const cycle = 12_622_780_800;

function partsOf(seconds: number): number[] {
  const store = storeOf();
  return parts.map((part) => (at(0, `${part}(vector(${seconds}))`, store) as Record<string, number>)["{}"]!);
}

describe("parts of a date", () => {
  test("in the year 0, a leap year", () => {
    const start = -62_167_219_200;
    expect(partsOf(start)).toEqual([1, 6, 1, 31, 0, 0, 1, 0]);
    expect(partsOf(start + 59 * 86_400)).toEqual([29, 2, 60, 29, 0, 0, 2, 0]);
    expect(partsOf(start - 1)).toEqual([31, 5, 365, 31, 23, 59, 12, -1]);
  });

  test("repeat every 400 years, except for the year", () => {
    const seconds = fc.integer({ min: 0, max: cycle });
    fc.assert(
      fc.property(seconds, fc.integer({ min: -30_000, max: 30_000 }), (second, cycles) => {
        const [year, ...others] = partsOf(second).reverse();
        expect(partsOf(second + cycles * cycle).reverse()).toEqual([year! + 400 * cycles, ...others]);
      }),
    );
  });
});
