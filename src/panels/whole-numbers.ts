import { children, type Expr, postOrder } from "../promql/index.js";

/** Series of Prometheus itself that are 0 or 1. */
const states: ReadonlySet<string> = new Set(["up", "ALERTS"]);

const counting = /^(?:count|count_values|group|absent|changes|resets|(?:count|present|absent)_over_time)$/;
const keeping =
  /^(?:sum|min|max|topk|bottomk|limitk|vector|ceil|floor|round|abs|(?:sum|min|max|last)_over_time|sort\w*|label_\w+)$/;
const comparisons: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);
const filters: ReadonlySet<string> = new Set([...comparisons, "and", "unless"]);
const combining: ReadonlySet<string> = new Set(["+", "-", "*", "or"]);

/** True if all values of an expression are whole numbers, because they count something. */
export function countsSomething(expr: Expr): boolean {
  const stack: boolean[] = [];
  for (const node of postOrder(expr)) {
    const count = children(node).length;
    const operands = stack.splice(stack.length - count, count);
    stack.push(isWhole(node, operands));
  }
  return stack[0]!;
}

function isWhole(node: Expr, operands: readonly boolean[]): boolean {
  switch (node.kind) {
    case "number":
      return Number.isInteger(node.value);
    case "selector":
      return states.has(node.name ?? "");
    case "matrix":
    case "subquery":
    case "paren":
    case "unary":
      return operands[0]!;
    case "aggregation":
      return counting.test(node.operator) || (keeping.test(node.operator) && operands.at(-1)!);
    case "call":
      return counting.test(node.name) || (keeping.test(node.name) && (operands[0] ?? false));
    case "binary":
      if (comparisons.has(node.operator) && node.bool) return true;
      if (filters.has(node.operator)) return operands[0]!;
      return combining.has(node.operator) && operands.every((operand) => operand);
    default:
      return false;
  }
}
