import type { Expr, ValueType } from "../syntax/ast.js";
import { type Dialect, ruleDialect } from "../syntax/dialect.js";
import { typeOf } from "../types/typecheck.js";
import { Context, type Settings } from "./context.js";
import type { Annotation } from "./query/annotations.js";
import { QueryFailure, tooManySamples } from "./query/failure.js";
import { createGrid, type QueryGrid } from "./query/grid.js";
import { type Semantics, semanticsFor } from "./query/semantics.js";
import { createInstantResult, createRangeResult, type QueryValue } from "./result.js";
import { run } from "./run.js";
import type { Store } from "./storage/store.js";
import { maxSteps } from "./vector/sample-budget.js";
import type { Value } from "./vector/value.js";

/** Options of every query. Times and durations are in milliseconds. */
export interface QueryOptions {
  readonly store: Store;
  /** The PromQL dialect. @default Prometheus 3.16 without features */
  readonly dialect?: Dialect;
  /** Evaluates as this major version does, or as described. @default as the release of the dialect */
  readonly semantics?: "2.x" | "3.x" | Semantics;
  /** Drops metric names at the end of the query only. @default false */
  readonly delayedNameRemoval?: boolean;
  /** The lookback delta. @default five minutes */
  readonly lookback?: number;
  /** The sample budget: a query that holds more samples at once fails. @default 50,000,000 */
  readonly maxSamples?: number;
  /** The step of subqueries without one. @default one minute */
  readonly subqueryStep?: number;
  /** Rates use the start timestamps of counters, as with `use-start-timestamps`. @default false */
  readonly startTimestamps?: boolean;
}

export interface InstantOptions extends QueryOptions {
  readonly time: number;
}

export interface RangeOptions extends QueryOptions {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** The value of a query with its annotations, or the error. */
export type QueryResult =
  | { readonly value: QueryValue; readonly annotations: readonly Annotation[]; readonly error?: undefined }
  | { readonly error: string; readonly value?: undefined };

/**
 * Evaluates a query at one time.
 *
 * @example
 * ```ts
 * const store = createStore();
 * store.append({ __name__: "requests_total", job: "api" }, 0, 0);
 * store.append({ __name__: "requests_total", job: "api" }, 60_000, 30);
 * const { value } = evaluateInstant("sum by (job) (increase(requests_total[5m]))", { store, time: 60_000 });
 * ```
 */
export function evaluateInstant(query: string | Expr, options: InstantOptions): QueryResult {
  return evaluateOnce(query, options.time, resolveSettings(options));
}

/** Evaluates a query at one time of many, always with the same options. */
export function evaluateAt(query: string | Expr, time: number, options: QueryOptions): QueryResult {
  const settings = resolved.get(options) ?? resolveSettings(options);
  resolved.set(options, settings);
  return evaluateOnce(query, time, settings);
}

const resolved = new WeakMap<QueryOptions, Settings>();

function evaluateOnce(query: string | Expr, time: number, settings: Settings): QueryResult {
  const grid = { start: time, end: time, step: 0, count: 1 };
  return evaluate(query, settings, grid, false, createInstantResult);
}

/**
 * Evaluates a query at every step from a start to an end.
 *
 * @example
 * ```ts
 * const result = evaluateRange("rate(requests_total[5m])", { store, start: 0, end: 3_600_000, step: 15_000 });
 * ```
 */
export function evaluateRange(query: string | Expr, options: RangeOptions): QueryResult {
  const { start, end, step } = options;
  if (!(step > 0)) return { error: "the step of a range query must be more than 0" };
  const grid = { ...createGrid(start, end, step), end };
  if (grid.count > maxSteps(options.maxSamples ?? defaultMaxSamples)) return { error: tooManySamples };
  return evaluate(query, resolveSettings(options), grid, true, (value) => createRangeResult(value, grid));
}

const newestDialect: Dialect = ruleDialect({ major: 3, minor: 16 });
const fiveMinutes = 300_000;
const defaultMaxSamples = 50_000_000;

function resolveSettings(options: QueryOptions): Settings {
  const dialect = options.dialect ?? newestDialect;
  return {
    store: options.store,
    dialect,
    semantics: semanticsFor(dialect, options.semantics),
    delayedNameRemoval: options.delayedNameRemoval ?? false,
    lookback: options.lookback ?? fiveMinutes,
    maxSamples: options.maxSamples ?? defaultMaxSamples,
    subqueryStep: options.subqueryStep ?? 60_000,
    startTimestamps: options.startTimestamps ?? false,
  };
}

function evaluate(
  query: string | Expr,
  settings: Settings,
  grid: QueryGrid,
  isRange: boolean,
  finish: (value: Value, context: Context) => QueryValue,
): QueryResult {
  const text = typeof query === "string" ? query : undefined;
  let expr = typeof query === "string" ? undefined : query;
  if (text !== undefined) {
    const { expr: parsed, errors } = settings.store.cache.parse(text, settings.dialect);
    const [first] = errors;
    if (first) return { error: `parse error: ${first.message}` };
    expr = parsed;
  }
  if (!expr) return { error: "parse error: no expression found in input" };
  if (isRange && !rangeQueryTypes.has(typeOf(expr))) {
    const type = typeOf(expr);
    return {
      error: `invalid expression type ${JSON.stringify(type)} for range query, must be Scalar or instant Vector`,
    };
  }
  const plan = settings.store.cache.planFor(expr);
  const context = new Context(settings, grid, { isRange, text, statisticsOnly: plan.statisticsOnly });
  try {
    const value = finish(run(plan, context), context);
    return { value, annotations: settings.semantics.returnsAnnotations ? context.annotations.list() : [] };
  } catch (problem) {
    if (problem instanceof QueryFailure) return { error: problem.message };
    throw problem;
  }
}

const rangeQueryTypes: ReadonlySet<ValueType> = new Set(["scalar", "instant vector"]);
