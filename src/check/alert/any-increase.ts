import type { AlertingRule } from "../../formats/prometheus/types.js";
import { durationMs, formatDuration } from "../../model/definition/duration.js";
import type { Call, Expr, MatrixSelector } from "../../promql/index.js";
import { unwrapParens } from "../../promql/index.js";
import type { Check, QuerySubject } from "../check.js";
import { constantValue, isComparison } from "../expression/comparison.js";
import { durationLength } from "../expression/range.js";

/** An alert on a counter that fires on every single event. */
export const anyIncrease: Check = {
  id: "alert/any-increase",
  on: "rule",
  *run(rule) {
    if (!("alert" in rule.data) || rule.query === undefined) return;
    const { query, data } = rule;
    for (const { call, whole } of anyIncreases(query)) {
      const range = rangeOf(call, query);
      // The event leaves the range before the alert fires: only a stream of events lasts.
      if (range === undefined || waits(data) >= range) continue;
      const window = formatDuration(range);
      yield {
        ...(data.for !== undefined && { severity: "info" }),
        summary: `a single event in ${window} is enough to fire`,
        details: `One restart or one failed request fires the alert, and it resolves ${window} later whatever anyone does.`,
        fix: `compare with a number, such as \`increase(…[${window}]) > 3\`, or set \`for\` to ${window} or longer`,
        at: query.locate(whole.start, whole.end),
      };
    }
  },
};

function waits({ for: pending }: AlertingRule): number {
  return pending === undefined ? 0 : (durationMs(pending) ?? 0);
}

const grows = new Set(["rate", "irate", "increase", "changes", "resets"]);
const passesOn = new Set(["sum", "max", "avg"]);

interface AnyIncrease {
  readonly call: Call;
  /** The whole comparison. */
  readonly whole: Expr;
}

/** Growth compared with zero, where nothing else has a say: beside an `and` it may be a mere guard. */
function anyIncreases({ expr }: QuerySubject): AnyIncrease[] {
  const found: AnyIncrease[] = [];
  const open: Expr[] = [expr];
  for (let next = open.pop(); next; next = open.pop()) {
    const node = unwrapParens(next);
    if (node.kind !== "binary") continue;
    if (node.operator === "or") open.push(node.right, node.left);
    else if (isComparison(node.operator) && !node.bool) {
      const call = aboveZero(node.left, node.operator, node.right);
      if (call) found.push({ call, whole: node });
    }
  }
  return found;
}

function aboveZero(left: Expr, operator: string, right: Expr): Call | undefined {
  if (operator === ">" && constantValue(right) === 0) return growth(left);
  if (operator === "<" && constantValue(left) === 0) return growth(right);
  if (operator !== "!=") return undefined;
  return constantValue(right) === 0 ? growth(left) : constantValue(left) === 0 ? growth(right) : undefined;
}

function growth(expr: Expr): Call | undefined {
  let inner = unwrapParens(expr);
  while (inner.kind === "aggregation" && passesOn.has(inner.operator)) inner = unwrapParens(inner.expr);
  return inner.kind === "call" && grows.has(inner.name) ? inner : undefined;
}

function rangeOf(call: Call, query: QuerySubject): number | undefined {
  const matrix = call.args.find((arg): arg is MatrixSelector => arg.kind === "matrix");
  return matrix && durationLength(matrix.range, query);
}
