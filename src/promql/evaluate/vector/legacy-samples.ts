import { lastIndexUpTo, type Samples } from "../storage/series.js";
import { absent, type Column, createKinds, float, histogram } from "./value.js";

/*
 * In 2.x a native histogram is a float of 0 with a histogram attached. Operations without support for histograms use
 * the float, and many of them leave the histogram attached.
 */

/** Converts a column to floats, including those of histograms. */
export function toFloatColumn(column: Column): Column {
  if (!column.histograms) return column;
  const kinds = createKinds(column.kinds.length);
  for (let step = 0; step < kinds.length; step++) kinds[step] = column.kinds[step] === absent ? absent : float;
  return { ...column, kinds, histograms: undefined };
}

/** Converts samples to floats, with 0 for each histogram. */
export function toFloatSamples(samples: Samples): Samples {
  const { floatCount, floatTimes, floatValues, histogramTimes, endTimes } = samples;
  if (histogramTimes.length === 0) return samples;
  const count = floatCount + histogramTimes.length;
  const times = new Float64Array(count);
  const values = new Float64Array(count);
  times.set(floatTimes.subarray(0, floatCount));
  times.set(histogramTimes, floatCount);
  times.sort();
  for (let at = 0; at < floatCount; at++) values[lastIndexUpTo(times, count, floatTimes[at]!)] = floatValues[at]!;
  return { floatCount: count, floatTimes: times, floatValues: values, histogramTimes: [], histograms: [], endTimes };
}

/** Attaches the histograms of a column to the samples of another at the same steps. */
export function attachHistograms(result: Column, { kinds, histograms }: Column): void {
  if (!histograms) return;
  for (let step = 0; step < kinds.length; step++) {
    if (kinds[step] !== histogram || result.kinds[step] === absent) continue;
    result.kinds[step] = histogram;
    result.histograms ??= new Array(kinds.length);
    result.histograms[step] = histograms[step];
  }
}
