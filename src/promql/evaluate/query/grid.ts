/** A step grid: evaluation times in milliseconds. */
export interface Grid {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

/** The step grid of the query; its end need not be a step. */
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
