import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addHistograms, subtractHistograms } from "../../../../src/promql/evaluate/histogram/arithmetic.js";
import { detectReset } from "../../../../src/promql/evaluate/histogram/counter-reset.js";
import { exponentialBound } from "../../../../src/promql/evaluate/histogram/exponential-bounds.js";
import { formatHistogram } from "../../../../src/promql/evaluate/histogram/format.js";
import {
  bucketsFrom,
  compact,
  equalHistograms,
  type NativeHistogram,
  nativeHistogram,
} from "../../../../src/promql/evaluate/histogram/native-histogram.js";
import { nativeFraction, nativeQuantile } from "../../../../src/promql/evaluate/histogram/native-quantile.js";
import { toSchema } from "../../../../src/promql/evaluate/histogram/schema.js";
import { trim } from "../../../../src/promql/evaluate/histogram/trim.js";

const side = fc
  .record({ offset: fc.integer({ min: -20, max: 20 }), counts: fc.array(fc.nat(20), { maxLength: 8 }) })
  .map(({ offset, counts }) => bucketsFrom(offset, counts));

/** Of whole observations, so that sums of counts are exact. */
const histograms = fc
  .record({
    schema: fc.integer({ min: -4, max: 8 }),
    zeroCount: fc.nat(5),
    zeroThreshold: fc.constantFrom(0, 0.001, 0.5, 3),
    sum: fc.integer({ min: -1000, max: 1000 }),
    positive: side,
    negative: side,
  })
  .map((parts) => {
    const total = [...parts.positive.counts, ...parts.negative.counts].reduce((a, b) => a + b, parts.zeroCount);
    return nativeHistogram({ ...parts, count: total });
  });

function observations({ positive, negative, zeroCount }: NativeHistogram): number {
  return [...positive.counts, ...negative.counts].reduce((a, b) => a + b, zeroCount);
}

describe("adding histograms", () => {
  test("does not depend on their order", () => {
    fc.assert(
      fc.property(histograms, histograms, (a, b) => {
        const [one, other] = [addHistograms(a, b)!.histogram, addHistograms(b, a)!.histogram];
        expect(equalHistograms(compact(one), compact(other))).toBe(true);
      }),
    );
  });

  test("loses no observation", () => {
    fc.assert(
      fc.property(histograms, histograms, (a, b) => {
        const { histogram } = addHistograms(a, b)!;
        expect(observations(histogram)).toBe(observations(a) + observations(b));
        expect(histogram.count).toBe(a.count + b.count);
      }),
    );
  });

  test("is undone by subtraction, up to rounding", () => {
    fc.assert(
      fc.property(histograms, (a) => {
        const doubled = addHistograms(a, a)!.histogram;
        const again = subtractHistograms(doubled, a)!.histogram;
        expect(equalHistograms(compact(again), compact(a))).toBe(true);
      }),
    );
  });

  test("is impossible when only one has custom bounds", () => {
    const custom = nativeHistogram({ schema: -53, customBounds: [1, 2] });
    expect(addHistograms(custom, nativeHistogram())).toBeUndefined();
  });

  test("keeps the bounds that both have", () => {
    const a = nativeHistogram({
      schema: -53,
      customBounds: [1, 2, 4],
      count: 4,
      positive: bucketsFrom(0, [1, 1, 1, 1]),
    });
    const b = nativeHistogram({ schema: -53, customBounds: [2, 3], count: 3, positive: bucketsFrom(0, [1, 1, 1]) });
    const { histogram, boundsDiffered } = addHistograms(a, b)!;
    expect(boundsDiffered).toBe(true);
    expect(formatHistogram(histogram)).toBe("{count:7, sum:0, [-Inf,2]:3, (2,+Inf]:4}");
  });
});

test("a coarser schema has the same observations", () => {
  fc.assert(
    fc.property(histograms, fc.nat(12), (histogram, by) => {
      const coarse = toSchema(histogram, Math.max(-4, histogram.schema - by));
      expect(observations(coarse)).toBe(observations(histogram));
    }),
  );
});

test("a bound is the same in every schema that has it", () => {
  for (let schema = -4; schema < 8; schema++) {
    for (let index = -8; index <= 8; index++) {
      expect(exponentialBound(2 * index, schema + 1)).toBeCloseTo(exponentialBound(index, schema), 10);
    }
  }
});

test("a counter that only grows was never reset", () => {
  fc.assert(
    fc.property(histograms, histograms, (a, b) => {
      const grown = addHistograms(a, { ...b, schema: a.schema, zeroThreshold: a.zeroThreshold })!.histogram;
      expect(detectReset(grown, a)).toBe(false);
    }),
  );
});

test("a quantile and the fraction below it agree", () => {
  fc.assert(
    fc.property(histograms, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (histogram, quantile) => {
      fc.pre(histogram.count > 0 && histogram.zeroCount === 0);
      const { value } = nativeQuantile(quantile, histogram, true);
      const { value: fraction } = nativeFraction(Number.NEGATIVE_INFINITY, value, histogram, true);
      expect(fraction).toBeCloseTo(quantile, 6);
    }),
  );
});

test("the parts below and above a value add up to the whole", () => {
  fc.assert(
    fc.property(histograms, fc.double({ min: -100, max: 100, noNaN: true }), (histogram, cutoff) => {
      fc.pre(histogram.zeroThreshold > 0 || histogram.zeroCount === 0);
      const below = trim(histogram, "below", cutoff);
      const above = trim(histogram, "above", cutoff);
      expect(below.count + above.count).toBeCloseTo(histogram.count, 6);
    }),
  );
});
