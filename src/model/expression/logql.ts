import { Origin } from "../definition/origin.js";
import type { LogStream } from "../metric/log-stream.js";
import type { Hole } from "./hole.js";
import { Query } from "./query.js";
import { requireTemplate } from "./template-tag.js";

/**
 * A LogQL expression. Its holes take log streams, of which they become the selector, and all that `promql` takes.
 *
 * @example
 * logql`${appLogs} | json | level="ERROR"`
 */
export function logql(strings: TemplateStringsArray, ...holes: readonly (LogStream | Hole)[]): Query {
  requireTemplate("logql", strings);
  return new Query({ language: "logql", chunks: strings.raw, holes }, new Origin(logql));
}
