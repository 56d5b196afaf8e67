/** The steps at which a metric query is evaluated. Times are in nanoseconds. */
export interface QueryGrid {
  readonly start: bigint;
  /** 0 for an instant query. */
  readonly step: bigint;
  readonly count: number;
}

export function instantGrid(time: bigint): QueryGrid {
  return { start: time, step: 0n, count: 1 };
}

export function rangeGrid(start: bigint, end: bigint, step: bigint): QueryGrid {
  return { start, step, count: Number((end - start) / step) + 1 };
}

export function timeOf({ start, step }: QueryGrid, index: number): bigint {
  return start + step * BigInt(index);
}

/** Loki shows times in milliseconds. */
export function toMilliseconds(nanoseconds: bigint): number {
  return Number(nanoseconds / 1_000_000n);
}
