import { isDefinitionOf } from "../definition/definition.js";
import { Histogram } from "./histogram.js";
import { type Labels, mergeLabels } from "./label.js";
import { Metric, type MetricFields, type MetricOwner } from "./metric.js";
import { NativeHistogram } from "./native-histogram.js";
import { Summary } from "./summary.js";

/** Any metric that a service can expose. */
export type AnyMetric = Metric | Histogram | Summary;

/** Copies a metric as its service exposes it: with its owner, and with the labels that scraping adds. */
export function exposeMetric(metric: AnyMetric, owner: MetricOwner, scrapeLabels: Labels): AnyMetric {
  return copyMetric(metric, { labels: mergeLabels(scrapeLabels, metric.labels), owner });
}

/** Copies a metric with other labels or another owner. */
export function copyMetric(metric: AnyMetric, changes: Partial<Pick<MetricFields<Labels>, "labels" | "owner">>) {
  const fields = { ...metric, ...changes };
  if (isHistogram(metric)) {
    return new Histogram<Labels, number>(fields, metric.buckets, metric.native !== undefined, metric.origin);
  }
  if (isSummary(metric)) return new Summary(fields, metric.quantiles, metric.origin);
  const { type, part, whole, origin } = metric;
  const partOf = whole && { part, whole };
  if (isNativeHistogram(metric)) return new NativeHistogram(fields, metric.buckets, partOf, origin);
  return new Metric(type, fields, partOf, origin);
}

/** The metric as it is declared: for a part of a histogram or summary, the whole. */
export function wholeOf(metric: AnyMetric): AnyMetric {
  return "whole" in metric && metric.whole ? metric.whole : metric;
}

/** The parts of a metric, each with one series name. */
export function seriesOf(metric: AnyMetric): readonly Metric[] {
  if (isHistogram(metric)) {
    return [metric.bucket, metric.sum, metric.count, ...(metric.native ? [metric.native] : [])];
  }
  if (isSummary(metric)) return [metric.quantile, metric.sum, metric.count];
  return [metric];
}

export function isMetric(value: unknown): value is AnyMetric {
  return isDefinitionOf(value, "metric");
}

export function isHistogram(metric: AnyMetric): metric is Histogram {
  return metric.type === "histogram";
}

export function isNativeHistogram(metric: AnyMetric): metric is NativeHistogram {
  return metric.type === "nativeHistogram";
}

export function isSummary(metric: AnyMetric): metric is Summary {
  return metric.type === "summary";
}
