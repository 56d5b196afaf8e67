import { window } from "../model/expression/hole.js";
import { promql } from "../model/expression/promql.js";
import type { Query } from "../model/expression/query.js";
import { Signal } from "../model/expression/signal.js";
import type { Distribution } from "../model/metric/capability.js";
import type { Labels, Where } from "../model/metric/label.js";
import { histogramOf, type Series } from "../model/metric/metric.js";
import { type Grouping, groupedSignal, type LabelOf, type LabelsOf, type Measurement, sumBy } from "./grouping.js";
import { select } from "./narrow.js";

/** The bucket bounds of a histogram. */
export type BoundOf<H extends Distribution> = H["buckets"][number];

/**
 * A quantile of a distribution: `quantile(page.load, 0.95)` is the time that 95 of 100 page loads did not exceed.
 *
 * It is interpolated within a bucket, so it is only as precise as the buckets are narrow.
 *
 * @example
 * quantile(search.results, 0.5, { by: ["type"] })
 */
export function quantile<const H extends Distribution>(
  histogram: H,
  share: number,
  { by, where }: Grouping<LabelOf<H>, LabelsOf<H>> = {},
): Signal {
  const selected = selectDistribution(histogram, where);
  const { help, unit } = histogramOf(histogram);
  return groupedSignal(selected, by, {
    kind: "quantile",
    of: [selected, share],
    title: `p${percent(share)}`,
    description: `${help}: ${percent(share)} % of the values are no higher.`,
    unit: unit ?? "short",
    query: (labels) => {
      const buckets = sumBy(["le", ...labels], promql`rate(${selected.bucket}[${window}])`);
      return promql`histogram_quantile(${share}, ${buckets})`;
    },
    // Larger observations fall into the +Inf bucket, for which the quantile is the last bound.
    ...largestBound(selected),
    traffic: (labels) => observationRate(selected, labels),
  });
}

function largestBound({ buckets }: Distribution): Pick<Measurement, "largest"> {
  const finite = buckets.filter(Number.isFinite);
  return finite.length === 0 ? {} : { largest: Math.max(...finite) };
}

/** A quantile of a duration. */
export function latencySignal(
  histogram: Distribution,
  share: number,
  { title, events }: { readonly title: string; readonly events: string },
  by: readonly string[] | undefined,
): Signal {
  const base: Signal = quantile(histogram, share, by === undefined ? {} : { by });
  const description = `${percent(share)} % of the ${events} took no longer than this.`;
  return new Signal({ ...base, title: `${title} ${base.title}`, description });
}

/**
 * The share of a distribution above a bound, which must be one of its bucket bounds.
 *
 * @example
 * shareAbove(page.load, 2)
 */
export function shareAbove<const H extends Distribution>(
  histogram: H,
  bound: BoundOf<H>,
  { by, where }: Grouping<LabelOf<H>, LabelsOf<H>> = {},
): Signal {
  const selected = selectDistribution(histogram, where);
  const query = (labels: readonly string[]) => promql`1 - ${shareUpTo(selected, bound, labels)}`;
  return shareSignal(selected, bound, { kind: "shareAbove", title: "Above", words: "above", query }, by);
}

/**
 * The share of a distribution up to a bound, which must be one of its bucket bounds.
 *
 * @example
 * shareAtMost(search.results, 0)
 */
export function shareAtMost<const H extends Distribution>(
  histogram: H,
  bound: BoundOf<H>,
  { by, where }: Grouping<LabelOf<H>, LabelsOf<H>> = {},
): Signal {
  const selected = selectDistribution(histogram, where);
  const query = (labels: readonly string[]) => shareUpTo(selected, bound, labels);
  return shareSignal(selected, bound, { kind: "shareAtMost", title: "At most", words: "of at most", query }, by);
}

function shareSignal(
  histogram: Distribution,
  bound: number,
  { kind, title, words, query }: Pick<Measurement, "kind" | "title" | "query"> & { readonly words: string },
  by: readonly string[] | undefined,
): Signal {
  return groupedSignal(histogram, by, {
    kind,
    of: [histogram, bound],
    title: `${title} ${bound}`,
    description: `${histogramOf(histogram).help}: share of the values ${words} ${bound}.`,
    unit: "percentunit",
    max: 1,
    query,
    traffic: (labels) => observationRate(histogram, labels),
  });
}

function observationRate({ count }: Distribution, labels: readonly string[]): Query {
  return sumBy(labels, promql`rate(${count}[${window}])`);
}

function shareUpTo(histogram: Distribution, bound: number, labels: readonly string[]) {
  const within = sumBy(labels, promql`rate(${selectBucket(histogram, bound)}[${window}])`);
  return promql`${within} / ${observationRate(histogram, labels)}`;
}

/**
 * Selects the bucket of a bound. Some clients, and Prometheus 2, write a whole number as `1`, others and Prometheus 3 as
 * `1.0`: both match.
 */
function selectBucket(histogram: Distribution, bound: number): Series<"counter"> {
  const le = Number.isInteger(bound) ? [`${bound}`, `${bound}.0`] : String(bound);
  return histogram.bucket.where({ le });
}

function selectDistribution(histogram: Distribution, where: Where<Labels> | undefined): Distribution {
  return select(histogram, where);
}

function percent(share: number): number {
  return Number((share * 100).toFixed(6));
}
