import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at, loadStore } from "../queries.js";

const parts = "day_of_month day_of_week day_of_year days_in_month hour minute month year".split(" ");
const cycle = 12_622_780_800;

function splitDate(seconds: number): number[] {
  const store = loadStore();
  return parts.map((part) => (at(0, `${part}(vector(${seconds}))`, store) as Record<string, number>)["{}"]!);
}

describe("parts of a date", () => {
  test("in the year 0, a leap year", () => {
    const start = -62_167_219_200;
    expect(splitDate(start)).toEqual([1, 6, 1, 31, 0, 0, 1, 0]);
    expect(splitDate(start + 59 * 86_400)).toEqual([29, 2, 60, 29, 0, 0, 2, 0]);
    expect(splitDate(start - 1)).toEqual([31, 5, 365, 31, 23, 59, 12, -1]);
  });

  test("repeat every 400 years, except for the year", () => {
    const seconds = fc.integer({ min: 0, max: cycle });
    fc.assert(
      fc.property(seconds, fc.integer({ min: -30_000, max: 30_000 }), (second, cycles) => {
        const [year, ...others] = splitDate(second).reverse();
        expect(splitDate(second + cycles * cycle).reverse()).toEqual([year! + 400 * cycles, ...others]);
      }),
    );
  });
});
