import type { AtModifier, Subquery } from "../../syntax/ast.js";
import {
  createDurationScope,
  type DurationScope,
  evaluateDuration,
  evaluatePositiveDuration,
} from "../query/duration.js";
import { fail, failTooManySamples } from "../query/failure.js";
import { createGrid, type Grid, lastTime, type QueryGrid } from "../query/grid.js";
import type { Plan } from "./plan.js";

/** When a node of a plan is evaluated. */
export interface NodeSchedule {
  readonly grid: Grid;
  /** It is evaluated at one step, and stands for so many. */
  readonly repeatCount: number | undefined;
  /**
   * By how much times given with `@` are off. Prometheus takes them from the start of an evaluation; where a subquery
   * starts when the query around it starts, it does not, and looks as much too late as the subquery's own times are.
   */
  readonly atShift: number;
}

/** From when times given with `@` are counted, and by how much they are moved by the subqueries since. */
interface AtOrigin {
  readonly start: number;
  readonly shift: number;
}

/** What a schedule depends on, apart from the expression. */
export interface ScheduleOptions {
  readonly grid: QueryGrid;
  readonly isRange: boolean;
  readonly subqueryStep: number;
  readonly rangeIncludesStart: boolean;
  readonly maxSteps: number;
}

/** When each node of a plan is evaluated. */
export function createSchedule({ nodes, hasSubquery }: Plan, scope: ScheduleOptions): readonly NodeSchedule[] {
  const whole: NodeSchedule = { grid: scope.grid, repeatCount: undefined, atShift: 0 };
  if (!hasSubquery && scope.grid.count <= 1) return new Array<NodeSchedule>(nodes.length).fill(whole);
  const duration = createDurationScope(scope.grid, scope.isRange);
  const turns = new Array<NodeSchedule>(nodes.length);
  const inners = new Array<{ grid: Grid; origin: AtOrigin }>(nodes.length);
  for (let at = nodes.length - 1; at >= 0; at--) {
    const { node, parent, isHoisted, isInParameter } = nodes[at]!;
    const outer = inners[parent] ?? { grid: scope.grid, origin: { start: scope.grid.start, shift: 0 } };
    const shift = outer.grid.start - outer.origin.start + outer.origin.shift;
    const spreadTo = isHoisted && outer.grid.count > 1 ? outer.grid.count : undefined;
    const grid = spreadTo === undefined ? outer.grid : { ...outer.grid, count: 1 };
    turns[at] = { grid, repeatCount: spreadTo, atShift: shift };
    if (node.kind !== "subquery") inners[at] = { ...outer, grid };
    else
      inners[at] = scheduleSubquery(
        node,
        resolveAt(node.at, isInParameter, scope.grid),
        { ...outer, grid },
        shift,
        scope,
        duration,
      );
  }
  return turns;
}

/** The steps of what a subquery is over, and from when times given with `@` are counted there. */
function scheduleSubquery(
  node: Subquery,
  fixed: number | undefined,
  { grid, origin }: { readonly grid: Grid; readonly origin: AtOrigin },
  shift: number,
  scope: ScheduleOptions,
  duration: DurationScope,
): { grid: Grid; origin: AtOrigin } {
  const inner = createSubqueryGrid(node, fixed === undefined ? undefined : fixed + shift, grid, scope, duration);
  if (inner.start !== grid.start) return { grid: inner, origin: { start: inner.start, shift: 0 } };
  const { offset } = evaluateSubqueryDurations(node, scope, duration);
  const moved = offset + (fixed === undefined ? origin.shift : origin.start - fixed);
  return { grid: inner, origin: { start: origin.start, shift: moved } };
}

/** The time that an `@` modifier stands for, in milliseconds; `start()` and `end()` are lost in parameters. */
export function resolveAt(at: AtModifier | undefined, inParameter: boolean, grid: QueryGrid): number | undefined {
  if (!at) return undefined;
  if (at.kind !== "timestamp") return inParameter ? undefined : at.kind === "start" ? grid.start : grid.end;
  if (at.variable !== undefined) fail(`the dashboard variable ${at.raw} has no value`);
  return Math.round(at.seconds * 1000);
}

/** The steps of a subquery: multiples of its own step, whatever the query's are. */
function createSubqueryGrid(
  node: Subquery,
  fixed: number | undefined,
  outer: Grid,
  scope: ScheduleOptions,
  duration: DurationScope,
): Grid {
  const { offset, range, step } = evaluateSubqueryDurations(node, scope, duration);
  const first = fixed ?? outer.start;
  const last = fixed ?? lastTime(outer);
  const from = first - offset - range;
  let start = step * Math.trunc(from / step);
  if (start < from || (start === from && !scope.rangeIncludesStart)) start += step;
  const grid = createGrid(start, last - offset, step);
  if (grid.count > scope.maxSteps) failTooManySamples();
  return grid;
}

/** The lengths that a subquery names, in milliseconds. */
export function evaluateSubqueryDurations(
  node: Subquery,
  { subqueryStep }: Pick<ScheduleOptions, "subqueryStep">,
  duration: DurationScope,
): { offset: number; range: number; step: number } {
  return {
    offset: node.offset ? evaluateDuration(node.offset, duration) : 0,
    range: evaluatePositiveDuration(node.range, duration),
    step: node.step ? evaluatePositiveDuration(node.step, duration) : subqueryStep,
  };
}
