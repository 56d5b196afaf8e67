import { window } from "../model/expression/hole.js";
import { promql } from "../model/expression/promql.js";
import { Signal } from "../model/expression/signal.js";

import type { Histogram, Series } from "../model/metric/metric.js";
import { type LabelOf, type Measurement, type Split, splitSignal, sumBy } from "./split.js";

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
  return splitSignal(histogram, by, {
    kind: "quantile",
    of: [histogram, share],
    title: `p${percent(share)}`,
    description: `${percent(share)} % were at most this: ${histogram.help}`,
    unit: histogram.unit ?? "short",
    query: (split) => {
      const buckets = sumBy(["le", ...split], promql`rate(${histogram.bucket}[${window}])`);
      return promql`histogram_quantile(${share}, ${buckets})`;
    },
  });
}

/** A quantile of how long something takes. */
export function latencySignal(
  histogram: Histogram,
  share: number,
  { title, what }: { readonly title: string; readonly what: string },
  by: readonly string[] | undefined,
): Signal {
  const measured: Signal = quantile(histogram, share, by === undefined ? {} : { by });
  const description = `${percent(share)} of 100 ${what} took no longer than this.`;
  return new Signal({ ...measured, title: `${title} ${measured.title}`, description });
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
  const query = (split: readonly string[]) => promql`1 - ${partAtMost(histogram, bound, split)}`;
  return shareSignal(histogram, bound, { kind: "shareAbove", title: "Above", words: "above", query }, by);
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
  const query = (split: readonly string[]) => partAtMost(histogram, bound, split);
  return shareSignal(histogram, bound, { kind: "shareAtMost", title: "At most", words: "of at most", query }, by);
}

function shareSignal(
  histogram: Histogram,
  bound: number,
  { kind, title, words, query }: Pick<Measurement, "kind" | "title" | "query"> & { readonly words: string },
  by: readonly string[] | undefined,
): Signal {
  return splitSignal(histogram, by, {
    kind,
    of: [histogram, bound],
    title: `${title} ${bound}`,
    description: `Share ${words} ${bound}: ${histogram.help}`,
    unit: "percentunit",
    max: 1,
    query,
  });
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
