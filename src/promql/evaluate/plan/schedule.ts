import type { AtModifier, Subquery } from "../../syntax/ast.js";
import { type DurationScope, durationOf, durationScope, positiveDurationOf } from "../query/duration.js";
import { fail, failOfTooMany } from "../query/failure.js";
import { type Grid, gridBetween, lastTime, type QueryGrid } from "../query/grid.js";
import type { Plan } from "./plan.js";

/** When a node of a plan is evaluated. */
export interface Turn {
  readonly grid: Grid;
  /** It is evaluated at one step, and stands for so many. */
  readonly spreadTo: number | undefined;
  /**
   * By how much times given with `@` are off. Prometheus takes them from the start of an evaluation; where a subquery
   * starts when the query around it starts, it does not, and looks as much too late as the subquery's own times are.
   */
  readonly shift: number;
}

/** From when times given with `@` are counted, and by how much they are moved by the subqueries since. */
interface Origin {
  readonly start: number;
  readonly moved: number;
}

/** What a schedule depends on, apart from the expression. */
export interface ScheduleScope {
  readonly grid: QueryGrid;
  readonly isRange: boolean;
  readonly subqueryStep: number;
  readonly includesStart: boolean;
  readonly maxSteps: number;
}

/** When each node of a plan is evaluated. */
export function scheduleOf({ nodes, hasSubquery }: Plan, scope: ScheduleScope): readonly Turn[] {
  const whole: Turn = { grid: scope.grid, spreadTo: undefined, shift: 0 };
  if (!hasSubquery && scope.grid.count <= 1) return new Array<Turn>(nodes.length).fill(whole);
  const duration = durationScope(scope.grid, scope.isRange);
  const turns = new Array<Turn>(nodes.length);
  const inners = new Array<{ grid: Grid; origin: Origin }>(nodes.length);
  for (let at = nodes.length - 1; at >= 0; at--) {
    const { node, parent, isSpread, inParameter } = nodes[at]!;
    const outer = inners[parent] ?? { grid: scope.grid, origin: { start: scope.grid.start, moved: 0 } };
    const shift = outer.grid.start - outer.origin.start + outer.origin.moved;
    const spreadTo = isSpread && outer.grid.count > 1 ? outer.grid.count : undefined;
    const grid = spreadTo === undefined ? outer.grid : { ...outer.grid, count: 1 };
    turns[at] = { grid, spreadTo, shift };
    if (node.kind !== "subquery") inners[at] = { ...outer, grid };
    else
      inners[at] = within(node, timeOf(node.at, inParameter, scope.grid), { ...outer, grid }, shift, scope, duration);
  }
  return turns;
}

/** The steps of what a subquery is over, and from when times given with `@` are counted there. */
function within(
  node: Subquery,
  fixed: number | undefined,
  { grid, origin }: { readonly grid: Grid; readonly origin: Origin },
  shift: number,
  scope: ScheduleScope,
  duration: DurationScope,
): { grid: Grid; origin: Origin } {
  const inner = subqueryGrid(node, fixed === undefined ? undefined : fixed + shift, grid, scope, duration);
  if (inner.start !== grid.start) return { grid: inner, origin: { start: inner.start, moved: 0 } };
  const { offset } = subqueryTimes(node, scope, duration);
  const moved = offset + (fixed === undefined ? origin.moved : origin.start - fixed);
  return { grid: inner, origin: { start: origin.start, moved } };
}

/** The time that an `@` modifier stands for, in milliseconds; `start()` and `end()` are lost in parameters. */
export function timeOf(at: AtModifier | undefined, inParameter: boolean, grid: QueryGrid): number | undefined {
  if (!at) return undefined;
  if (at.kind !== "timestamp") return inParameter ? undefined : at.kind === "start" ? grid.start : grid.end;
  if (at.variable !== undefined) fail(`the dashboard variable ${at.raw} has no value`);
  return Math.round(at.seconds * 1000);
}

/** The steps of a subquery: multiples of its own step, whatever the query's are. */
function subqueryGrid(
  node: Subquery,
  fixed: number | undefined,
  outer: Grid,
  scope: ScheduleScope,
  duration: DurationScope,
): Grid {
  const { offset, range, step } = subqueryTimes(node, scope, duration);
  const first = fixed ?? outer.start;
  const last = fixed ?? lastTime(outer);
  const from = first - offset - range;
  let start = step * Math.trunc(from / step);
  if (start < from || (start === from && !scope.includesStart)) start += step;
  const grid = gridBetween(start, last - offset, step);
  if (grid.count > scope.maxSteps) failOfTooMany();
  return grid;
}

/** The lengths that a subquery names, in milliseconds. */
export function subqueryTimes(
  node: Subquery,
  { subqueryStep }: Pick<ScheduleScope, "subqueryStep">,
  duration: DurationScope,
): { offset: number; range: number; step: number } {
  return {
    offset: node.offset ? durationOf(node.offset, duration) : 0,
    range: positiveDurationOf(node.range, duration),
    step: node.step ? positiveDurationOf(node.step, duration) : subqueryStep,
  };
}
