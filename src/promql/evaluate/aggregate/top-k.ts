import type { Semantics } from "../query/semantics.js";

/**
 * Keeps the k largest or smallest values in a heap whose top is evicted first. Which of several equal values remain
 * depends on the heap, so it behaves exactly as Go's `container/heap`.
 */
export class TopK<Item> {
  private readonly values: number[] = [];
  private readonly items: Item[] = [];
  private readonly isLargest: boolean;
  private readonly limit: number;
  private readonly replacesTop: boolean;

  constructor(extreme: "largest" | "smallest", limit: number, { replacesHeapTop }: Pick<Semantics, "replacesHeapTop">) {
    this.isLargest = extreme === "largest";
    this.limit = limit;
    this.replacesTop = replacesHeapTop;
  }

  offer(value: number, item: Item): void {
    const { values, items } = this;
    if (values.length < this.limit) this.push(value, item);
    else if (this.isBetter(value, values[0]!) || (!this.replacesTop && Number.isNaN(values[0]!))) {
      if (!this.replacesTop && this.limit > 1) {
        this.pop();
        this.push(value, item);
        return;
      }
      values[0] = value;
      items[0] = item;
      this.siftDown();
    }
  }

  /** Returns the items, best first. */
  sorted(): Item[] {
    const order = this.items.map((_, index) => index);
    const { values } = this;
    order.sort((a, b) => (this.isBetter(values[a]!, values[b]!) ? -1 : this.isBetter(values[b]!, values[a]!) ? 1 : 0));
    return order.map((index) => this.items[index]!);
  }

  /** NaN ranks below everything else. */
  private isBetter(value: number, than: number): boolean {
    if (Number.isNaN(than)) return !Number.isNaN(value);
    return this.isLargest ? value > than : value < than;
  }

  /** True if one item is evicted before another; NaN precedes everything, other NaN included. */
  private ranksBelow(a: number, b: number): boolean {
    const [value, other] = [this.values[a]!, this.values[b]!];
    return Number.isNaN(value) || (this.isLargest ? value < other : value > other);
  }

  private push(value: number, item: Item): void {
    this.values.push(value);
    this.items.push(item);
    this.siftUp();
  }

  private pop(): void {
    const last = this.values.length - 1;
    this.swap(0, last);
    this.values.pop();
    this.items.pop();
    this.siftDown();
  }

  private swap(a: number, b: number): void {
    const { values, items } = this;
    [values[a], values[b]] = [values[b]!, values[a]!];
    [items[a], items[b]] = [items[b]!, items[a]!];
  }

  /** Moves the last item up to its position. */
  private siftUp(): void {
    for (let at = this.values.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.ranksBelow(at, parent)) break;
      this.swap(at, parent);
      at = parent;
    }
  }

  /** Moves the top item down to its position. */
  private siftDown(): void {
    for (let at = 0; ; ) {
      let child = 2 * at + 1;
      if (child >= this.values.length) break;
      if (child + 1 < this.values.length && this.ranksBelow(child + 1, child)) child++;
      if (!this.ranksBelow(child, at)) break;
      this.swap(at, child);
      at = child;
    }
  }
}
