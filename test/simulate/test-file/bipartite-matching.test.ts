import fc from "fast-check";
import { expect, test } from "vitest";
import { hasPerfectMatching } from "../../../src/simulate/test-file/bipartite-matching.js";
import { rounds } from "../../oracles/rounds.js";

/** Finds a matching by brute force. */
function canBePaired(expected: readonly number[][], got: readonly number[]): boolean {
  const [first, ...others] = expected;
  if (!first) return got.length === 0;
  return got.some((one, index) => first.includes(one) && canBePaired(others, got.toSpliced(index, 1)));
}

test("finds a perfect matching exactly if brute force does", () => {
  const number = fc.integer({ min: 0, max: 4 });
  const most = { maxLength: 6 };
  fc.assert(
    fc.property(fc.array(fc.array(number, { maxLength: 3 }), most), fc.array(number, most), (expected, got) => {
      const fits = (allowed: number[], one: number) => allowed.includes(one);
      expect(hasPerfectMatching(expected, got, fits)).toBe(canBePaired(expected, got));
    }),
    { numRuns: rounds(125) },
  );
});

test("reassigns a match if another item has no alternative", () => {
  const fits = (allowed: string, one: string) => allowed.includes(one);
  expect(hasPerfectMatching(["ab", "a"], ["a", "b"], fits)).toBe(true);
  expect(hasPerfectMatching(["abc", "ab", "a"], ["a", "b", "c"], fits)).toBe(true);
  expect(hasPerfectMatching(["ab", "ab", "a"], ["a", "b", "c"], fits)).toBe(false);
});

test("matches many identical items quickly", () => {
  const many = Array.from({ length: 1000 }, (_, index) => index);
  expect(hasPerfectMatching(many, many, () => true)).toBe(true);
});
