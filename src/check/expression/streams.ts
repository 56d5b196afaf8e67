import { findStreams, type KnownStreams, toLabelSet } from "../../compile/log-streams.js";
import {
  inferLabels,
  type LabelComparison,
  type LabelFilter,
  type LogQuery,
  logQueries,
  type Stage,
} from "../../logql/index.js";
import type { LabelSet } from "../../promql/index.js";
import type { LogqlSubject } from "../check.js";

export type { KnownStreams };

/** Finds the declared streams that a query reads: those in its holes, or those that its selector selects. */
export function knownStreams({ context, streams }: LogqlSubject, query: LogQuery): KnownStreams | undefined {
  const { catalogue, settings } = context;
  return findStreams(query, { streams, catalogue, environment: settings.environment });
}

/** The labels of the series of an expression in LogQL. */
export function labelsOfLogs(subject: LogqlSubject): LabelSet {
  return toLabelSet(inferLabels(subject.expr, (query) => knownStreams(subject, query)));
}

/** The log queries of an expression whose streams are known. */
export function* knownLogQueries(subject: LogqlSubject) {
  for (const query of logQueries(subject.expr)) {
    const streams = knownStreams(subject, query);
    if (streams) yield { query, streams };
  }
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

/** The comparisons of a label filter that all have to hold. It does not recurse, so any depth is safe. */
export function listConjuncts(filter: LabelFilter): LabelComparison[] {
  const list: LabelComparison[] = [];
  const open: LabelFilter[] = [filter];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === "comparison") list.push(next);
    else if (next.kind === "paren") open.push(next.inner);
    else if (next.kind === "and") open.push(next.right, next.left);
  }
  return list;
}

/** Stages that extract labels from the line. */
export function isParser({ kind }: Stage): boolean {
  return kind === "json" || kind === "logfmt" || kind === "pattern" || kind === "regexp" || kind === "unpack";
}
