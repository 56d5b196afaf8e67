import { resolve } from "../../model/definition/per-environment.js";
import type { LogStream } from "../../model/metric/log-stream.js";
import type { ServiceFacts } from "../../model/system/service.js";

/** The facts by which Grafana leads from log lines to their traces, and back. */
export interface TraceLinks {
  /** The field of the lines that has the id of the trace. */
  readonly field: string;
  /** A regular expression that finds the id in a line. */
  readonly pattern: string;
  /** The label of log streams whose value is the `service.name` of traces; undefined if there is none. */
  readonly serviceLabel: string | undefined;
}

/** The names that the id of a trace has in logs. */
const traceIdFields = ["trace_id", "traceId", "traceID"] as const;

/** Finds how the lines of services name their traces; undefined if they do not. */
export function findTraceLinks(services: readonly ServiceFacts[], environment: string): TraceLinks | undefined {
  for (const { name, logs, traces } of services) {
    for (const stream of logs) {
      const field = traceIdFields.find((one) => Object.hasOwn(stream.fields, one));
      if (field === undefined || stream.format === "text") continue;
      const pattern = stream.format === "json" ? `"${field}":\\s*"(\\w+)"` : `\\b${field}="?(\\w+)`;
      return {
        field,
        pattern,
        serviceLabel: labelWith(stream, [...traces.map(({ service }) => service), name], environment),
      };
    }
  }
  return undefined;
}

/** The label by which a stream is selected whose value is one of the names. */
function labelWith({ selector }: LogStream, names: readonly string[], environment: string): string | undefined {
  return Object.entries(selector).find(([, match]) => {
    const value = match === undefined ? undefined : resolve(match, environment);
    return typeof value === "string" && names.includes(value);
  })?.[0];
}
