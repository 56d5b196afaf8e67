import type { Context } from "./context.js";
import type { NativeHistogram } from "./histogram/native-histogram.js";
import { compareMetrics, type Metric, noMetric } from "./labels/metric.js";
import { type Grid, timeAt } from "./query/grid.js";
import { MovingWindow } from "./range/window.js";
import { mergeSameLabels } from "./vector/merge.js";
import { type Column, type RangeValue, relabel, sampleAt, type Value } from "./vector/value.js";

/** A sample of an instant vector. */
export interface VectorSample {
  readonly metric: Metric;
  readonly value: number | NativeHistogram;
}

/** A series of a range vector; floats and histograms in the order of their times. */
export interface MatrixSeries {
  readonly metric: Metric;
  readonly samples: readonly { readonly timestamp: number; readonly value: number | NativeHistogram }[];
}

/** The value of a query. */
export type QueryValue =
  | { readonly kind: "scalar"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "vector"; readonly samples: readonly VectorSample[] }
  | { readonly kind: "matrix"; readonly series: readonly MatrixSeries[] };

/** Drops the names that were kept until the end and merges series that become equal. */
function finishNames(columns: readonly Column[]): readonly Column[] {
  if (!columns.some(({ dropName }) => dropName)) return mergeSameLabels(columns);
  return mergeSameLabels(
    columns.map((column) => (column.dropName ? relabel(column, column.metric.withoutMetadata, false) : column)),
  );
}

/** Creates the result of an instant query, with vectors in evaluation order. */
export function createInstantResult(value: Value, context: Context): QueryValue {
  switch (value.kind) {
    case "scalar":
      return { kind: "scalar", value: value.values[0]! };
    case "string":
      return value;
    case "vector": {
      const samples = finishNames(value.columns).flatMap((column) => {
        const sample = sampleAt(column, 0);
        return sample === undefined ? [] : [{ metric: column.metric, value: sample }];
      });
      return { kind: "vector", samples };
    }
    case "range":
      return { kind: "matrix", series: createMatrix(value, context) };
  }
}

function createMatrix(value: RangeValue, context: Context): MatrixSeries[] {
  const end = value.ends[0]!;
  const series: MatrixSeries[] = [];
  const window = new MovingWindow(context.semantics.rangeIncludesStart);
  for (const { metric, dropName, samples } of value.series) {
    window.open(metric, samples);
    if (!window.moveTo(end - value.range, end)) continue;
    const points: { timestamp: number; value: number | NativeHistogram }[] = [];
    for (let at = window.from; at < window.to; at++) {
      points.push({ timestamp: window.floatTimes[at]!, value: window.floatValues[at]! });
    }
    for (let at = window.fromHistogram; at < window.toHistogram; at++) {
      points.push({ timestamp: window.histogramTimes[at]!, value: window.histograms[at]! });
    }
    context.reserve(points.length);
    points.sort((a, b) => a.timestamp - b.timestamp);
    series.push({ metric: dropName ? metric.withoutMetadata : metric, samples: points });
  }
  return series.sort((a, b) => compareMetrics(a.metric, b.metric));
}

/** Creates the result of a range query, with series sorted by labels. */
export function createRangeResult(value: Value, grid: Grid): QueryValue {
  if (value.kind === "string") return value;
  const columns = value.kind === "vector" ? finishNames(value.columns) : [];
  const series = columns.map((column): MatrixSeries => ({ metric: column.metric, samples: listSamples(column, grid) }));
  if (value.kind === "scalar") {
    const samples = Array.from(value.values, (number, step) => ({ timestamp: timeAt(grid, step), value: number }));
    return { kind: "matrix", series: [{ metric: noMetric, samples }] };
  }
  return { kind: "matrix", series: series.sort((a, b) => compareMetrics(a.metric, b.metric)) };
}

function listSamples(column: Column, grid: Grid): MatrixSeries["samples"] {
  const samples: { timestamp: number; value: number | NativeHistogram }[] = [];
  for (let step = 0; step < column.kinds.length; step++) {
    const value = sampleAt(column, step);
    if (value !== undefined) samples.push({ timestamp: timeAt(grid, step), value });
  }
  return samples;
}
