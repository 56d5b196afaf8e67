import type { Expr } from "../../promql/index.js";
import { metricName, unwrapParens } from "../../promql/index.js";
import { findThresholds, type Threshold } from "../../promql/values/comparison.js";
import type { AnalyzedQuery, CheckOn, Finding } from "../check.js";
import { isQuantile } from "../expression/quantile.js";
import { findHistograms } from "../expression/series.js";

/** An alert on a quantile whose threshold is inside a bucket, where the quantile is only an estimate. */
export const quantileBetweenBuckets: CheckOn<AnalyzedQuery> = {
  id: "alert/quantile-between-buckets",
  on: "query",
  needsCatalogue: true,
  of: "alert",
  reads: "binaries",
  *run(subject) {
    for (const threshold of findThresholds(subject.expr)) {
      const { operator, value, limit, compared } = threshold;
      if (operator === "==" || operator === "!=") continue;
      const bucket = findBucket(compared, value, subject);
      if (bucket) yield { ...describe(threshold, bucket), at: subject.locate(limit.start, limit.end) };
    }
  },
};

/** A bucket of a histogram: the observations above `lower`, up to `upper`. */
interface Bucket {
  readonly histogram: string;
  readonly lower: number;
  readonly upper: number;
}

/**
 * Finds the bucket that a value is inside of, in the histogram of the compared quantile. A recorded quantile may be that of
 * several histograms: then the value is inside a bucket of each.
 */
function findBucket(compared: Expr, value: number, subject: AnalyzedQuery): Bucket | undefined {
  const name = compared.kind === "selector" ? metricName(compared) : undefined;
  const recordings = name === undefined ? undefined : subject.recordingsOf(name);
  const buckets = (recordings ?? [compared]).map((one) => findBucketOf(unwrapParens(one), value, subject));
  return buckets.includes(undefined) ? undefined : buckets[0];
}

function findBucketOf(quantile: Expr, value: number, { context }: AnalyzedQuery): Bucket | undefined {
  if (!isQuantile(quantile)) return undefined;
  for (const { name, series, bounds } of findHistograms(quantile.args[1]!, context.catalogue)) {
    const bucket = series?.type === "nativeHistogram" || !bounds ? undefined : bucketAround(value, bounds);
    if (bucket) return { histogram: name, ...bucket };
  }
  return undefined;
}

/** Prometheus takes 0 for the lower bound of the first bucket if its upper one is positive. */
function bucketAround(value: number, bounds: readonly number[]): Omit<Bucket, "histogram"> | undefined {
  const sorted = bounds.toSorted((one, other) => one - other);
  if (sorted.some((bound) => isSame(bound, value))) return undefined;
  const index = sorted.findIndex((bound) => bound > value);
  if (index === -1) return undefined;
  const lower = sorted[index - 1] ?? 0;
  return lower < value ? { lower, upper: sorted[index]! } : undefined;
}

/** True for numbers that differ by the rounding of `0.1 * 3`. */
function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other));
}

function describe({ value, operator }: Threshold, { histogram, lower, upper }: Bucket): Omit<Finding, "at"> {
  const width = Number((upper - lower).toPrecision(6));
  const [fires, silent] = operator.startsWith(">") ? [lower, upper] : [upper, lower];
  const bounds = lower === 0 ? `${upper}` : `${lower} or ${upper}`;
  return {
    summary: `${value} is inside the bucket from ${lower} to ${upper}, so the quantile can be wrong by up to ${width}`,
    details:
      `${histogram} counts the observations of that bucket, and the quantile is interpolated as if they were spread evenly. ` +
      `The alert may fire at a true quantile near ${fires}, and stay silent at one near ${silent}.`,
    fix: `compare with ${bounds}, add a bucket of ${value} where the metric is exposed, or expose a native histogram`,
  };
}
