import type { VectorSelector } from "../../syntax/ast.js";
import type { Context } from "../context.js";
import { resolveAt } from "../plan/schedule.js";
import { createDurationScope, evaluateDuration } from "../query/duration.js";
import { type Grid, timeAt } from "../query/grid.js";

/** The evaluation that a selector takes part in. */
export interface SelectorScope {
  readonly grid: Grid;
  /** Shift of times given with `@`; see `NodeSchedule`. */
  readonly atShift: number;
  readonly context: Context;
  /** See `PlanNode`. */
  readonly isInParameter: boolean;
}

/** The times at which a selector reads samples: the step grid, moved by `offset` and `@`. */
export interface SelectTimes {
  readonly grid: Grid;
  readonly offset: number;
  /** The time given with `@`, and its shift. */
  readonly atTime: number | undefined;
  readonly atShift: number;
  /** The time given with `@` moves with the steps: Prometheus does so where it overlooks that the result is constant. */
  readonly movesWithSteps: boolean;
  /** The end of the interval whose samples Prometheus fetches; it sees none outside of it. */
  readonly fetchedUntil: number;
}

export function createSelectTimes(selector: Pick<VectorSelector, "offset" | "at">, scope: SelectorScope): SelectTimes {
  const { grid, atShift, context, isInParameter } = scope;
  const offset = selector.offset
    ? evaluateDuration(selector.offset, createDurationScope(context.grid, context.isRange))
    : 0;
  const atTime = resolveAt(selector.at, isInParameter, context.grid);
  const fetchedUntil = (atTime ?? Number.NaN) - offset;
  return { grid, offset, atTime, atShift, movesWithSteps: isInParameter && atTime !== undefined, fetchedUntil };
}

/** The times that timestamp() reads: with `@` it ignores the offset. */
export function timesForTimestamp(times: SelectTimes): SelectTimes {
  return times.atTime === undefined ? times : { ...times, offset: 0, atShift: 0, movesWithSteps: false };
}

export function selectTimeAt({ grid, offset, atTime, atShift, movesWithSteps }: SelectTimes, step: number): number {
  if (atTime === undefined) return timeAt(grid, step) - offset;
  return atTime + atShift - offset + (movesWithSteps ? step * grid.step : 0);
}
