import type { Metric } from "./metric.js";

/** What becomes of labels in one place of an expression, kept for the evaluations to come. */
export class LabelMemo {
  private readonly made = new Map<Metric, Metric>();
  private readonly byKey = new Map<string, Metric>();

  /** What `make` makes of labels; the same object for the same labels. */
  of(metric: Metric, make: (metric: Metric) => Metric): Metric {
    const known = this.made.get(metric);
    if (known) return known;
    // Where labels are new at each evaluation, remembering them would fill the memory.
    if (this.made.size >= mostRemembered) this.forget();
    const fresh = make(metric);
    const same = this.byKey.get(fresh.key);
    if (!same) this.byKey.set(fresh.key, fresh);
    const result = same ?? fresh;
    this.made.set(metric, result);
    return result;
  }

  private forget(): void {
    this.made.clear();
    this.byKey.clear();
  }
}

const mostRemembered = 200_000;

/** The memos of an expression's node. */
export interface NodeMemo {
  /** What of the labels of operands decides what goes together: groups, matches. */
  readonly together: LabelMemo;
  /** The labels of results, by what they are made with if it is more than one thing. */
  readonly results: Map<Metric | undefined, LabelMemo>;
  /** Where the ranges of the last evaluation began and ended, series by series: the next one begins near by. */
  places: Int32Array;
  /** The groups of series that are aggregated as they come. */
  slots: GroupSlots | undefined;
}

/** Which group each series of a list belongs to, as far as that was asked for. */
export interface GroupSlots {
  readonly list: readonly unknown[];
  /** For each series the number of its group and 1; or 0. */
  readonly groupOf: Uint32Array;
  readonly groups: Metric[];
  readonly numbers: Map<Metric, number>;
}

export function createNodeMemo(): NodeMemo {
  return { together: new LabelMemo(), results: new Map(), places: new Int32Array(0), slots: undefined };
}

/** The places of so many series, two of each. */
export function placesOf(memo: NodeMemo, count: number): Int32Array {
  if (memo.places.length < 2 * count) {
    const more = new Int32Array(4 * count);
    more.set(memo.places);
    memo.places = more;
  }
  return memo.places;
}

/** The groups of a list of series; those that were known of the same list before. */
export function slotsOf(memo: NodeMemo, list: readonly unknown[]): GroupSlots {
  if (memo.slots?.list !== list) {
    memo.slots = { list, groupOf: new Uint32Array(list.length), groups: [], numbers: new Map() };
  }
  return memo.slots;
}

/** The number of the group that a series belongs to. */
export function groupNumber({ groupOf, groups, numbers }: GroupSlots, index: number, group: () => Metric): number {
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
export function resultsWith({ results }: NodeMemo, other: Metric | undefined): LabelMemo {
  let memo = results.get(other);
  if (!memo) {
    if (results.size >= mostRemembered) results.clear();
    memo = new LabelMemo();
    results.set(other, memo);
  }
  return memo;
}
