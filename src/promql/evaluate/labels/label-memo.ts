import type { Metric } from "./metric.js";

/** Memoises a function of labels for one node of an expression, across evaluations. */
export class LabelMemo {
  private readonly results = new Map<Metric, Metric>();
  private readonly byKey = new Map<string, Metric>();

  /** Returns the memoised result of `make`: the same object for the same resulting labels. */
  get(metric: Metric, make: (metric: Metric) => Metric): Metric {
    const known = this.results.get(metric);
    if (known) return known;
    // If every evaluation brings new labels, the memo would grow without bound.
    if (this.results.size >= maxEntries) this.clear();
    const fresh = make(metric);
    const same = this.byKey.get(fresh.key);
    if (!same) this.byKey.set(fresh.key, fresh);
    const result = same ?? fresh;
    this.results.set(metric, result);
    return result;
  }

  private clear(): void {
    this.results.clear();
    this.byKey.clear();
  }
}

const maxEntries = 200_000;

/** The memos of an expression's node. */
export interface NodeMemo {
  /** Grouping or matching signature of each series. */
  readonly signatures: LabelMemo;
  /** Labels of results, by the other series they depend on, if any. */
  readonly results: Map<Metric | undefined, LabelMemo>;
  /** Bounds of each series' window in the last evaluation: guesses for the next one. */
  windowBounds: Int32Array;
  /** Groups of a streamed aggregation. */
  groupIndex: GroupIndex | undefined;
}

/** The group of each series of a list, found lazily. */
export interface GroupIndex {
  readonly list: readonly unknown[];
  /** For each series the number of its group plus 1, or 0 if not found yet. */
  readonly groupOf: Uint32Array;
  readonly groups: Metric[];
  readonly numbers: Map<Metric, number>;
}

export function createNodeMemo(): NodeMemo {
  return { signatures: new LabelMemo(), results: new Map(), windowBounds: new Int32Array(0), groupIndex: undefined };
}

/** Returns the window bounds of `count` series, two for each. */
export function windowBoundsFor(memo: NodeMemo, count: number): Int32Array {
  if (memo.windowBounds.length < 2 * count) {
    const more = new Int32Array(4 * count);
    more.set(memo.windowBounds);
    memo.windowBounds = more;
  }
  return memo.windowBounds;
}

/** Returns the group index of a list of series; a new one if the list changed. */
export function groupIndexFor(memo: NodeMemo, list: readonly unknown[]): GroupIndex {
  if (memo.groupIndex?.list !== list) {
    memo.groupIndex = { list, groupOf: new Uint32Array(list.length), groups: [], numbers: new Map() };
  }
  return memo.groupIndex;
}

/** Returns the number of a series' group. */
export function findGroup({ groupOf, groups, numbers }: GroupIndex, index: number, group: () => Metric): number {
  const known = groupOf[index]!;
  if (known !== 0) return known - 1;
  const metric = group();
  let number = numbers.get(metric);
  if (number === undefined) {
    number = groups.push(metric) - 1;
    numbers.set(metric, number);
  }
  groupOf[index] = number + 1;
  return number;
}

/** Returns the memo of results that depend on another series. */
export function resultsFor({ results }: NodeMemo, other: Metric | undefined): LabelMemo {
  let memo = results.get(other);
  if (!memo) {
    if (results.size >= maxEntries) results.clear();
    memo = new LabelMemo();
    results.set(other, memo);
  }
  return memo;
}
