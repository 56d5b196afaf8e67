import { type LogQuery, logQueries, type Stage, type StreamSchema } from "../../logql/index.js";
import { isPerEnvironment } from "../../model/definition/per-environment.js";
import { closedValues } from "../../model/metric/label.js";
import type { LogStream } from "../../model/metric/log-stream.js";
import { compileMatcher, hasVariable, type Matcher } from "../../promql/index.js";
import type { LogqlSubject } from "../check.js";

/** The labels and fields of the streams that a log query reads. */
export interface KnownStreams extends StreamSchema {
  /** All values of a label or a field, where they are known. */
  valuesOf(name: string): readonly string[] | undefined;
}

/** Finds the declared streams that a query reads: those in its holes, or those that its selector selects. */
export function knownStreams(subject: LogqlSubject, query: LogQuery): KnownStreams | undefined {
  const declared = subject.context.catalogue?.services.flatMap(({ logs }) => logs) ?? [];
  const environment = subject.context.settings.environment;
  const streams =
    subject.streams.length > 0
      ? subject.streams
      : declared.filter((stream) => isSelected(stream, query.selector.matchers, environment));
  const [first] = streams;
  if (!first || streams.some(({ format }) => format !== first.format)) return undefined;
  return {
    labels: new Set(streams.flatMap(({ labels, selector }) => [...Object.keys(labels), ...Object.keys(selector)])),
    fields: new Set(streams.flatMap(({ fields }) => Object.keys(fields))),
    format: first.format,
    valuesOf: (name) => mergedValues(streams, name),
  };
}

/** The log queries of an expression whose streams are known. */
export function* knownLogQueries(subject: LogqlSubject) {
  for (const query of logQueries(subject.expr)) {
    const streams = knownStreams(subject, query);
    if (streams) yield { query, streams };
  }
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

/** The labels that stages set to something else than a field of that name. */
export function rewrittenLabels(stages: readonly Stage[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const stage of stages) {
    if (stage.kind === "label_format") for (const { label } of stage.assignments) names.add(label.name);
    if (stage.kind === "json" || stage.kind === "logfmt") {
      for (const { label, path } of stage.extractions) if (path && path.value !== label.name) names.add(label.name);
    }
  }
  return names;
}

/** Stages that extract labels from the line. */
export function isParser({ kind }: Stage): boolean {
  return kind === "json" || kind === "logfmt" || kind === "pattern" || kind === "regexp" || kind === "unpack";
}
