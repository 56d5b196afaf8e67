import { LogStore } from "../../logql/evaluate/index.js";
import { type Expr, walk } from "../../logql/index.js";
import type { LogStream } from "../../model/metric/log-stream.js";
import { servicesOf } from "../../model/system/catalogue.js";
import { writeSyntheticLines } from "../logs/synthetic-lines.js";
import type { SmokeTarget } from "./probe.js";
import type { SmokeContext } from "./smoke-context.js";

/** Synthetic log lines of a system in one environment. */
export interface LogContext extends Pick<SmokeContext, "from" | "end" | "step" | "lookback"> {
  /** The streams that the system declares, or that its queries refer to. */
  readonly streams: readonly LogStream[];
  readonly lines: LogStore;
  /** The same lines, and some that are not in the declared format: for queries that look at errors. */
  linesWithErrors(): LogStore;
}

const minute = 60_000;
const maxLookback = 6 * 60 * minute;

/** Generates lines of all streams that a system declares, and of those that queries refer to. */
export function createLogContext(
  { system, settings }: SmokeTarget,
  referenced: readonly LogStream[],
  expressions: readonly Expr[],
  { from, end, step, version }: SmokeContext,
  seed: string | undefined,
): LogContext {
  const streams = [...new Set([...servicesOf(system).flatMap(({ logs }) => logs), ...referenced])];
  const round = end - from;
  const lookback = Math.min(maxLookback, Math.max(0, ...expressions.map((expr) => computeLogLookback(expr, round))));
  const write = (hasMalformedLines: boolean): LogStore => {
    const store = new LogStore();
    writeSyntheticLines(store, streams, {
      ...{ start: from - Math.ceil(lookback / round) * round, end, round, version, expressions, hasMalformedLines },
      ...{ environment: settings.environment, ...(seed !== undefined && { seed }) },
    });
    return store;
  };
  let withErrors: LogStore | undefined;
  const linesWithErrors = () => {
    withErrors ??= write(true);
    return withErrors;
  };
  return { streams, lines: write(false), linesWithErrors, from, end, step, lookback };
}

/**
 * Returns how far back an expression has to find lines, in milliseconds: the largest sum of an offset and a range. Of a
 * long range, its last round of lines is enough.
 */
export function computeLogLookback(expr: Expr, round: number): number {
  let furthest = 0;
  walk(expr, (node) => {
    if (node.kind !== "range aggregation") return;
    const { range, offset } = node.range;
    furthest = Math.max(furthest, Math.min(range.nanoseconds / 1e6, round) + (offset?.nanoseconds ?? 0) / 1e6);
  });
  return furthest;
}

/** Returns the shortest range of an expression, in milliseconds. */
export function shortestRange(expr: Expr): number {
  let shortest = Number.POSITIVE_INFINITY;
  walk(expr, (node) => {
    if (node.kind === "range aggregation") shortest = Math.min(shortest, node.range.range.nanoseconds / 1e6);
  });
  return shortest;
}
