import { formatMetric, type Series } from "../../promql/evaluate/index.js";
import { type Expr, formatDuration, selectors } from "../../promql/index.js";
import { computeLookback } from "../smoke/smoke-context.js";
import { formatRounded } from "./query-result.js";
import type { Scenario } from "./scenario.js";

const maxSamples = 8;
/** The lookback of selectors without a range. */
const defaultLookback = 300_000;

/** Shows the samples of a series that a part of an expression reads at a time: `up{job="api"}: 1 at 4m, 0 at 5m`. */
export function showSeries(part: Expr, time: number, { before, period }: Scenario): string | undefined {
  const from = time - (computeLookback(part) || defaultLookback);
  for (const selector of selectors(part)) {
    const { store, dialect } = before;
    const [series] = store
      .select(selector, dialect.version)
      .filter((one) => samplesBetween(one, from, time).length > 0);
    if (!series) continue;
    const samples = samplesBetween(series, from, time);
    const shown = samples
      .slice(0, maxSamples)
      .map(({ value, at }) => `${value} at ${formatDuration(at - period.start)}`);
    const more = samples.length > maxSamples ? `, … ${samples.length - maxSamples} more` : "";
    return `${formatMetric(series.metric)}: ${shown.join(", ")}${more}`;
  }
  return undefined;
}

function samplesBetween({ floatTimes, floatValues, floatCount, histogramTimes }: Series, from: number, to: number) {
  const floats = Array.from(floatTimes.subarray(0, floatCount), (at, index) => {
    return { at, value: formatRounded(floatValues[index]!) };
  });
  const histograms = histogramTimes.map((at) => ({ at, value: "a histogram" }));
  return [...floats, ...histograms].filter(({ at }) => at >= from && at <= to).sort((a, b) => a.at - b.at);
}
