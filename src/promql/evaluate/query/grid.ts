/** The times at which something is evaluated, in milliseconds. */
export interface Grid {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

/** The times of the query itself; its end need not be one of the steps. */
export interface QueryGrid extends Grid {
  readonly end: number;
}

export function timeAt({ start, step }: Grid, index: number): number {
  return start + index * step;
}

export function createGrid(start: number, end: number, step: number): Grid {
  return { start, step, count: Math.max(0, Math.floor((end - start) / step) + 1) };
}

export function lastTime(grid: Grid): number {
  return timeAt(grid, grid.count - 1);
}
