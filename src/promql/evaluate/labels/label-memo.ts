import type { Metric } from "./metric.js";

/** What becomes of labels in one place of an expression, kept for the evaluations to come. */
export class LabelMemo {
  private readonly results = new Map<Metric, Metric>();
  private readonly byKey = new Map<string, Metric>();

  /** What `make` makes of labels; the same object for the same labels. */
  get(metric: Metric, make: (metric: Metric) => Metric): Metric {
    const known = this.results.get(metric);
    if (known) return known;
    // Where labels are new at each evaluation, remembering them would fill the memory.
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
  /** What of the labels of operands decides what goes together: groups, matches. */
  readonly signatures: LabelMemo;
  /** The labels of results, by what they are made with if it is more than one thing. */
  readonly results: Map<Metric | undefined, LabelMemo>;
  /** Where the ranges of the last evaluation began and ended, series by series: the next one begins near by. */
  windowBounds: Int32Array;
  /** The groups of series that are aggregated as they come. */
  groupIndex: GroupIndex | undefined;
}

/** Which group each series of a list belongs to, as far as that was asked for. */
export interface GroupIndex {
  readonly list: readonly unknown[];
  /** For each series the number of its group and 1; or 0. */
  readonly groupOf: Uint32Array;
  readonly groups: Metric[];
  readonly numbers: Map<Metric, number>;
}

export function createNodeMemo(): NodeMemo {
  return { signatures: new LabelMemo(), results: new Map(), windowBounds: new Int32Array(0), groupIndex: undefined };
}

/** The places of so many series, two of each. */
export function windowBoundsFor(memo: NodeMemo, count: number): Int32Array {
  if (memo.windowBounds.length < 2 * count) {
    const more = new Int32Array(4 * count);
    more.set(memo.windowBounds);
    memo.windowBounds = more;
  }
  return memo.windowBounds;
}

/** The groups of a list of series; those that were known of the same list before. */
export function groupIndexFor(memo: NodeMemo, list: readonly unknown[]): GroupIndex {
  if (memo.groupIndex?.list !== list) {
    memo.groupIndex = { list, groupOf: new Uint32Array(list.length), groups: [], numbers: new Map() };
  }
  return memo.groupIndex;
}

/** The number of the group that a series belongs to. */
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

/** The labels of results that are made with something. */
export function resultsFor({ results }: NodeMemo, other: Metric | undefined): LabelMemo {
  let memo = results.get(other);
  if (!memo) {
    if (results.size >= maxEntries) results.clear();
    memo = new LabelMemo();
    results.set(other, memo);
  }
  return memo;
}
