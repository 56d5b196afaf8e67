import { evaluateLogs, evaluateRange, type LogStore } from "../../logql/evaluate/index.js";
import { type Expr, type LogQuery, unwrapParens } from "../../logql/index.js";
import { labelOf } from "../../promql/evaluate/index.js";
import { type LogContext, shortestRange } from "./log-context.js";

/** The result of a LogQL expression over a range of time, classified. */
export type LogOutcome =
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "empty" | "only NaN" | "varied" }
  /** Every line has an error, such as `JSONParserErr`. */
  | { readonly kind: "only errors"; readonly error: string }
  | { readonly kind: "constant"; readonly value: number };

/** A log query returns at most so many lines, as many as are needed to judge it. */
const maxLines = 2000;
/** Synthetic lines have more series than the limit of a real server should be about. */
const maxSeries = 100_000;
const minStep = 5_000;

export function evaluateLogOutcome(expr: Expr, context: LogContext, store: LogStore): LogOutcome {
  const inner = unwrapParens(expr);
  return inner.kind === "log query" ? linesOutcome(inner, context, store) : metricOutcome(inner, context, store);
}

function linesOutcome(query: LogQuery, { from, end }: LogContext, store: LogStore): LogOutcome {
  const window = {
    start: toNanoseconds(from),
    end: toNanoseconds(end),
    limit: maxLines,
    direction: "backward",
  } as const;
  const { value, error } = evaluateLogs(query, { store, ...window });
  if (error !== undefined) return { kind: "failed", message: error };
  if (value.length === 0) return { kind: "empty" };
  const errors = value.map(({ labels }) => labelOf(labels, "__error__"));
  return errors.every((one) => one !== "") ? { kind: "only errors", error: errors[0]! } : { kind: "varied" };
}

/** True if a log query returns no lines. */
export function isWithoutLines(query: LogQuery, { from, end }: LogContext, store: LogStore): boolean {
  const window = { start: toNanoseconds(from), end: toNanoseconds(end), limit: 1, direction: "backward" } as const;
  return evaluateLogs(query, { store, ...window }).value?.length === 0;
}

function metricOutcome(expr: Expr, { from, end, step }: LogContext, store: LogStore): LogOutcome {
  const covering = Math.max(minStep, Math.min(step, shortestRange(expr)));
  const range = { start: toNanoseconds(from), end: toNanoseconds(end), step: toNanoseconds(covering) };
  const { value, error } = evaluateRange(expr, { store, ...range, maxSeries });
  if (error !== undefined) return { kind: "failed", message: error };
  const numbers =
    value.kind === "matrix" ? value.series.flatMap(({ samples }) => samples.map((sample) => sample.value)) : [];
  if (numbers.length === 0) return { kind: "empty" };
  if (numbers.every(Number.isNaN)) return { kind: "only NaN" };
  const isConstant = numbers.length > 1 && numbers.every((number) => number === numbers[0]);
  return isConstant ? { kind: "constant", value: numbers[0]! } : { kind: "varied" };
}

function toNanoseconds(milliseconds: number): bigint {
  return BigInt(Math.round(milliseconds)) * 1_000_000n;
}
