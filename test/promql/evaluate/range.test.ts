import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluateInstant, evaluateRange, formatMetric, type QueryValue } from "../../../src/promql/evaluate/index.js";
import { loadStore, minute } from "./queries.js";

const queries = [
  "m",
  "-m",
  "m offset 2m",
  "m @ 300",
  "m @ end() - m @ start()",
  "rate(m[5m])",
  "irate(m[5m] offset -1m)",
  "increase(m[3m] @ 600)",
  "predict_linear(m[5m] @ 600, 60)",
  "avg_over_time(m[4m:30s])",
  "max_over_time(rate(m[2m])[6m:])",
  "quantile_over_time(scalar(m{i='1'}) / 100, m[5m])",
  "sum by (j) (m)",
  "topk by (j) (1, m)",
  "count_values('v', m)",
  "m / on (i) group_left () n",
  "m > n",
  "m and n",
  "m or n",
  "m unless on (i) n",
  "absent(m{i='1'})",
  "absent_over_time(m{i='1'}[2m])",
  "timestamp(m)",
  "time() + vector(1)",
  "clamp(m, 2, scalar(sum(n)))",
  "histogram_quantile(0.9, label_replace(m, 'le', '$1', 'i', '(.*)'))",
  "label_join(m, 'x', '-', 'i', 'j')",
];

const value = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 100 }).map(String) },
  { weight: 1, arbitrary: fc.constantFrom("_", "stale", "NaN", "Inf") },
);
const series = fc.array(value, { minLength: 1, maxLength: 20 }).map((values) => values.join(" "));

function vectorAt(result: QueryValue, time: number): Record<string, unknown> {
  if (result.kind !== "matrix") throw new Error(result.kind);
  const entries = result.series.flatMap(({ metric, samples }) => {
    const sample = samples.find(({ timestamp }) => timestamp === time);
    return sample ? [[formatMetric(metric), sample.value]] : [];
  });
  return Object.fromEntries(entries);
}

describe("a range query is the same query at every step", () => {
  test.each(queries)("%s", (query) => {
    const data = fc.record({ a: series, b: series, c: series });
    fc.assert(
      fc.property(data, fc.integer({ min: 1, max: 240 }), ({ a, b, c }, seconds) => {
        const store = loadStore(`m{i="1", j="x"} ${a}`, `m{i="2", j="x"} ${b}`, `n{i="1"} ${c}`);
        const [start, end] = [2 * minute, 14 * minute];
        const fixed = query.replaceAll("start()", String(start / 1000)).replaceAll("end()", String(end / 1000));
        const step = seconds * 1000;
        const range = evaluateRange(query, { store, start, end, step });
        for (let time = start; time <= end; time += step) {
          const instant = evaluateInstant(fixed, { store, time });
          if (range.value === undefined || instant.value?.kind !== "vector") continue;
          const expected = instant.value.samples.map(({ metric, value: of }) => [formatMetric(metric), of]);
          expect(vectorAt(range.value, time)).toEqual(Object.fromEntries(expected));
        }
      }),
      { numRuns: 30 },
    );
  });
});
