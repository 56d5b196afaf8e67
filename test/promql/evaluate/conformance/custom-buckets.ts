import {
  bucketsFrom,
  createMetric,
  customSchema,
  labelOf,
  type Metric,
  metricNameLabel,
  nameOf,
  nativeHistogram,
} from "../../../../src/promql/evaluate/index.js";
import type { LoadedSeries } from "./script.js";

interface Classic {
  readonly metric: Metric;
  readonly buckets: { upper: number; values: LoadedSeries["values"] }[];
  counts: LoadedSeries["values"] | undefined;
  sums: LoadedSeries["values"] | undefined;
}

/** Converts classic histograms to native ones with custom buckets, under the name without the suffix. */
export function withCustomBuckets(series: readonly LoadedSeries[]): LoadedSeries[] {
  const histograms = new Map<string, Classic>();
  for (const { metric, values } of series) {
    const [, base, suffix] = /^(.*)_(bucket|count|sum)$/.exec(nameOf(metric)) ?? [];
    if (base === undefined) continue;
    const rest = metric.names.map((name, index) => [name, metric.values[index]!] as const);
    const plain = createMetric([...rest.filter(([name]) => name !== "le"), [metricNameLabel, base]]);
    const classic = histograms.get(plain.key) ?? { metric: plain, buckets: [], counts: undefined, sums: undefined };
    histograms.set(plain.key, classic);
    if (suffix === "bucket") classic.buckets.push({ upper: parseBound(labelOf(metric, "le")), values });
    else if (suffix === "count") classic.counts = values;
    else classic.sums = values;
  }
  return [...histograms.values()].filter(({ buckets }) => buckets.length > 0).map(convert);
}

function parseBound(le: string): number {
  return le === "+Inf" ? Number.POSITIVE_INFINITY : Number(le);
}

function convert({ metric, buckets, counts, sums }: Classic): LoadedSeries {
  buckets.sort((a, b) => a.upper - b.upper);
  const customBounds = buckets.map(({ upper }) => upper).filter(Number.isFinite);
  const length = Math.max(...buckets.map(({ values }) => values.length));
  const values = Array.from({ length }, (_, step): LoadedSeries["values"][number] => {
    const at = (of: LoadedSeries["values"] | undefined): number | undefined => {
      const value = of?.[step];
      return value?.kind === "float" ? value.value : undefined;
    };
    const cumulative = buckets.map(({ values: of }) => at(of));
    if (cumulative.some((count) => count === undefined)) return { kind: "missing" };
    const count = at(counts) ?? cumulative.at(-1)!;
    const all = Number.isFinite(buckets.at(-1)!.upper) ? [...cumulative, count] : cumulative;
    const each = all.map((value, index) => value! - (index === 0 ? 0 : all[index - 1]!));
    const positive = bucketsFrom(0, each);
    const histogram = nativeHistogram({ schema: customSchema, customBounds, count, sum: at(sums) ?? 0, positive });
    return { kind: "histogram", histogram, hasResetHint: false };
  });
  return { metric, values };
}
