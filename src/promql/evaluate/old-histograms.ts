import { indexUpTo, type Samples } from "./series.js";
import { absent, type Column, float, histogram } from "./value.js";

/*
 * In 2.42 a native histogram was a float of 0 with a histogram attached. What did not know of histograms calculated with
 * the float, and often left the histogram attached.
 */

/** The floats of a column, those of histograms among them. */
export function plainFloats(column: Column): Column {
  if (!column.histograms) return column;
  const kinds = column.kinds.map((kind) => (kind === absent ? absent : float));
  return { ...column, kinds, histograms: undefined };
}

/** Floats with a 0 for each histogram. */
export function plainSamples(samples: Samples): Samples {
  const { floatCount, floatTimes, floatValues, histogramTimes, endTimes } = samples;
  if (histogramTimes.length === 0) return samples;
  const count = floatCount + histogramTimes.length;
  const times = new Float64Array(count);
  const values = new Float64Array(count);
  times.set(floatTimes.subarray(0, floatCount));
  times.set(histogramTimes, floatCount);
  times.sort();
  for (let at = 0; at < floatCount; at++) values[indexUpTo(times, count, floatTimes[at]!)] = floatValues[at]!;
  return { floatCount: count, floatTimes: times, floatValues: values, histogramTimes: [], histograms: [], endTimes };
}

/** Attaches to each sample of a result the histogram of the first member that had a sample there, if it had one. */
export function attachFirst(result: Column, members: readonly Column[]): void {
  for (let step = 0; step < result.kinds.length; step++) {
    if (result.kinds[step] === absent) continue;
    const first = members.find(({ kinds }) => kinds[step] !== absent);
    const attached = first?.kinds[step] === histogram ? first.histograms?.[step] : undefined;
    if (!attached) continue;
    result.kinds[step] = histogram;
    result.histograms ??= new Array(result.kinds.length);
    result.histograms[step] = attached;
  }
}

/** Attaches the histograms of a column to the samples of another at the same steps. */
export function attachSame(result: Column, source: Column): void {
  if (source.histograms) attachFirst(result, [source]);
}
