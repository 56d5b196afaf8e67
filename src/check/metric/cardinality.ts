import { formatCount } from "../../diagnostics/format-count.js";
import { type AnyMetric, isHistogram, isSummary } from "../../model/metric/any-metric.js";
import type { Check } from "../check.js";
import { declaredMetrics } from "./declared.js";
import { type OwnLabel, ownLabels } from "./own-labels.js";

/** Limits of series per process and metric, and of values per label. */
const mostSeries = 10_000;
const mostValues = 100;

/** A metric with too many series per process, or a label with too many values. */
export const cardinality: Check = {
  id: "metric/cardinality",
  on: "estate",
  *run(estate) {
    const { catalogue } = estate.context;
    if (!catalogue) return;
    for (const { metric, name, span } of declaredMetrics(estate)) {
      const labels = ownLabels(metric, catalogue);
      const widest = labels.filter(({ values }) => values > mostValues);
      for (const label of widest) {
        yield {
          summary: `the label "${label.name}" of "${metric.name}" takes ${formatCount(label.values)} values, more than ${mostValues}`,
          details: "Each value is another series per process, kept for the whole retention.",
          fix: "group the values: the route instead of the path, the tier instead of the customer",
          at: span,
          subject: name,
          allow: metric.allow,
        };
      }
      const series = seriesPerProcess(metric, labels);
      if (widest.length > 0 || series <= mostSeries) continue;
      yield {
        summary: `one process exposes ${formatCount(series)} series of "${metric.name}": ${product(metric, labels)}`,
        details: "Prometheus holds every series in memory, and hosted Prometheus is billed by series.",
        fix: "drop the least useful label, or use fewer buckets",
        at: span,
        subject: name,
        allow: metric.allow,
      };
    }
  },
};

function seriesPerProcess(metric: AnyMetric, labels: readonly OwnLabel[]): number {
  return labels.reduce((product, { values }) => product * Math.max(1, values), countParts(metric).count);
}

function product(metric: AnyMetric, labels: readonly OwnLabel[]): string {
  const { count, word } = countParts(metric);
  const factors = labels.map(({ name, values }) => `${formatCount(values)} ${name}`);
  return (count > 1 ? [...factors, `${count} ${word}`] : factors).join(" × ");
}

/** Counts the series of a metric for one set of label values. A histogram has the bucket +Inf, too. */
function countParts(metric: AnyMetric): { readonly count: number; readonly word: string } {
  if (isHistogram(metric)) {
    const { buckets, native } = metric;
    return native
      ? { count: buckets.length + 4, word: "buckets, sum, count and native histogram" }
      : { count: buckets.length + 3, word: "buckets, sum and count" };
  }
  if (isSummary(metric)) return { count: metric.quantiles.length + 2, word: "quantiles, sum and count" };
  return { count: 1, word: "series" };
}
