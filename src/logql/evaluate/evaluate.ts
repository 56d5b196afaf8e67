import { compareMetrics, type Metric, noMetric } from "../../promql/evaluate/index.js";
import type { Expr } from "../syntax/ast.js";
import { unwrapParens, walk } from "../syntax/walk.js";
import { evaluateMetric } from "./query/evaluate-metric.js";
import { QueryFailure } from "./query/failure.js";
import { instantGrid, type QueryGrid, rangeGrid, timeOf, toMilliseconds } from "./query/grid.js";
import { type LogWindow, queryLogs, type ResultStream } from "./query/query-logs.js";
import type { LogStore } from "./store/log-store.js";
import type { StepVector, Value } from "./vector/step-vector.js";

/** Options of every query. Times are in nanoseconds since 1970. */
export interface QueryOptions {
  readonly store: LogStore;
  /** A metric query with more series fails, as with `max_query_series`. @default 500 */
  readonly maxSeries?: number;
}

export interface InstantOptions extends QueryOptions {
  readonly time: bigint;
}

export interface RangeOptions extends QueryOptions {
  readonly start: bigint;
  /** Included if a step falls on it. */
  readonly end: bigint;
  readonly step: bigint;
}

export interface LogOptions extends QueryOptions, LogWindow {}

export interface VectorSample {
  readonly metric: Metric;
  readonly value: number;
}

export interface MatrixSeries {
  readonly metric: Metric;
  /** By time, in milliseconds. */
  readonly samples: readonly { readonly timestamp: number; readonly value: number }[];
}

/** The value of a metric query; `time` is in milliseconds. */
export type MetricValue =
  | { readonly kind: "scalar"; readonly time: number; readonly value: number }
  | { readonly kind: "vector"; readonly time: number; readonly samples: readonly VectorSample[] }
  | { readonly kind: "matrix"; readonly series: readonly MatrixSeries[] };

/** The value of a query, or the error as Loki words it. */
export type QueryResult<T> =
  | { readonly value: T; readonly error?: undefined }
  | { readonly error: string; readonly value?: undefined };

/**
 * Evaluates a metric query at one time.
 *
 * @example
 * ```ts
 * const store = new LogStore();
 * store.append({ app: "api" }, { time: 60_000_000_000n, line: "level=error" });
 * const { expr } = parse('sum by (level) (count_over_time({app="api"} | logfmt [5m]))', ruleDialect);
 * const { value } = evaluateInstant(expr, { store, time: 120_000_000_000n });
 * ```
 */
export function evaluateInstant(
  expr: Expr,
  { store, time, maxSeries = mostSeries }: InstantOptions,
): QueryResult<MetricValue> {
  if (unwrapParens(expr).kind === "log query") return { error: logsInInstantQuery };
  return answer(() => {
    const grid = instantGrid(time);
    const value = evaluateMetric(expr, store, grid);
    if (typeof value === "number") return { kind: "scalar", time: toMilliseconds(time), value };
    const { time: shown, samples } = value[0]!;
    if (samples.length > maxSeries) throw tooManySeries(maxSeries);
    const sorted = isSorted(expr) ? samples : samples.toSorted((a, b) => compareMetrics(a.metric, b.metric));
    return { kind: "vector", time: shown, samples: sorted };
  });
}

/**
 * Evaluates a metric query at every step from a start to an end.
 *
 * @example
 * ```ts
 * const result = evaluateRange(expr, { store, start: 0n, end: 3_600_000_000_000n, step: 60_000_000_000n });
 * ```
 */
export function evaluateRange(
  expr: Expr,
  { store, start, end, step, maxSeries = mostSeries }: RangeOptions,
): QueryResult<MetricValue> {
  if (end < start) return { error: endBeforeStart };
  if (step <= 0n)
    return { error: "zero or negative query resolution step widths are not accepted. Try a positive integer" };
  if ((end - start) / step > mostSteps) return { error: tooManySteps };
  return answer(() => {
    const grid = rangeGrid(start, end, step);
    return { kind: "matrix", series: joinSteps(stepsOf(evaluateMetric(expr, store, grid), grid), maxSeries) };
  });
}

/**
 * Evaluates a log query.
 *
 * @example
 * ```ts
 * const result = evaluateLogs(expr, { store, start: 0n, end: 3_600_000_000_000n, limit: 100, direction: "backward" });
 * ```
 */
export function evaluateLogs(expr: Expr, { store, ...window }: LogOptions): QueryResult<readonly ResultStream[]> {
  const query = unwrapParens(expr);
  if (query.kind !== "log query") return { error: "the query is not a log query" };
  if (window.end < window.start) return { error: endBeforeStart };
  if (window.limit <= 0) return { error: "limit must be a positive value" };
  return answer(() => queryLogs(query, store, window));
}

const mostSeries = 500;
const mostSteps = 11_000n;
const endBeforeStart = "end timestamp must not be before or equal to start time";
const tooManySteps =
  "exceeded maximum resolution of 11,000 points per time series. Try increasing the value of the step parameter";
const logsInInstantQuery =
  "log queries are not supported as an instant query type, please change your query to a range query type";

function tooManySeries(most: number): QueryFailure {
  return new QueryFailure(
    `maximum number of series (${most}) reached for a single query; consider reducing query cardinality by adding more ` +
      "specific stream selectors, reducing the time range, or aggregating results with functions like sum(), count() or topk()",
  );
}

function answer<T>(evaluate: () => T): QueryResult<T> {
  try {
    return { value: evaluate() };
  } catch (problem) {
    if (problem instanceof QueryFailure) return { error: problem.message };
    throw problem;
  }
}

/** True if the order of the samples counts. */
function isSorted(expr: Expr): boolean {
  let found = false;
  walk(expr, (node) => {
    found ||= node.kind === "vector aggregation" && (node.operator === "sort" || node.operator === "sort_desc");
  });
  return found;
}

/** A number is a sample without labels at every step. */
function stepsOf(value: Value, grid: QueryGrid): readonly StepVector[] {
  if (typeof value !== "number") return value;
  return Array.from({ length: grid.count }, (_, step) => ({
    time: toMilliseconds(timeOf(grid, step)),
    samples: [{ metric: noMetric, value }],
  }));
}

function joinSteps(steps: readonly StepVector[], maxSeries: number): readonly MatrixSeries[] {
  const bySeries = new Map<
    string,
    { readonly metric: Metric; readonly samples: { timestamp: number; value: number }[] }
  >();
  for (const { time, samples } of steps) {
    for (const { metric, value } of samples) {
      let series = bySeries.get(metric.key);
      if (series === undefined) {
        if (bySeries.size === maxSeries) throw tooManySeries(maxSeries);
        series = { metric, samples: [] };
        bySeries.set(metric.key, series);
      }
      series.samples.push({ timestamp: time, value });
    }
  }
  return [...bySeries.values()].sort((a, b) => compareMetrics(a.metric, b.metric));
}
