import type { Histogram, Series } from "../model/metric.js";
import { promql, signal } from "../model/promql.js";
import { window } from "../model/query.js";
import type { Signal } from "../model/signal.js";
import { idOf, type LabelOf, legendOf, type Split, splitOf, sumBy } from "./split.js";

/** The bounds of a histogram's buckets. */
export type BoundOf<H extends Histogram> = H["buckets"][number];

/**
 * A quantile of a distribution: `quantile(page.load, 0.95)` is what 95 of 100 page loads stayed under.
 *
 * It is read off the buckets, so it is only as fine as they are.
 *
 * @example
 * quantile(search.results, 0.5, { by: ["type"] })
 */
export function quantile<const H extends Histogram>(
  histogram: H,
  share: number,
  { by }: Split<LabelOf<H>> = {},
): Signal {
  const split = splitOf(histogram, by);
  return signal({
    id: idOf("quantile", [histogram, share], split),
    title: quantileName(share),
    description: `${percent(share)} % were at most this: ${histogram.help}`,
    unit: histogram.unit ?? "short",
    by: split,
    ...legendOf(histogram, by),
    query: promql`histogram_quantile(${share}, ${sumBy(["le", ...split], promql`rate(${histogram.bucket}[${window}])`)})`,
  });
}

/**
 * What share of a distribution is larger than a bound. The bound is one of its buckets: between two of them nothing is
 * known.
 *
 * @example
 * shareAbove(page.load, 2)
 */
export function shareAbove<const H extends Histogram>(
  histogram: H,
  bound: BoundOf<H>,
  { by }: Split<LabelOf<H>> = {},
): Signal {
  const split = splitOf(histogram, by);
  return signal({
    id: idOf("shareAbove", [histogram, bound], split),
    title: `Above ${bound}`,
    description: `Share above ${bound}: ${histogram.help}`,
    unit: "percentunit",
    max: 1,
    by: split,
    ...legendOf(histogram, by),
    query: promql`1 - ${partAtMost(histogram, bound, split)}`,
  });
}

/**
 * What share of a distribution is at most a bound, which is one of its buckets.
 *
 * @example
 * shareAtMost(search.results, 0)
 */
export function shareAtMost<const H extends Histogram>(
  histogram: H,
  bound: BoundOf<H>,
  { by }: Split<LabelOf<H>> = {},
): Signal {
  const split = splitOf(histogram, by);
  return signal({
    id: idOf("shareAtMost", [histogram, bound], split),
    title: `At most ${bound}`,
    description: `Share of at most ${bound}: ${histogram.help}`,
    unit: "percentunit",
    max: 1,
    by: split,
    ...legendOf(histogram, by),
    query: partAtMost(histogram, bound, split),
  });
}

/** `p95`, `p99.9`. */
export function quantileName(share: number): string {
  return `p${percent(share)}`;
}

function partAtMost(histogram: Histogram, bound: number, split: readonly string[]) {
  const within = sumBy(split, promql`rate(${upTo(histogram, bound)}[${window}])`);
  return promql`${within} / ${sumBy(split, promql`rate(${histogram.count}[${window}])`)}`;
}

/**
 * The bucket up to a bound. A whole number is written `1` by some clients and by Prometheus 2, and `1.0` by others and
 * by Prometheus 3: both are matched.
 */
function upTo(histogram: Histogram, bound: number): Series<"counter"> {
  const written = Number.isInteger(bound) ? [`${bound}`, `${bound}.0`] : String(bound);
  return histogram.bucket.where({ le: written });
}

function percent(share: number): number {
  return Number((share * 100).toFixed(6));
}
