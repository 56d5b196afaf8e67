import { checkArguments } from "../model/definition/check-arguments.js";
import type { Duration } from "../model/definition/duration.js";
import { number, required } from "../model/definition/option-table.js";
import type { Origin } from "../model/definition/origin.js";
import { type Window, window } from "../model/expression/hole.js";
import { promql } from "../model/expression/promql.js";
import type { Query } from "../model/expression/query.js";
import { Signal } from "../model/expression/signal.js";
import { type ClassicDistribution, type Distribution, isNativeDistribution } from "../model/metric/capability.js";
import type { Labels, Where } from "../model/metric/label.js";
import type { Series } from "../model/metric/metric.js";
import { distributionShape } from "../model/metric/metric-shapes.js";
import { groupingShape, selectingShape } from "./arguments/shapes.js";
import {
  definitionOf,
  type Grouping,
  groupedSignal,
  type LabelOf,
  type LabelsOf,
  type Measurement,
  type Selecting,
  signalId,
  sumBy,
} from "./grouping.js";
import { select } from "./narrow.js";
import { rateBy } from "./rate.js";

/** The bucket bounds of a histogram. */
export type BoundOf<H extends Distribution> = NonNullable<H["buckets"]>[number];

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
  options: Grouping<LabelOf<H>, LabelsOf<H>> = {},
): Signal {
  const origin = checkArguments("quantile(…)", [
    ["histogram", histogram, required(distributionShape)],
    ["share", share, required(number)],
    ["options", options, groupingShape],
  ]);
  const { by, where } = options;
  const selected = selectDistribution(histogram, where);
  const { help, unit } = definitionOf(histogram);
  return groupedSignal(selected, by, {
    origin,
    kind: "quantile",
    of: [selected, share],
    title: `p${percent(share)}`,
    description: `${help}: ${percent(share)} % of the values are no higher.`,
    unit: unit ?? "short",
    query: (labels) => promql`histogram_quantile(${share}, ${bucketRates(selected, labels)})`,
    // Larger observations fall into the +Inf bucket, for which the quantile is the last bound.
    ...largestBound(selected),
    traffic: (labels) => observationRate(selected, labels),
  });
}

function largestBound({ buckets }: Distribution): Pick<Measurement, "largest"> {
  const finite = (buckets ?? []).filter(Number.isFinite);
  return finite.length === 0 ? {} : { largest: Math.max(...finite) };
}

/** A quantile of a duration. */
export function latencySignal(
  histogram: Distribution,
  share: number,
  { title, events }: { readonly title: string; readonly events: string },
  by: readonly string[] | undefined,
  origin: Origin,
): Signal {
  const base: Signal = quantile(histogram, share, by === undefined ? {} : { by });
  const description = `${percent(share)} % of the ${events} took no longer than this.`;
  return new Signal({ ...base, title: `${title} ${base.title}`, description, origin });
}

/**
 * The average of a distribution. A few large values raise it, and it hides all others: for latency, take a quantile.
 *
 * @example
 * average(cart.pieces)
 */
export function average<const H extends Distribution>(
  histogram: H,
  options: Grouping<LabelOf<H>, LabelsOf<H>> = {},
): Signal {
  const origin = checkArguments("average(…)", [
    ["histogram", histogram, required(distributionShape)],
    ["options", options, groupingShape],
  ]);
  const { by, where } = options;
  const selected = selectDistribution(histogram, where);
  const { help, unit } = definitionOf(histogram);
  return groupedSignal(selected, by, {
    origin,
    kind: "average",
    of: [selected],
    title: "Average",
    description: `${help}: the average.`,
    unit: unit ?? "short",
    query: (labels) => promql`${sumRate(selected, labels)} / ${observationRate(selected, labels)}`,
    traffic: (labels) => observationRate(selected, labels),
  });
}

/**
 * The observations of a histogram by their size, for a `heatmap`.
 *
 * @example
 * heatmap("Latency", observations(cart.http.duration))
 */
export function observations<const H extends Distribution>(histogram: H, options: Selecting<LabelsOf<H>> = {}): Signal {
  const origin = checkArguments("observations(…)", [
    ["histogram", histogram, required(distributionShape)],
    ["options", options, selectingShape],
  ]);
  const { where } = options;
  const selected = selectDistribution(histogram, where);
  const { help, unit } = definitionOf(histogram);
  return new Signal({
    origin,
    id: signalId("observations", [selected], []),
    title: "Observations",
    description: `${help}: observations per second, by their size.`,
    unit: unit ?? "short",
    by: [],
    query: bucketRates(selected, []),
  });
}

/**
 * The share of a distribution above a bound, which must be one of its bucket bounds. With a native histogram, any bound
 * will do: the share is interpolated within a bucket.
 *
 * @example
 * shareAbove(page.load, 2)
 */
export function shareAbove<const H extends Distribution>(
  histogram: H,
  bound: BoundOf<H>,
  options: Grouping<LabelOf<H>, LabelsOf<H>> = {},
): Signal {
  const origin = checkArguments("shareAbove(…)", [
    ["histogram", histogram, required(distributionShape)],
    ["bound", bound, required(number)],
    ["options", options, groupingShape],
  ]);
  const { by, where } = options;
  const selected = selectDistribution(histogram, where);
  const query = (labels: readonly string[]) => promql`1 - ${shareUpTo(selected, bound, labels)}`;
  return shareSignal(selected, bound, { kind: "shareAbove", title: "Above", words: "above", query }, by, origin);
}

/**
 * The share of a distribution up to a bound, which must be one of its bucket bounds. With a native histogram, any bound
 * will do: the share is interpolated within a bucket.
 *
 * @example
 * shareAtMost(search.results, 0)
 */
export function shareAtMost<const H extends Distribution>(
  histogram: H,
  bound: BoundOf<H>,
  options: Grouping<LabelOf<H>, LabelsOf<H>> = {},
): Signal {
  const origin = checkArguments("shareAtMost(…)", [
    ["histogram", histogram, required(distributionShape)],
    ["bound", bound, required(number)],
    ["options", options, groupingShape],
  ]);
  const { by, where } = options;
  const selected = selectDistribution(histogram, where);
  const query = (labels: readonly string[]) => shareUpTo(selected, bound, labels);
  return shareSignal(
    selected,
    bound,
    { kind: "shareAtMost", title: "At most", words: "of at most", query },
    by,
    origin,
  );
}

function shareSignal(
  histogram: Distribution,
  bound: number,
  { kind, title, words, query }: Pick<Measurement, "kind" | "title" | "query"> & { readonly words: string },
  by: readonly string[] | undefined,
  origin: Origin,
): Signal {
  return groupedSignal(histogram, by, {
    origin,
    kind,
    of: [histogram, bound],
    title: `${title} ${bound}`,
    description: `${definitionOf(histogram).help}: share of the values ${words} ${bound}.`,
    unit: "percentunit",
    max: 1,
    query,
    traffic: (labels) => observationRate(histogram, labels),
  });
}

/** The rates of all buckets. A native histogram has them in one sample. */
function bucketRates(histogram: Distribution, labels: readonly string[], range: Range = window): Query {
  return isNativeDistribution(histogram)
    ? sumBy(labels, promql`rate(${histogram}[${range}])`)
    : sumBy(["le", ...labels], promql`rate(${histogram.bucket}[${range}])`);
}

type Range = Window | Duration;

/** The rate of all observations. */
export function observationRate(histogram: Distribution, labels: readonly string[], range: Range = window): Query {
  return rateBy(isNativeDistribution(histogram) ? histogram : histogram.count, labels, range);
}

function sumRate(histogram: Distribution, labels: readonly string[]): Query {
  if (!isNativeDistribution(histogram)) return rateBy(histogram.sum, labels);
  return promql`histogram_sum(${bucketRates(histogram, labels)})`;
}

function shareUpTo(histogram: Distribution, bound: number, labels: readonly string[], range: Range = window) {
  if (isNativeDistribution(histogram)) {
    return promql`histogram_fraction(-Inf, ${bound}, ${bucketRates(histogram, labels, range)})`;
  }
  return promql`${rateUpTo(histogram, bound, labels, range)} / ${observationRate(histogram, labels, range)}`;
}

/** The rate of the observations up to a bound. A native histogram has none, not NaN, while there are no observations. */
export function rateUpTo(
  histogram: Distribution,
  bound: number,
  labels: readonly string[],
  range: Range = window,
): Query {
  if (!isNativeDistribution(histogram)) {
    return sumBy(labels, promql`rate(${selectBucket(histogram, bound)}[${range}])`);
  }
  return promql`${shareUpTo(histogram, bound, labels, range)} * ${observationRate(histogram, labels, range)} >= 0`;
}

/**
 * Selects the bucket of a bound. Some clients, and Prometheus 2, write a whole number as `1`, others and Prometheus 3 as
 * `1.0`: both match.
 */
function selectBucket(histogram: ClassicDistribution, bound: number): Series<"counter"> {
  const le = Number.isInteger(bound) ? [`${bound}`, `${bound}.0`] : String(bound);
  return histogram.bucket.where({ le });
}

function selectDistribution(histogram: Distribution, where: Where<Labels> | undefined): Distribution {
  return select(histogram, where);
}

function percent(share: number): number {
  return Number((share * 100).toFixed(6));
}
