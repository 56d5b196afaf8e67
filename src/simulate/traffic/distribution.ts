/**
 * The distribution of a histogram's observations: one value for all, or the quantiles that `histogram_quantile` should
 * return.
 *
 * @example
 * traffic(user.http, { latency: { p50: 0.1, p95: 2.1 } })
 */
export type Values = number | { readonly [quantile in `p${number}`]?: number };

/** The distribution as a histogram sees it. */
export interface BucketShares {
  /** Share of observations up to each bound. */
  readonly cumulative: readonly number[];
  readonly mean: number;
}

interface Quantile {
  readonly name: string;
  readonly share: number;
  readonly value: number;
  /** Index of the bucket that holds the value. */
  readonly bucket: number;
}

/**
 * Distributes observations over buckets so that `histogram_quantile` returns the given quantiles. Observations below the
 * lowest quantile fall into the first bucket.
 */
export function bucketShares(values: Values, bounds: readonly number[]): BucketShares {
  const cumulative =
    typeof values === "number"
      ? bounds.map((bound) => (bound >= values ? 1 : 0))
      : fitQuantiles(values, bounds, linearPosition);
  return { cumulative, mean: typeof values === "number" ? values : estimateMean(cumulative, bounds) };
}

/** Returns the position of a value within a bucket, from 0 to 1, by the interpolation of `histogram_quantile`. */
export type Interpolation = (value: number, low: number, high: number) => number;

const linearPosition: Interpolation = (value, low, high) => (value - low) / (high - low);

/** Computes the share of observations up to each bound, so that `histogram_quantile` returns the given quantiles. */
export function fitQuantiles(
  values: Exclude<Values, number>,
  bounds: readonly number[],
  position: Interpolation,
): readonly number[] {
  const quantiles = parseQuantiles(values, bounds);
  const cumulative = bounds.map(() => 1);
  let ceiling = 1;
  for (let index = quantiles.length - 1; index >= 0; index--) {
    const quantile = quantiles[index]!;
    const above = quantiles[index + 1];
    const below = quantiles[index - 1];
    const { share, value, bucket } = quantile;
    const low = lowerBound(bounds, bucket);
    const along = position(value, low, bounds[bucket]!);
    const minStart = below === undefined ? 0 : (below.share + share) / 2;
    const { start, end } =
      bucket === 0 ? { start: 0, end: share / along } : lineThrough(share, along, minStart, ceiling);
    if (end > ceiling + 1e-9) throw tooSmallError(quantile, bounds);
    if (above?.bucket === bucket + 1 && Math.abs(end - ceiling) > 1e-9) throw tooCloseError(quantile, above);
    cumulative[bucket] = end;
    cumulative.fill(start, 0, bucket);
    ceiling = start;
  }
  return cumulative;
}

/**
 * Computes the cumulative shares at both ends of a bucket so that linear interpolation passes through a quantile. One end
 * is free: everything above the quantile stays in the bucket, unless too little would be left below it.
 */
function lineThrough(share: number, along: number, minStart: number, ceiling: number) {
  const start = along < 1 ? (share - along * ceiling) / (1 - along) : minStart;
  return start > minStart ? { start, end: ceiling } : { start: minStart, end: minStart + (share - minStart) / along };
}

function tooSmallError({ name, value }: Quantile, bounds: readonly number[]): Error {
  return new Error(
    `${name} cannot be as small as ${value}: histogram_quantile interpolates linearly up to the first bound, ${bounds[0]}`,
  );
}

function parseQuantiles(values: Exclude<Values, number>, bounds: readonly number[]): readonly Quantile[] {
  const quantiles = Object.entries(values)
    .map(([name, value]) => parseQuantile(name, value!, bounds))
    .sort((a, b) => a.share - b.share);
  quantiles.forEach((quantile, index) => {
    const before = quantiles[index - 1];
    if (before && before.value > quantile.value) throw new Error(`${before.name} is larger than ${quantile.name}`);
    if (before?.bucket === quantile.bucket) throw tooCloseError(before, quantile);
  });
  return quantiles;
}

function parseQuantile(name: string, value: number, bounds: readonly number[]): Quantile {
  const share = Number(name.slice(1)) / 100;
  if (!(share > 0 && share < 1)) throw new Error(`"${name}" is not a quantile: write p50 or p99.9`);
  const bucket = bounds.findIndex((bound) => bound >= value);
  if (!(value > lowerBound(bounds, 0)) || bucket < 0) {
    const largest = bounds.at(-1);
    throw new Error(`${name} cannot be ${value}: quantiles of this histogram are above 0 and at most ${largest}`);
  }
  return { name, share, value, bucket };
}

function tooCloseError(one: Quantile, other: Quantile): Error {
  return new Error(`${one.name} and ${other.name} are too close for the width of the buckets: leave out one of them`);
}

function lowerBound(bounds: readonly number[], bucket: number): number {
  return bucket === 0 ? Math.min(0, bounds[0]!) : bounds[bucket - 1]!;
}

function estimateMean(cumulative: readonly number[], bounds: readonly number[]): number {
  let mean = 0;
  for (let bucket = 0; bucket <= bounds.length; bucket++) {
    const share = (cumulative[bucket] ?? 1) - (cumulative[bucket - 1] ?? 0);
    const high = bounds[bucket] ?? bounds.at(-1)! * 2;
    mean += (share * (lowerBound(bounds, Math.min(bucket, bounds.length - 1)) + high)) / 2;
  }
  return mean;
}
