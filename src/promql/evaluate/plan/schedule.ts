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

/** The steps at which a node is evaluated. */
export interface NodeSchedule {
  readonly grid: Grid;
  /** The number of steps that a hoisted result stands for. */
  readonly repeatCount: number | undefined;
  /**
   * Shift of times given with `@`. Prometheus counts them from the start of an evaluation, but a subquery that starts
   * together with the enclosing query inherits that start, and reads too late by the offset of its own times.
   */
  readonly atShift: number;
}

/** The start from which times given with `@` count, and the shift added by the subqueries in between. */
interface AtOrigin {
  readonly start: number;
  readonly shift: number;
}

/** The options that a schedule depends on. */
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

/** Returns the step grid inside a subquery, and the origin of `@` times there. */
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

/** Returns the time of an `@` modifier in milliseconds. `start()` and `end()` have no effect inside parameters. */
export function resolveAt(at: AtModifier | undefined, inParameter: boolean, grid: QueryGrid): number | undefined {
  if (!at) return undefined;
  if (at.kind !== "timestamp") return inParameter ? undefined : at.kind === "start" ? grid.start : grid.end;
  if (at.variable !== undefined) fail(`the dashboard variable ${at.raw} has no value`);
  return Math.round(at.seconds * 1000);
}

/** Returns the step grid of a subquery: multiples of its own step. */
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

/** Evaluates the durations of a subquery, in milliseconds. */
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
