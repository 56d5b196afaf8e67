import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createStore, evaluateInstant, type Store } from "../../../src/promql/evaluate/index.js";
import { rounds } from "../../oracles/rounds.js";
import { oldest, read, recent } from "../corpus.js";
import { listSamples, minute } from "./queries.js";

/** Samples that come in any order, of series that come in any order. */
const samples = fc.array(
  fc.record({
    name: fc.constantFrom("a_total", "b_total"),
    job: fc.constantFrom("x", "y"),
    instance: fc.integer({ min: 0, max: 3 }),
    time: fc.integer({ min: 0, max: 30 }),
    value: fc.integer({ min: 0, max: 20 }),
  }),
  { maxLength: 60 },
);

const queries = [
  "sum by (job) (rate(a_total[5m]))",
  "max without (instance) (increase(a_total[10m])) / on (job) count by (job) (b_total)",
  'topk by (job) (1, rate({job="x"}[5m]))',
  "a_total > bool on (job, instance) group_left b_total",
  'avg by (instance) (last_over_time({__name__=~"a.*"}[3m]))',
  "a_total unless on (instance) b_total",
  "resets(a_total[15m])",
  "sum(sum_over_time(rate(a_total[2m])[6m:1m]))",
  "label_replace(a_total, 'job', 'z', 'instance', '1')",
];

function append(
  store: Store,
  of: typeof samples extends fc.Arbitrary<readonly (infer Sample)[]> ? Sample : never,
): void {
  const { name, job, instance, time, value } = of;
  store.append({ __name__: name, job, instance: String(instance) }, time * minute, value);
}

describe("an expression that is evaluated repeatedly", () => {
  test.each([
    ["2.x", oldest],
    ["3.x", recent],
  ])(
    "returns the result of a fresh evaluation at any time, after any samples and series were added: %s",
    (_, dialect) => {
      const turns = fc.array(fc.record({ samples, time: fc.integer({ min: 0, max: 35 }) }), { maxLength: 6 });
      const expressions = queries.map((query) => read(query, dialect));
      fc.assert(
        fc.property(turns, (all) => {
          const store = createStore();
          const soFar: Parameters<typeof append>[1][] = [];
          for (const turn of all) {
            for (const sample of turn.samples) {
              append(store, sample);
              soFar.push(sample);
            }
            const fresh = createStore();
            for (const sample of soFar) append(fresh, sample);
            const time = turn.time * minute;
            for (const expr of expressions) {
              const samples = listSamples(evaluateInstant(expr, { store, dialect, time }));
              expect(samples).toEqual(listSamples(evaluateInstant(expr, { store: fresh, dialect, time })));
            }
          }
        }),
        { numRuns: rounds(50) },
      );
    },
  );
});
