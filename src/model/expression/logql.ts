import { Origin } from "../definition/origin.js";
import type { LogStream } from "../metric/log-stream.js";
import { query } from "./promql.js";
import type { Hole, Query } from "./query.js";

/**
 * LogQL, with holes for log streams (their selector) and for what `promql` takes besides metrics.
 *
 * @example
 * logql`${appLogs} | json | level="ERROR"`
 */
export function logql(strings: TemplateStringsArray, ...holes: readonly (LogStream | Hole)[]): Query {
  return query("logql", strings.raw, holes, undefined, new Origin(logql));
}
