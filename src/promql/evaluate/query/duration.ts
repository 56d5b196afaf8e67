import type { DurationExpr } from "../../syntax/ast.js";
import { fail } from "./failure.js";
import type { QueryGrid } from "./grid.js";

/** The values that a duration expression may refer to. */
export interface DurationScope {
  /** The step of the query; 0 for an instant query. */
  readonly step: number;
  readonly range: number;
}

export function createDurationScope(grid: QueryGrid, isRange: boolean): DurationScope {
  return isRange ? { step: grid.step, range: grid.end - grid.start } : { step: 0, range: 0 };
}

/** Evaluates a duration in whole milliseconds. */
export function evaluateDuration(expr: DurationExpr, scope: DurationScope): number {
  if (expr.kind === "duration") return Math.round(expr.milliseconds);
  return Math.round(evaluateSeconds(expr, scope) * 1000);
}

/** Evaluates a range or a step, which must be positive. */
export function evaluatePositiveDuration(expr: DurationExpr, scope: DurationScope): number {
  const milliseconds = evaluateDuration(expr, scope);
  if (!(milliseconds > 0)) fail("duration must be greater than 0");
  return milliseconds;
}

function listOperands(expr: DurationExpr): readonly DurationExpr[] {
  switch (expr.kind) {
    case "duration call":
      return expr.args;
    case "duration paren":
      return [expr.inner];
    case "duration unary":
      return [expr.operand];
    case "duration binary":
      return [expr.left, expr.right];
    default:
      return [];
  }
}

/** Evaluates in post-order without recursion. */
function evaluateSeconds(root: DurationExpr, scope: DurationScope): number {
  const order: DurationExpr[] = [];
  const pending = [root];
  for (let next = pending.pop(); next; next = pending.pop()) {
    order.push(next);
    pending.push(...listOperands(next));
  }
  const results: number[] = [];
  for (const expr of order.reverse()) {
    const inner = results.splice(results.length - listOperands(expr).length);
    results.push(combine(expr, inner, scope));
  }
  return results[0]!;
}

function combine(expr: DurationExpr, inner: readonly number[], { step, range }: DurationScope): number {
  switch (expr.kind) {
    case "duration":
      return expr.milliseconds / 1000;
    case "duration variable":
      return fail(`the dashboard variable ${expr.raw} has no value`);
    case "duration paren":
      return inner[0]!;
    case "duration unary":
      return expr.operator === "-" ? -inner[0]! : inner[0]!;
    case "duration call":
      if (expr.name === "step") return step / 1000;
      if (expr.name === "range") return range / 1000;
      return expr.name.startsWith("min") ? Math.min(inner[0]!, inner[1]!) : Math.max(inner[0]!, inner[1]!);
    case "duration binary":
      return calculate(expr.operator, inner[0]!, inner[1]!);
  }
}

function calculate(operator: "+" | "-" | "*" | "/" | "%" | "^", left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return right === 0 ? fail("division by zero") : left / right;
    case "%":
      return right === 0 ? fail("modulo by zero") : left % right;
    case "^":
      return left ** right;
  }
}
