import fc from "fast-check";
import { expect, test } from "vitest";
import { parseHistogram } from "../../../src/formats/prometheus-tests/histogram-notation.js";
import { writeHistogram } from "../../../src/formats/prometheus-tests/write-histogram.js";
import { compact, equalHistograms, type NativeHistogram } from "../../../src/promql/evaluate/index.js";

/** Parses the fields between the braces of a histogram. */
function read(text: string): NativeHistogram {
  const result = parseHistogram(text);
  if (result.error !== undefined) throw new Error(result.error);
  return result.histogram;
}

test("a histogram is written in the notation of tests, without zero fields", () => {
  expect(writeHistogram(read(""))).toBe("{{}}");
  expect(writeHistogram(read("n_buckets:[1 2] sum:-4.5 count:3 schema:2 z_bucket:1 z_bucket_w:0.01"))).toBe(
    "{{schema:2 count:3 sum:-4.5 z_bucket:1 z_bucket_w:0.01 n_buckets:[1 2]}}",
  );
  expect(writeHistogram(read("schema:-53 custom_values:[1 2.5] buckets:[1 0 2] count:3"))).toBe(
    "{{schema:-53 count:3 custom_values:[1 2.5] buckets:[1 0 2]}}",
  );
  expect(writeHistogram(read("counter_reset_hint:not_reset count:1000000 buckets:[0 1 0] offset:-3"))).toBe(
    "{{count:1e+06 counter_reset_hint:not_reset offset:-2 buckets:[1]}}",
  );
});

test("rendering and reading gives the same configuration", () => {
  const counts = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 6 });
  const offset = fc.integer({ min: -20, max: 20 });
  const parts = fc.record({ schema: fc.integer({ min: -4, max: 8 }), sum: fc.double({ noNaN: true }), counts, offset });
  fc.assert(
    fc.property(parts, counts, ({ schema, sum, counts: positive, offset: at }, negative) => {
      const written = `schema:${schema} sum:${sum} offset:${at}`.replaceAll("Infinity", "Inf");
      const histogram = read(`${written} buckets:[${positive.join(" ")}] n_buckets:[${negative.join(" ")}]`);
      const again = read(writeHistogram(histogram).slice(2, -2));
      expect(equalHistograms(compact(again), compact(histogram))).toBe(true);
    }),
  );
});
