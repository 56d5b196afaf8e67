import type { Context } from "../context.js";
import type { ClassicBucket } from "../histogram/classic-histogram.js";
import type { NativeHistogram } from "../histogram/native-histogram.js";
import { labelOf, type Metric, withoutLabels } from "../labels/metric.js";
import { parseGoFloat } from "../numeric/go-float.js";
import { withName } from "../query/annotations.js";
import { type Column, float, histogram } from "../vector/value.js";

interface BucketColumn {
  readonly upper: number;
  readonly column: Column;
}

/** A native histogram, or the buckets of a classic one, at a step. */
export type HistogramSample = NativeHistogram | readonly ClassicBucket[];

/** A histogram over all steps: a native series, the buckets of a classic one, or both. */
export interface HistogramGroup {
  readonly metric: Metric;
  /** Returns the native histogram or the buckets by bound; undefined at steps that have both. */
  at(step: number): HistogramSample | undefined;
}

type Span = { readonly start: number; readonly end: number };

const bucketLabels: ReadonlySet<string> = new Set(["le"]);

/** Groups series into histograms: each native one by itself, buckets by their labels without `le`. */
export function groupHistograms(columns: readonly Column[], context: Context, span: Span): HistogramGroup[] {
  const natives = columns.filter(({ histograms }) => histograms);
  const classics = new Map<string, { metric: Metric; buckets: BucketColumn[] }>();
  for (const column of columns) {
    if (!column.kinds.includes(float)) continue;
    const bound = labelOf(column.metric, "le");
    const upper = parseGoFloat(bound);
    if (upper === undefined) {
      warnMalformedBound(bound, column.metric, context, span);
      continue;
    }
    const metric = withoutLabels(column.metric, bucketLabels);
    const { key } = metric;
    const group = classics.get(key) ?? { metric, buckets: [] };
    group.buckets.push({ upper, column });
    classics.set(key, group);
  }
  const groups: HistogramGroup[] = [];
  for (const native of natives) {
    const { key } = native.metric;
    const classic = classics.get(key);
    classics.delete(key);
    const warn = (): void => {
      const what = "vector contains a mix of classic and native histograms";
      context.annotations.warn(withName(what, context.nameFor(native.metric)), span);
    };
    groups.push(createHistogramGroup(native.metric, native, classic?.buckets ?? [], warn));
  }
  for (const { metric, buckets } of classics.values())
    groups.push(createHistogramGroup(metric, undefined, buckets, () => {}));
  return groups;
}

function warnMalformedBound(bound: string, metric: Metric, context: Context, span: Span): void {
  const what = `bucket label "le" is missing or has a malformed value of ${JSON.stringify(bound)}`;
  if (context.semantics.annotatesSuspectInput) context.annotations.warn(withName(what, context.nameFor(metric)), span);
}

function createHistogramGroup(
  metric: Metric,
  native: Column | undefined,
  buckets: BucketColumn[],
  warn: () => void,
): HistogramGroup {
  buckets.sort((a, b) => (a.upper < b.upper ? -1 : a.upper > b.upper ? 1 : 0));
  return {
    metric,
    at(step) {
      const present: ClassicBucket[] = [];
      for (const { upper, column } of buckets) {
        if (column.kinds[step] === float) present.push({ upper, count: column.values[step]! });
      }
      if (native?.kinds[step] !== histogram) return present.length > 0 ? present : undefined;
      if (present.length === 0) return native.histograms![step];
      warn();
      return undefined;
    },
  };
}
