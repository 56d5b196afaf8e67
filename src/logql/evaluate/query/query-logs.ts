import { showInvalidBytes } from "../../../gotemplate/format/utf8.js";
import { compareMetrics, labelHash, type Metric } from "../../../promql/evaluate/index.js";
import type { LogQuery, StreamSelector } from "../../syntax/ast.js";
import { LabelSets } from "../labels/label-sets.js";
import { type LabelTest, LineLabels } from "../labels/line-labels.js";
import { allLabels, ParserHints } from "../labels/parser-hints.js";
import { compileStages } from "../pipeline/compile-stages.js";
import { runStages } from "../samples/extract-samples.js";
import type { LogStore, StoredEntry } from "../store/log-store.js";
import { firstFrom, selectStreams } from "../store/select-streams.js";

/** The lines with the same labels: those of their stream, structured metadata, and labels of the pipeline. */
export interface ResultStream {
  readonly labels: Metric;
  readonly entries: readonly ResultEntry[];
}

export interface ResultEntry {
  /** In nanoseconds. */
  readonly time: bigint;
  readonly line: string;
}

export interface LogWindow {
  /** In nanoseconds; the first one included. */
  readonly start: bigint;
  /** Not included. */
  readonly end: bigint;
  readonly limit: number;
  readonly direction: "forward" | "backward";
}

/** A line that is to be processed. */
interface Candidate {
  readonly entry: StoredEntry;
  readonly stream: Metric;
  readonly labels: LineLabels;
  /** Orders the streams of lines with the same time. */
  readonly hash: number;
}

/** Selects lines and runs them through the pipeline until the limit is reached. */
export function queryLogs({ selector, stages }: LogQuery, store: LogStore, window: LogWindow): readonly ResultStream[] {
  const compiled = compileStages(stages);
  const sets = new LabelSets();
  const results = new Map<string, { readonly labels: Metric; readonly entries: ResultEntry[] }>();
  let count = 0;
  for (const { entry, stream, labels } of candidatesOf(store, selector, compiled.earlyFilters, window)) {
    if (count === window.limit) break;
    labels.reset(entry.metadata);
    const line = runStages(compiled.stages, entry.line, labels, entry.time);
    if (line === undefined) continue;
    count++;
    const final = labels.isUnchanged ? stream : sets.get(labels.list());
    const result = results.get(final.key) ?? { labels: final, entries: [] };
    results.set(final.key, result);
    result.entries.push({ time: entry.time, line: showInvalidBytes(line) });
  }
  return [...results.values()].sort((left, right) => compareMetrics(left.labels, right.labels));
}

/** The lines of all streams in the order of the query. */
function candidatesOf(
  store: LogStore,
  selector: StreamSelector,
  earlyFilters: ReadonlyMap<string, LabelTest>,
  { start, end, direction }: LogWindow,
): readonly Candidate[] {
  const hints = new ParserHints(allLabels);
  const candidates: Candidate[] = [];
  const isForward = direction === "forward";
  for (const one of selectStreams(store, selector)) {
    const labels = new LineLabels(one.labelMap, hints, earlyFilters);
    const entries = one.sorted();
    const from = firstFrom(entries, start);
    const to = firstFrom(entries, end);
    const selected = entries.slice(from, to);
    const hash = labelHash(one.labels);
    if (!isForward) selected.reverse();
    for (const entry of selected) candidates.push({ entry, stream: one.labels, labels, hash });
  }
  return candidates.sort((a, b) => {
    if (a.entry.time === b.entry.time) return a.hash - b.hash;
    return a.entry.time < b.entry.time === isForward ? -1 : 1;
  });
}
