import type { MatrixSeries, VectorSample } from "../../../promql/evaluate/index.js";
import { type Expr, walk } from "../../../promql/index.js";
import type { RuleVector } from "./rule-query.js";

/** Evaluations per range query: enough to amortise the query, few enough to fit in memory. */
const maxBatchSize = 240;
/** Divides the batch size when a range query fails, for instance by the limit on samples. */
const shrinkFactor = 8;

/** The remaining evaluations of a rule. */
export interface EvaluationTimes {
  readonly last: number;
  readonly step: number;
}

/** Runs a range query; undefined if it fails. Times are in milliseconds. */
export type RangeQuery = (range: {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}) => readonly MatrixSeries[] | undefined;

/**
 * Answers many instant evaluations from one range query, which costs a fraction of them. Only for expressions whose
 * results do not depend on when they are evaluated: see `isSafeToPrefetch`.
 */
export class RangePrefetch {
  private readonly query: RangeQuery;
  private batch: Batch | undefined;
  private batchSize = maxBatchSize;

  constructor(query: RangeQuery) {
    this.query = query;
  }

  /** Returns the vector at a time; undefined if it must be evaluated on its own. */
  vectorAt(time: number, times: EvaluationTimes): RuleVector | undefined {
    if (!this.batch || time < this.batch.from || time > this.batch.to) this.batch = this.prefetch(time, times);
    const { series } = this.batch;
    if (!series) return undefined;
    const samples: VectorSample[] = [];
    for (const reader of series) {
      const sample = reader.at(time);
      if (sample) samples.push(sample);
    }
    return { samples };
  }

  /** Drops prefetched results, after the store has changed. */
  invalidate(): void {
    this.batch = undefined;
  }

  /** Runs a range query, retrying with smaller batches: an error must surface only at its own evaluation time. */
  private prefetch(from: number, { last, step }: EvaluationTimes): Batch {
    for (; this.batchSize > 1; this.batchSize = Math.floor(this.batchSize / shrinkFactor)) {
      const to = Math.min(last, from + (this.batchSize - 1) * step);
      const series = this.query({ start: from, end: to, step });
      if (!series) continue;
      this.batchSize = Math.min(maxBatchSize, this.batchSize * 2);
      return { from, to, series: series.map((one) => new SeriesReader(one)) };
    }
    this.batchSize = shrinkFactor;
    return { from, to: from + (shrinkFactor - 1) * step, series: undefined };
  }
}

/** The results of one range query; without series if it failed. */
interface Batch {
  readonly from: number;
  readonly to: number;
  readonly series: readonly SeriesReader[] | undefined;
}

/** Reads the samples of a series in ascending order. */
class SeriesReader {
  private readonly series: MatrixSeries;
  private next = 0;

  constructor(series: MatrixSeries) {
    this.series = series;
  }

  at(time: number): VectorSample | undefined {
    const { metric, samples } = this.series;
    while (this.next < samples.length && samples[this.next]!.timestamp < time) this.next++;
    const sample = samples[this.next];
    return sample?.timestamp === time ? { metric, value: sample.value } : undefined;
  }
}

/**
 * True if each step of a range query gives the same as an instant query. Expressions that depend on the query's start, end
 * or step do not, nor does `info()`, which reads series that the expression does not name.
 */
export function isSafeToPrefetch(expr: Expr): boolean {
  let isSafe = true;
  walk(expr, (node) => {
    if (node.kind === "call" && node.name === "info") isSafe = false;
    if (node.kind === "selector" || node.kind === "subquery") {
      if (node.at && node.at.kind !== "timestamp") isSafe = false;
      if (node.offset && node.offset.kind !== "duration") isSafe = false;
    }
    if (node.kind === "matrix" || node.kind === "subquery") {
      if (node.range.kind !== "duration") isSafe = false;
    }
    if (node.kind === "subquery" && node.step && node.step.kind !== "duration") isSafe = false;
  });
  return isSafe;
}

/** True if an expression may read samples later than its evaluation time. */
export function mayReadFuture(expr: Expr): boolean {
  let readsFuture = false;
  walk(expr, (node) => {
    if (node.kind !== "selector" && node.kind !== "subquery") return;
    if (node.offset && (node.offset.kind !== "duration" || node.offset.milliseconds < 0)) readsFuture = true;
    if (node.at) readsFuture = true;
  });
  return readsFuture;
}
