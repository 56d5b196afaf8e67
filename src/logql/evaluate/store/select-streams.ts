import { labelOf } from "../../../promql/evaluate/index.js";
import type { StreamSelector } from "../../syntax/ast.js";
import { matcherTest } from "../pipeline/select-labels.js";
import type { LogStore, LogStream, StoredEntry } from "./log-store.js";

/** The streams that a selector selects. */
export function selectStreams(store: LogStore, { matchers }: StreamSelector): readonly LogStream[] {
  const tests = matchers.map((matcher) => ({ label: matcher.label, test: matcherTest(matcher) }));
  return [...store.streams()].filter(({ labels }) => tests.every(({ label, test }) => test(labelOf(labels, label))));
}

/** The index of the first line that is not before a time. */
export function firstFrom(entries: readonly StoredEntry[], time: bigint): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (entries[middle]!.time < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
