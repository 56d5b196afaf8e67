/** A range of moments in milliseconds, without its end. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** Sorts ranges, and joins those that overlap or touch. */
export function uniteRanges(ranges: readonly TimeRange[]): readonly TimeRange[] {
  const united: TimeRange[] = [];
  for (const { from, to } of ranges.toSorted((one, other) => one.from - other.from)) {
    if (to <= from) continue;
    const last = united.at(-1);
    if (last === undefined || from > last.to) united.push({ from, to });
    else if (to > last.to) united[united.length - 1] = { from: last.from, to };
  }
  return united;
}

/** The moments of `whole` that are in none of the united ranges. */
export function subtractRanges(whole: readonly TimeRange[], ranges: readonly TimeRange[]): readonly TimeRange[] {
  const left: TimeRange[] = [];
  let next = 0;
  for (const { from, to } of whole) {
    let start = from;
    while (next > 0 && ranges[next - 1]!.to > from) next -= 1;
    for (; next < ranges.length && ranges[next]!.from < to; next += 1) {
      const taken = ranges[next]!;
      if (taken.from > start) left.push({ from: start, to: taken.from });
      start = Math.max(start, taken.to);
    }
    if (start < to) left.push({ from: start, to });
  }
  return left;
}
