/** A group with the time of its next flush. */
export interface Timed {
  next: number;
}

/** The groups in the order of their next flush: a binary heap. */
export class FlushQueue<Group extends Timed> {
  private readonly heap: Group[] = [];

  peek(): Group | undefined {
    return this.heap[0];
  }

  add(group: Group): void {
    this.heap.push(group);
    this.rise(this.heap.length - 1);
  }

  remove(group: Group): void {
    const index = this.indexOf(group);
    const last = this.heap.pop()!;
    if (last === group) return;
    this.heap[index] = last;
    this.rise(index);
    this.sink(index);
  }

  move(group: Group, time: number): void {
    const isEarlier = time < group.next;
    group.next = time;
    const index = this.indexOf(group);
    if (isEarlier) this.rise(index);
    else this.sink(index);
  }

  private indexOf(group: Group): number {
    return this.heap[0] === group ? 0 : this.heap.indexOf(group);
  }

  private rise(start: number): void {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this.heap[parent]!.next <= this.heap[index]!.next) return;
      this.swap(index, parent);
      index = parent;
    }
  }

  private sink(start: number): void {
    let index = start;
    for (;;) {
      const children = [2 * index + 1, 2 * index + 2].filter((child) => child < this.heap.length);
      const least = children.reduce(
        (one, other) => (this.heap[other]!.next < this.heap[one]!.next ? other : one),
        index,
      );
      if (least === index) return;
      this.swap(index, least);
      index = least;
    }
  }

  private swap(one: number, other: number): void {
    [this.heap[one], this.heap[other]] = [this.heap[other]!, this.heap[one]!];
  }
}
