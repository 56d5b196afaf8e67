import type { VectorSelector } from "../../syntax/ast.js";
import type { Context } from "../context.js";
import { timeOf } from "../plan/schedule.js";
import { durationOf, durationScope } from "../query/duration.js";
import { type Grid, timeAt } from "../query/grid.js";

/** Where a selector is evaluated. */
export interface SelectScope {
  readonly grid: Grid;
  /** By how much a time given with `@` is off; see `Turn`. */
  readonly shift: number;
  readonly context: Context;
  /** See `PlannedNode`. */
  readonly inParameter: boolean;
}

/** When a selector looks at a series: the times of the steps, moved by its modifiers. */
export interface Look {
  readonly grid: Grid;
  readonly offset: number;
  /** The time given with `@`, and by how much it is off. */
  readonly fixed: number | undefined;
  readonly shift: number;
  /**
   * The fixed time moves along with the steps: so it is where Prometheus has not seen that the result is the same at
   * every step.
   */
  readonly moves: boolean;
  /** The end of the time of which samples were asked for; elsewhere there are none. */
  readonly asked: number;
}

export function lookOf(selector: Pick<VectorSelector, "offset" | "at">, scope: SelectScope): Look {
  const { grid, shift, context, inParameter } = scope;
  const offset = selector.offset ? durationOf(selector.offset, durationScope(context.grid, context.isRange)) : 0;
  const fixed = timeOf(selector.at, inParameter, context.grid);
  const asked = (fixed ?? Number.NaN) - offset;
  return { grid, offset, fixed, shift, moves: inParameter && fixed !== undefined, asked };
}

/** How timestamp() looks at a selector: with `@` it forgets about an offset. */
export function timedLook(look: Look): Look {
  return look.fixed === undefined ? look : { ...look, offset: 0, shift: 0, moves: false };
}

export function lookAt({ grid, offset, fixed, shift, moves }: Look, step: number): number {
  if (fixed === undefined) return timeAt(grid, step) - offset;
  return fixed + shift - offset + (moves ? step * grid.step : 0);
}
