import { createMetric, labelHash, labelOf, type Metric } from "../../../promql/evaluate/index.js";
import type { Grouping, RangeAggregation, StreamSelector } from "../../syntax/ast.js";
import { errorLabel, preserveErrorLabel } from "../labels/special-labels.js";
import { PipelineFailure } from "../query/failure.js";
import { type QueryGrid, timeOf, toMilliseconds } from "../query/grid.js";
import type { LogStore } from "../store/log-store.js";
import { firstFrom, selectStreams } from "../store/select-streams.js";
import type { StepVector, VectorSample } from "../vector/step-vector.js";
import { compileExtractor } from "./extract-samples.js";
import { type RangeFunction, rangeFunction } from "./range-functions.js";

/** The samples of a series, by time. */
interface SampleSeries {
  readonly labels: Metric;
  /** Orders series of different streams with samples at the same time. */
  readonly hash: number;
  readonly times: number[];
  readonly values: number[];
}

export interface RangeResult {
  /** The steps before the failure, or all. */
  readonly vectors: readonly StepVector[];
  readonly failure: PipelineFailure | undefined;
}

/** Evaluates a range aggregation at every step. `outer` is the clause of the `sum` around it, if any. */
export function aggregateRange(
  node: RangeAggregation,
  outer: Grouping | undefined,
  store: LogStore,
  grid: QueryGrid,
): RangeResult {
  const windows = windowsOf(node, grid);
  const series = collectSeries(node, outer, store, windows);
  const failure = findFailure(series, windows);
  const count = failure?.step ?? windows.count;
  const steps = slideWindows(series, rangeFunction(node), { ...windows, count });
  const vectors = steps.map((samples, step) => ({ time: stepTime(grid, windows, step), samples }));
  const isAbsent = node.operator === "absent_over_time";
  return { vectors: isAbsent ? absentVectors(node.range.query.selector, vectors) : vectors, failure };
}

/** The windows of all steps, in nanoseconds. They begin after their start, and include their end. */
interface Windows {
  /** The start of the first window. Times of samples are offsets from it. */
  readonly start: bigint;
  readonly end: bigint;
  readonly range: number;
  readonly offset: bigint;
  readonly step: number;
  readonly count: number;
}

function windowsOf({ range: { range, offset } }: RangeAggregation, grid: QueryGrid): Windows {
  const shift = BigInt(Math.trunc(offset?.nanoseconds ?? 0));
  const size = Math.trunc(range.nanoseconds);
  return {
    start: grid.start - shift - BigInt(size),
    end: timeOf(grid, grid.count - 1) - shift,
    range: size,
    offset: shift,
    step: Number(grid.step),
    count: grid.count,
  };
}

/** Loki rounds the time of the window and the offset down to milliseconds before it adds them. */
function stepTime(grid: QueryGrid, { offset }: Windows, step: number): number {
  return toMilliseconds(timeOf(grid, step) - offset) + toMilliseconds(offset);
}

function collectSeries(
  node: RangeAggregation,
  outer: Grouping | undefined,
  store: LogStore,
  { start, end }: Windows,
): readonly SampleSeries[] {
  const extractorFor = compileExtractor(node, outer);
  const bySeries = new Map<string, SampleSeries>();
  for (const stream of selectStreams(store, node.range.query.selector)) {
    const extract = extractorFor(stream);
    const hash = labelHash(stream.labels);
    const entries = stream.sorted();
    for (let at = firstFrom(entries, start + 1n); at < entries.length && entries[at]!.time <= end; at++) {
      const entry = entries[at]!;
      const sample = extract(entry);
      if (sample === undefined) continue;
      let series = bySeries.get(sample.labels.key);
      if (series === undefined) {
        series = { labels: sample.labels, hash, times: [], values: [] };
        bySeries.set(sample.labels.key, series);
      }
      series.times.push(Number(entry.time - start));
      series.values.push(sample.value);
    }
  }
  return [...bySeries.values()];
}

/**
 * Finds the first step with a line in its window that has an error. Of several lines Loki reports any, and most often the
 * first.
 */
function findFailure(series: readonly SampleSeries[], { range, step, count }: Windows): PipelineFailure | undefined {
  let first: { readonly series: SampleSeries; readonly time: number; readonly step: number } | undefined;
  for (const one of series) {
    if (!hasFailed(one.labels)) continue;
    for (const time of one.times) {
      const index = step === 0 ? 0 : Math.max(0, Math.ceil((time - range) / step));
      const isInWindow = index < count && time > index * step && time <= range + index * step;
      if (!isInWindow) continue;
      const order = first && (index - first.step || time - first.time || one.hash - first.series.hash);
      if (order === undefined || order < 0) first = { series: one, time, step: index };
    }
  }
  return first && new PipelineFailure(first.series.labels, first.step);
}

/** The samples of every step. */
function slideWindows(
  series: readonly SampleSeries[],
  evaluate: RangeFunction,
  { range, step, count }: Windows,
): readonly VectorSample[][] {
  const steps: VectorSample[][] = Array.from({ length: count }, () => []);
  for (const one of series) {
    const { times, values } = sortedArrays(one);
    let from = 0;
    let to = 0;
    for (const [index, samples] of steps.entries()) {
      const end = range + index * step;
      while (from < times.length && times[from]! <= end - range) from++;
      to = Math.max(to, from);
      while (to < times.length && times[to]! <= end) to++;
      if (from === to) continue;
      samples.push({ metric: one.labels, value: evaluate({ times, values, from, to, end }) });
    }
  }
  return steps;
}

/** Samples of several streams are merged by time. */
function sortedArrays({ times, values }: SampleSeries): { times: Float64Array; values: Float64Array } {
  const isSorted = times.every((time, at) => at === 0 || times[at - 1]! <= time);
  if (isSorted) return { times: Float64Array.from(times), values: Float64Array.from(values) };
  const order = times.map((_, at) => at).sort((a, b) => times[a]! - times[b]!);
  return {
    times: Float64Array.from(order, (at) => times[at]!),
    values: Float64Array.from(order, (at) => values[at]!),
  };
}

function hasFailed(labels: Metric): boolean {
  return labels.names.includes(errorLabel) && labelOf(labels, preserveErrorLabel) !== "true";
}

/** One where there are no samples, with the labels that the selector gives. */
function absentVectors({ matchers }: StreamSelector, vectors: readonly StepVector[]): readonly StepVector[] {
  const known = new Map<string, string>();
  const unknown = new Set<string>();
  for (const { label, operator, value } of matchers) {
    if (label === "__name__") continue;
    if (operator === "=" && !known.has(label)) known.set(label, value);
    else unknown.add(label);
  }
  const metric = createMetric([...known].filter(([label]) => !unknown.has(label)));
  return vectors.map(({ time, samples }) => ({ time, samples: samples.length > 0 ? [] : [{ metric, value: 1 }] }));
}
