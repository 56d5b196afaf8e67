import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TopK } from "../../../../src/promql/evaluate/aggregate/top-k.js";

function best(
  extreme: "largest" | "smallest",
  limit: number,
  values: readonly number[],
  replacesHeapTop = true,
): number[] {
  const topK = new TopK<number>(extreme, limit, { replacesHeapTop });
  for (const value of values) topK.offer(value, value);
  return topK.sorted();
}

describe("the top k of values", () => {
  const values = fc.array(fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constant(Number.NaN)), { maxLength: 40 });

  test.each([false, true])(
    "are the first in sorted order, NaN last; replacing the top of the heap: %s",
    (replacesHeapTop) => {
      fc.assert(
        fc.property(values, fc.integer({ min: 1, max: 12 }), (all, limit) => {
          const last = (a: number, b: number): number => Number(Number.isNaN(a)) - Number(Number.isNaN(b));
          const descending = [...all].sort((a, b) => last(a, b) || b - a);
          const ascending = [...all].sort((a, b) => last(a, b) || a - b);
          expect(best("largest", limit, all, replacesHeapTop)).toEqual(descending.slice(0, limit));
          expect(best("smallest", limit, all, replacesHeapTop)).toEqual(ascending.slice(0, limit));
        }),
      );
    },
  );

  test("of equal values, the same remain as in Go's heap", () => {
    const topK = new TopK<string>("largest", 2, { replacesHeapTop: true });
    for (const [value, name] of [
      [1, "a"],
      [1, "b"],
      [2, "c"],
    ] as const)
      topK.offer(value, name);
    expect(topK.sorted()).toEqual(["c", "b"]);
  });

  test("before 3.0 a NaN evicted another NaN", () => {
    for (const [replacesHeapTop, left] of [
      [true, "a"],
      [false, "b"],
    ] as const) {
      const topK = new TopK<string>("largest", 1, { replacesHeapTop });
      for (const name of ["a", "b"]) topK.offer(Number.NaN, name);
      expect(topK.sorted()).toEqual([left]);
    }
  });
});
