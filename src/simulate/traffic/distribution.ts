/**
 * How large what is counted into a histogram is: all the same, or so that quantiles read off it are these.
 *
 * @example
 * traffic(user.http, { latency: { p50: 0.1, p95: 2.1 } })
 */
export type Values = number | { readonly [quantile in `p${number}`]?: number };

/** What a histogram counts of a distribution. */
export interface BucketShares {
  /** For each bound the share that is at most that. */
  readonly cumulative: readonly number[];
  readonly mean: number;
}

interface Quantile {
  readonly name: string;
  readonly share: number;
  readonly value: number;
  /** The bucket it lies in, by the index of its upper bound. */
  readonly bucket: number;
}

/**
 * Spreads values over buckets so that `histogram_quantile` gives what is asked for. What lies below the lowest quantile
 * asked for is quick: it is counted from the first bucket on.
 */
export function bucketShares(values: Values, bounds: readonly number[]): BucketShares {
  const cumulative =
    typeof values === "number" ? bounds.map((bound) => (bound >= values ? 1 : 0)) : fitQuantiles(values, bounds);
  return { cumulative: cumulative, mean: typeof values === "number" ? values : estimateMean(cumulative, bounds) };
}

function fitQuantiles(values: Exclude<Values, number>, bounds: readonly number[]): readonly number[] {
  const quantiles = parseQuantiles(values, bounds);
  const cumulative = bounds.map(() => 1);
  let ceiling = 1;
  for (let index = quantiles.length - 1; index >= 0; index--) {
    const quantile = quantiles[index]!;
    const above = quantiles[index + 1];
    const below = quantiles[index - 1];
    const { share, value, bucket } = quantile;
    const low = lowerBound(bounds, bucket);
    const along = (value - low) / (bounds[bucket]! - low);
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
 * The shares at the two ends of a bucket, so that the line between them passes a share on the way. That leaves one of them
 * free: what is above the quantile stays in the bucket, unless too little would be left below.
 */
function lineThrough(share: number, along: number, minStart: number, ceiling: number) {
  const start = along < 1 ? (share - along * ceiling) / (1 - along) : minStart;
  return start > minStart ? { start, end: ceiling } : { start: minStart, end: minStart + (share - minStart) / along };
}

function tooSmallError({ name, value }: Quantile, bounds: readonly number[]): Error {
  return new Error(
    `${name} cannot be as small as ${value}: what is counted up to ${bounds[0]} is spread over it evenly`,
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
  if (!(share > 0 && share < 1)) throw new Error(`"${name}" is no quantile: write it as in p50 or p99.9`);
  const bucket = bounds.findIndex((bound) => bound >= value);
  if (!(value > lowerBound(bounds, 0)) || bucket < 0) {
    const largest = bounds.at(-1);
    throw new Error(
      `${name} cannot be ${value}: what can be read off this histogram is above 0 and at most ${largest}`,
    );
  }
  return { name, share, value, bucket };
}

function tooCloseError(one: Quantile, other: Quantile): Error {
  return new Error(`the buckets are too wide to tell ${one.name} from ${other.name}: leave out one of them`);
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
