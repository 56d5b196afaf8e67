import { droppedValues, type LogFilter } from "../../../model/collection/log-filter.js";
import { resolve } from "../../../model/definition/per-environment.js";
import { escapeRegex } from "../../../model/expression/matchers.js";
import { closedValues } from "../../../model/metric/label.js";
import type { LogStream } from "../../../model/metric/log-stream.js";

/** The settings for collecting the logs of pods. */
export interface LogPipeline {
  readonly namespaces: readonly string[];
  /** The labels of their streams. */
  readonly labels: readonly string[];
  readonly drops: readonly DroppedLines[];
}

/** Lines that are not sent. */
export interface DroppedLines {
  /** Selects the streams whose lines have the field. */
  readonly selector: string;
  readonly format: "json" | "logfmt";
  readonly field: string;
  /** A regular expression of the values. */
  readonly pattern: string;
}

/** Plans how to collect the logs that the catalogue describes; undefined if it describes none. */
export function planLogs(
  streams: readonly LogStream[],
  filter: LogFilter,
  environment: string,
): LogPipeline | undefined {
  const namespaces = [...new Set(streams.flatMap((stream) => namespaceOf(stream, environment) ?? []))].sort();
  if (namespaces.length === 0) return undefined;
  const labels = [...new Set(streams.flatMap((stream) => Object.keys(stream.labels)))];
  const drops = Object.entries(droppedValues(filter)).flatMap(([field, values]) => {
    const matching = streams.filter((stream) => hasField(stream, field, values));
    const places = matching.flatMap(({ format, ...stream }) => {
      const namespace = namespaceOf(stream, environment);
      return namespace === undefined || format === "text" ? [] : [JSON.stringify({ namespace, format })];
    });
    return [...new Set(places)].map((place): DroppedLines => {
      const { namespace, format } = JSON.parse(place);
      const pattern = `^(${values.map(escapeRegex).join("|")})$`;
      return { selector: `{namespace=${JSON.stringify(namespace)}}`, format, field, pattern };
    });
  });
  return { namespaces, labels, drops };
}

export function namespaceOf({ selector }: Pick<LogStream, "selector">, environment: string): string | undefined {
  const { namespace } = selector;
  const value = namespace === undefined ? undefined : resolve(namespace, environment);
  return typeof value === "string" ? value : undefined;
}

/** True if lines of the stream can have one of the values in a field. */
export function hasField({ fields }: Pick<LogStream, "fields">, field: string, values: readonly string[]): boolean {
  const spec = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (spec === undefined) return false;
  const known = closedValues(spec);
  return known === undefined || values.some((value) => known.includes(value));
}
