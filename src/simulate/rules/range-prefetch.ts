import { evaluateRange, type MatrixSeries, type QueryOptions, type VectorSample } from "../../promql/evaluate/index.js";
import { type Expr, walk } from "../../promql/index.js";
import type { RuleVector } from "./rule-query.js";

/** So many evaluations are looked up at once: enough to make it worth while, and not so many as to fill the memory. */
const maxBatchSize = 240;
/** How much fewer are tried when so many are too many, or one of them fails. */
const shrinkFactor = 8;

/** The times at which a rule will be evaluated. */
export interface EvaluationTimes {
  readonly last: number;
  readonly step: number;
}

/**
 * What the expression of a rule gives, looked up for many evaluations at once: a range query takes a fraction of what as
 * many instant queries take. It is only for expressions that give the same whenever they are evaluated.
 */
export class RangePrefetch {
  private readonly expr: Expr;
  private readonly queries: QueryOptions;
  private batch: Batch | undefined;
  private batchSize = maxBatchSize;

  constructor(expr: Expr, queries: QueryOptions) {
    this.expr = expr;
    this.queries = queries;
  }

  /** What the expression gives at a time; undefined when that is not known. */
  vectorAt(time: number, turns: EvaluationTimes): RuleVector | undefined {
    if (!this.batch || time < this.batch.from || time > this.batch.to) this.batch = this.prefetch(time, turns);
    const { series } = this.batch;
    if (!series) return undefined;
    const samples: VectorSample[] = [];
    for (const reader of series) {
      const sample = reader.at(time);
      if (sample) samples.push(sample);
    }
    return { samples };
  }

  /** What was looked up may no longer hold: there may be other series. */
  invalidate(): void {
    this.batch = undefined;
  }

  /** What fails at one time fails for the whole of a range, and is to be told when that time has come. */
  private prefetch(from: number, { last, step }: EvaluationTimes): Batch {
    for (; this.batchSize > 1; this.batchSize = Math.floor(this.batchSize / shrinkFactor)) {
      const to = Math.min(last, from + (this.batchSize - 1) * step);
      const { value } = evaluateRange(this.expr, { ...this.queries, start: from, end: to, step });
      if (value?.kind !== "matrix") continue;
      this.batchSize = Math.min(maxBatchSize, this.batchSize * 2);
      return { from, to, series: value.series.map((one) => new SeriesReader(one)) };
    }
    this.batchSize = shrinkFactor;
    return { from, to: from + (shrinkFactor - 1) * step, series: undefined };
  }
}

/** Evaluations that were looked up together; none of them is known when that failed. */
interface Batch {
  readonly from: number;
  readonly to: number;
  readonly series: readonly SeriesReader[] | undefined;
}

/** Reads a series sample by sample, forward. */
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
 * Whether an expression gives at each step of a range query what it gives as an instant query. Not where it asks for the
 * start, the end or the step of the query itself, nor for series that it does not name.
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

/** Whether an expression may look at what comes after the time at which it is evaluated. */
export function mayReadFuture(expr: Expr): boolean {
  let found = false;
  walk(expr, (node) => {
    if (node.kind !== "selector" && node.kind !== "subquery") return;
    if (node.offset && (node.offset.kind !== "duration" || node.offset.milliseconds < 0)) found = true;
    if (node.at) found = true;
  });
  return found;
}
