import type { VectorSelector } from "../../syntax/ast.js";
import type { Context } from "../context.js";
import { resolveAt } from "../plan/schedule.js";
import { createDurationScope, evaluateDuration } from "../query/duration.js";
import { type Grid, timeAt } from "../query/grid.js";

/** Where a selector is evaluated. */
export interface SelectorScope {
  readonly grid: Grid;
  /** By how much a time given with `@` is off; see `Turn`. */
  readonly atShift: number;
  readonly context: Context;
  /** See `PlannedNode`. */
  readonly isInParameter: boolean;
}

/** When a selector looks at a series: the times of the steps, moved by its modifiers. */
export interface SelectTimes {
  readonly grid: Grid;
  readonly offset: number;
  /** The time given with `@`, and by how much it is off. */
  readonly atTime: number | undefined;
  readonly atShift: number;
  /**
   * The fixed time moves along with the steps: so it is where Prometheus has not seen that the result is the same at
   * every step.
   */
  readonly movesWithSteps: boolean;
  /** The end of the time of which samples were asked for; elsewhere there are none. */
  readonly fetchedUntil: number;
}

export function createSelectTimes(selector: Pick<VectorSelector, "offset" | "at">, scope: SelectorScope): SelectTimes {
  const { grid, atShift: shift, context, isInParameter: inParameter } = scope;
  const offset = selector.offset
    ? evaluateDuration(selector.offset, createDurationScope(context.grid, context.isRange))
    : 0;
  const fixed = resolveAt(selector.at, inParameter, context.grid);
  const asked = (fixed ?? Number.NaN) - offset;
  return {
    grid,
    offset,
    atTime: fixed,
    atShift: shift,
    movesWithSteps: inParameter && fixed !== undefined,
    fetchedUntil: asked,
  };
}

/** How timestamp() looks at a selector: with `@` it forgets about an offset. */
export function timesForTimestamp(look: SelectTimes): SelectTimes {
  return look.atTime === undefined ? look : { ...look, offset: 0, atShift: 0, movesWithSteps: false };
}

export function selectTimeAt(
  { grid, offset, atTime: fixed, atShift: shift, movesWithSteps: moves }: SelectTimes,
  step: number,
): number {
  if (fixed === undefined) return timeAt(grid, step) - offset;
  return fixed + shift - offset + (moves ? step * grid.step : 0);
}
