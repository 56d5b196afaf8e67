import { describe, expect, test } from "vitest";
import { bucketsFrom, createStore, nativeHistogram } from "../../../src/promql/evaluate/index.js";
import { experimental } from "../corpus.js";
import { at, minute } from "./queries.js";

/** Values a minute apart, each with how many minutes before it its counter began. */
function counter(samples: readonly (readonly [value: number, begunBefore: number])[]) {
  const store = createStore();
  const series = store.series({ __name__: "jobs_total" });
  for (const [index, [value, before]] of samples.entries()) {
    series.append((index + 1) * minute, value, (index + 1 - before) * minute);
  }
  return store;
}

const options = { dialect: experimental, startTimestamps: true };

describe("with start timestamps", () => {
  const delta = counter([
    [60, 1],
    [60, 1],
    [60, 1],
    [60, 1],
  ]);

  test("each delta sample counts in full", () => {
    expect(at(4, "resets(jobs_total[3m])", delta, options)).toEqual({ "{}": 2 });
    expect(at(4, "irate(jobs_total[3m])", delta, options)).toEqual({ "{}": 1 });
    expect(at(4, "increase(jobs_total[3m])", delta, options)).toEqual({ "{}": 180 });
  });

  test("one sample is enough for a rate if the counter started within the range", () => {
    const started = counter([[30, 0.5]]);
    expect(at(1, "increase(jobs_total[2m])", started, options)).toEqual({ "{}": 30 });
    expect(at(1, "increase(jobs_total[20s])", started, options)).toEqual({});
  });

  test("the same holds for native histograms", () => {
    const store = createStore();
    const series = store.series({ __name__: "sizes" });
    const histogram = nativeHistogram({ count: 60, sum: 60, positive: bucketsFrom(0, [60]) });
    for (const index of [2, 3, 4, 5]) series.appendHistogram(index * minute, histogram, (index - 1) * minute);
    expect(at(5, "resets(sizes[3m])", store, options)).toEqual({ "{}": 2 });
    expect(at(5, "histogram_count(increase(sizes[3m]))", store, options)).toEqual({ "{}": 180 });
    expect(at(5, "histogram_count(irate(sizes[3m]))", store, options)).toEqual({ "{}": 1 });
    expect(at(2, "histogram_count(increase(sizes[60s]))", store, options)).toEqual({});
    expect(at(2, "histogram_count(increase(sizes[61s]))", store, options)).toEqual({ "{}": 60 });
    expect(at(5, "start_timestamp(sizes)", store, options)).toEqual({ "{}": 240 });
  });

  test("start_timestamp() returns them in seconds", () => {
    expect(at(4, "start_timestamp(jobs_total)", delta, options)).toEqual({ "{}": 180 });
    expect(at(4, "start_timestamp(jobs_total + 0)", delta, options)).toEqual({});
  });

  test("they have no effect unless enabled", () => {
    const usual = { dialect: experimental };
    expect(at(4, "resets(jobs_total[3m])", delta, usual)).toEqual({ "{}": 0 });
    expect(at(4, "start_timestamp(jobs_total)", delta, usual)).toEqual({});
  });
});
