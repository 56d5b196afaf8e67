import type { AtModifier, Call, Expr, Subquery } from "../ast.js";
import { children, insideOut } from "../walk.js";
import { type DurationScope, durationOf, durationScope, positiveDurationOf } from "./duration.js";
import { fail } from "./failure.js";
import { type Grid, gridBetween, lastTime, type QueryGrid } from "./grid.js";

/** A node of the expression and the steps at which it is evaluated. */
export interface Task {
  readonly node: Expr;
  readonly grid: Grid;
  /** What comes out is the same at every step: it is evaluated at one, and stands for so many. */
  readonly spreadTo: number | undefined;
  readonly operandCount: number;
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

/** What a plan depends on, apart from the expression. */
export interface PlanScope {
  readonly grid: QueryGrid;
  readonly isRange: boolean;
  readonly subqueryStep: number;
  readonly includesStart: boolean;
  readonly maxSteps: number;
}

/** What is to be evaluated, operands before what they are operands of. */
export function planOf(root: Expr, scope: PlanScope): Task[] {
  const fixed = findFixed(root);
  const duration = durationScope(scope.grid, scope.isRange);
  const order: Task[] = [];
  const origin = { start: scope.grid.start, moved: 0 };
  const open: { node: Expr; grid: Grid; origin: Origin }[] = [{ node: root, grid: scope.grid, origin }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node } = next;
    const shift = next.grid.start - next.origin.start + next.origin.moved;
    const spreads = next.grid.count > 1 && fixed.has(node) && canSpread(node);
    const grid = spreads ? { ...next.grid, count: 1 } : next.grid;
    const operands = operandsOf(node);
    order.push({ node, grid, spreadTo: spreads ? next.grid.count : undefined, operandCount: operands.length, shift });
    const inner = node.kind === "subquery" ? subqueryGrid(node, grid, shift, scope, duration) : grid;
    const from = node.kind === "subquery" ? originWithin(node, next.origin, grid, inner, scope, duration) : next.origin;
    for (const operand of operands) open.push({ node: operand, grid: inner, origin: from });
  }
  return order.reverse();
}

/** The operands that are evaluated before a node is; a function may look at others by itself. */
export function operandsOf(node: Expr): readonly Expr[] {
  if (node.kind === "matrix") return [];
  if (node.kind === "call" && node.name === "info") return node.args.slice(0, 1);
  return children(node);
}

function canSpread({ kind }: Expr): boolean {
  return kind === "call" || kind === "aggregation" || kind === "binary" || kind === "unary";
}

/** Functions whose result depends on the time of evaluation, whatever their arguments are. */
const dependsOnTime: ReadonlySet<string> = new Set([
  ..."days_in_month day_of_month day_of_week day_of_year hour minute month year".split(" "),
  ..."predict_linear time timestamp".split(" "),
]);

/** The nodes whose value does not depend on the step: what `@` pins down, and what is made of that. */
function findFixed(root: Expr): Set<Expr> {
  const fixed = new Set<Expr>();
  for (const node of insideOut(root)) if (isFixed(node, fixed)) fixed.add(node);
  return fixed;
}

function isFixed(node: Expr, fixed: ReadonlySet<Expr>): boolean {
  switch (node.kind) {
    case "number":
    case "string":
      return true;
    case "selector":
    case "subquery":
      return node.at !== undefined;
    case "matrix":
      return node.selector.at !== undefined;
    case "call":
      return !dependsOnTime.has(node.name) && node.name !== "info" && node.args.every((arg) => fixed.has(arg));
    default:
      return children(node).every((child) => fixed.has(child));
  }
}

/** The time that an `@` modifier stands for, in milliseconds. */
export function timeOf(at: AtModifier, grid: QueryGrid): number {
  if (at.kind !== "timestamp") return at.kind === "start" ? grid.start : grid.end;
  if (at.variable !== undefined) fail(`the dashboard variable ${at.raw} has no value`);
  return Math.round(at.seconds * 1000);
}

/** The steps of a subquery: multiples of its own step, whatever the query's are. */
function subqueryGrid(node: Subquery, outer: Grid, shift: number, scope: PlanScope, duration: DurationScope): Grid {
  const { offset, range, step } = subqueryTimes(node, scope, duration);
  const first = node.at ? timeOf(node.at, scope.grid) + shift : outer.start;
  const last = node.at ? first : lastTime(outer);
  const from = first - offset - range;
  let start = step * Math.trunc(from / step);
  if (start < from || (start === from && !scope.includesStart)) start += step;
  const grid = gridBetween(start, last - offset, step);
  if (grid.count > scope.maxSteps) fail("query processing would load too many samples into memory in query execution");
  return grid;
}

function originWithin(
  node: Subquery,
  origin: Origin,
  outer: Grid,
  inner: Grid,
  scope: PlanScope,
  duration: DurationScope,
): Origin {
  if (inner.start !== outer.start) return { start: inner.start, moved: 0 };
  const { offset } = subqueryTimes(node, scope, duration);
  const moved = node.at ? offset + origin.start - timeOf(node.at, scope.grid) : origin.moved + offset;
  return { start: origin.start, moved };
}

/** The lengths that a subquery names, in milliseconds. */
export function subqueryTimes(
  node: Subquery,
  { subqueryStep }: Pick<PlanScope, "subqueryStep">,
  duration: DurationScope,
): { offset: number; range: number; step: number } {
  return {
    offset: node.offset ? durationOf(node.offset, duration) : 0,
    range: positiveDurationOf(node.range, duration),
    step: node.step ? positiveDurationOf(node.step, duration) : subqueryStep,
  };
}

/** Arguments without the parentheses around them. */
export function argumentsOf({ args }: Call): Expr[] {
  return args.map(withoutParens);
}

export function withoutParens(expr: Expr): Expr {
  let inner = expr;
  while (inner.kind === "paren") inner = inner.inner;
  return inner;
}
