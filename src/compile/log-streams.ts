import type { LogLabels, LogQuery, StreamSchema } from "../logql/index.js";
import { isPerEnvironment } from "../model/definition/per-environment.js";
import { closedValues } from "../model/metric/label.js";
import type { LogStream } from "../model/metric/log-stream.js";
import type { Catalogue } from "../model/system/catalogue.js";
import { compileMatcher, hasVariable, type LabelSet, type Matcher } from "../promql/index.js";

/** The labels and fields of the streams that a log query reads. */
export interface KnownStreams extends StreamSchema {
  /** All values of a label or a field, where they are known. */
  valuesOf(name: string): readonly string[] | undefined;
}

/** Sources of the streams of an expression: those in its holes, and all that are declared. */
export interface StreamSources {
  readonly streams: readonly LogStream[];
  readonly catalogue: Catalogue | undefined;
  readonly environment: string | undefined;
}

/** Lists the declared streams that a query reads: those in its holes, or those that its selector selects. */
export function listStreams(
  { selector }: LogQuery,
  { streams, catalogue, environment }: StreamSources,
): readonly LogStream[] {
  if (streams.length > 0) return streams;
  const declared = catalogue?.services.flatMap(({ logs }) => logs) ?? [];
  return declared.filter((stream) => isSelected(stream, selector.matchers, environment));
}

/** Finds the labels and fields of the declared streams that a query reads. */
export function findStreams(query: LogQuery, sources: StreamSources): KnownStreams | undefined {
  const streams = listStreams(query, sources);
  const [first] = streams;
  if (!first || streams.some(({ format }) => format !== first.format)) return undefined;
  return {
    labels: new Set(streams.flatMap(({ labels, selector }) => [...Object.keys(labels), ...Object.keys(selector)])),
    fields: new Set(streams.flatMap(({ fields }) => Object.keys(fields))),
    format: first.format,
    valuesOf: (name) => mergedValues(streams, name),
  };
}

/** The labels of series that Loki computes, as those of Prometheus are described. */
export function toLabelSet({ names, isOpen }: LogLabels): LabelSet {
  return { labels: new Map([...names].map((name) => [name, "possible"])), isOpen, hasMany: names.size > 0 || isOpen };
}

/** True if the matchers choose a value of each label that selects the stream. */
function isSelected({ selector }: LogStream, matchers: readonly Matcher[], environment: string | undefined): boolean {
  const entries = Object.entries(selector);
  if (entries.length === 0) return false;
  return entries.every(([label, match]) => {
    const value = isPerEnvironment(match) ? match.values[environment ?? ""] : match;
    const own = matchers.filter((matcher) => matcher.label === label);
    return own.length > 0 && (typeof value !== "string" || own.every((matcher) => accepts(matcher, value)));
  });
}

function accepts({ operator, value, variable }: Matcher, candidate: string): boolean {
  if (variable !== undefined || hasVariable(value)) return true;
  const isPattern = operator.endsWith("~");
  const matches = isPattern ? compileMatcher(value).test(candidate) : value === candidate;
  return operator.startsWith("!") ? !matches : matches;
}

function mergedValues(streams: readonly LogStream[], name: string): readonly string[] | undefined {
  const merged = new Set<string>();
  for (const { labels, fields } of streams) {
    const spec = Object.hasOwn(labels, name) ? labels[name] : Object.hasOwn(fields, name) ? fields[name] : undefined;
    const values = spec === undefined ? undefined : closedValues(spec);
    if (!values) return undefined;
    for (const value of values) merged.add(value);
  }
  return [...merged];
}
