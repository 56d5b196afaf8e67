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
  readonly atShift: number;
}

/** The options that a schedule depends on. */
export interface ScheduleOptions {
  readonly grid: QueryGrid;
  readonly isRange: boolean;
  readonly subqueryStep: number;
  readonly rangeIncludesStart: boolean;
  readonly maxSteps: number;
}

/** Computes the steps at which each node of a plan is evaluated. */
export function createSchedule({ nodes, hasSubquery }: Plan, options: ScheduleOptions): readonly NodeSchedule[] {
  const whole: NodeSchedule = { grid: options.grid, repeatCount: undefined, atShift: 0 };
  if (!hasSubquery && options.grid.count <= 1) return new Array<NodeSchedule>(nodes.length).fill(whole);
  const duration = createDurationScope(options.grid, options.isRange);
  const schedules = new Array<NodeSchedule>(nodes.length);
  const inners = new Array<{ grid: Grid; origin: AtOrigin }>(nodes.length);
  for (let index = nodes.length - 1; index >= 0; index--) {
    const { node, parent, isHoisted, isInParameter } = nodes[index]!;
    const outer = inners[parent] ?? { grid: options.grid, origin: { start: options.grid.start, atShift: 0 } };
    const shift = outer.grid.start - outer.origin.start + outer.origin.atShift;
    const repeatCount = isHoisted && outer.grid.count > 1 ? outer.grid.count : undefined;
    const grid = repeatCount === undefined ? outer.grid : { ...outer.grid, count: 1 };
    schedules[index] = { grid, repeatCount, atShift: shift };
    if (node.kind !== "subquery") inners[index] = { ...outer, grid };
    else
      inners[index] = scheduleSubquery(
        node,
        resolveAt(node.at, isInParameter, options.grid),
        { ...outer, grid },
        shift,
        options,
        duration,
      );
  }
  return schedules;
}

/** Returns the step grid inside a subquery, and the origin of `@` times there. */
function scheduleSubquery(
  node: Subquery,
  atTime: number | undefined,
  { grid, origin }: { readonly grid: Grid; readonly origin: AtOrigin },
  atShift: number,
  options: ScheduleOptions,
  duration: DurationScope,
): { grid: Grid; origin: AtOrigin } {
  const inner = createSubqueryGrid(node, atTime === undefined ? undefined : atTime + atShift, grid, options, duration);
  if (inner.start !== grid.start) return { grid: inner, origin: { start: inner.start, atShift: 0 } };
  const { offset } = evaluateSubqueryDurations(node, options, duration);
  const moved = offset + (atTime === undefined ? origin.atShift : origin.start - atTime);
  return { grid: inner, origin: { start: origin.start, atShift: moved } };
}

/** Returns the time of an `@` modifier in milliseconds. `start()` and `end()` have no effect inside parameters. */
export function resolveAt(at: AtModifier | undefined, isInParameter: boolean, grid: QueryGrid): number | undefined {
  if (!at) return undefined;
  if (at.kind !== "timestamp") return isInParameter ? undefined : at.kind === "start" ? grid.start : grid.end;
  if (at.variable !== undefined) fail(`the dashboard variable ${at.raw} has no value`);
  return Math.round(at.seconds * 1000);
}

/** Returns the step grid of a subquery: multiples of its own step. */
function createSubqueryGrid(
  node: Subquery,
  atTime: number | undefined,
  outer: Grid,
  options: ScheduleOptions,
  duration: DurationScope,
): Grid {
  const { offset, range, step } = evaluateSubqueryDurations(node, options, duration);
  const first = atTime ?? outer.start;
  const last = atTime ?? lastTime(outer);
  const from = first - offset - range;
  let start = step * Math.trunc(from / step);
  if (start < from || (start === from && !options.rangeIncludesStart)) start += step;
  const grid = createGrid(start, last - offset, step);
  if (grid.count > options.maxSteps) failTooManySamples();
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
