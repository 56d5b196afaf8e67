import type { AlertingRule } from "../../formats/prometheus/types.js";
import { durationMs, formatDuration } from "../../model/definition/duration.js";
import type { Call, Expr, MatrixSelector } from "../../promql/index.js";
import { metricName, selectors, unwrapParens } from "../../promql/index.js";
import { constantValue, isComparison } from "../../promql/values/comparison.js";
import type { AnalyzedQuery, Check, QuerySubject } from "../check.js";
import { durationLength } from "../expression/range.js";

/** An alert that fires on a single event. */
export const anyIncrease: Check = {
  id: "alert/any-increase",
  on: "rule",
  of: "alert",
  *run(rule) {
    if (!("alert" in rule.data) || rule.query === undefined) return;
    const { query, data } = rule;
    for (const { call, whole } of findAnyIncreases(query)) {
      const range = rangeOf(call, query);
      // With a `for` as long as the range, a single event has left the range before the alert fires.
      if (range === undefined || pendingMs(data) >= range) continue;
      const metric = firstMetric(call);
      if (metric !== undefined && (isMetadata.test(metric) || mattersAtOnce.test(metric))) continue;
      const window = formatDuration(range);
      yield {
        ...(data.for !== undefined && { severity: "info" }),
        summary: `a single event in ${window} is enough to fire`,
        details: `One restart or one failed request fires the alert, and it resolves ${window} later whatever anyone does.`,
        fix: `if one event must wake someone, allow it and say why; else compare with a number, such as \`increase(…[${window}]) > 3\`, or set \`for\` to ${window} or longer`,
        at: query.locate(whole.start, whole.end),
      };
    }
  },
};

/** Series of facts, such as a version: a change of one is an event of its own. */
const isMetadata = /_info$/;

/** Events of which the first one matters: a process that died, data that is lost, hardware that fails. */
const mattersAtOnce =
  /panic|crash|died|deaths?(?:_|$)|corrupt|uncorrect|data_?loss|lost|oom|out_of_|failed_starts?|tripped|breaker|failover|raid|disk_fail/i;

function firstMetric(call: Call): string | undefined {
  const [selector] = selectors(call);
  return selector && metricName(selector);
}

function pendingMs({ for: pending }: AlertingRule): number {
  return pending === undefined ? 0 : (durationMs(pending) ?? 0);
}

const growthFunctions = new Set(["rate", "irate", "increase", "changes", "resets"]);
const transparentAggregations = new Set(["sum", "max", "avg"]);

interface AnyIncrease {
  readonly call: Call;
  /** The whole comparison. */
  readonly whole: Expr;
}

/** Finds increases that are compared with 0 and decide alone. Next to `and`, the comparison may be only a guard. */
function findAnyIncreases({ expr }: QuerySubject): AnyIncrease[] {
  const increases: AnyIncrease[] = [];
  const open: Expr[] = [expr];
  for (let next = open.pop(); next; next = open.pop()) {
    const node = unwrapParens(next);
    if (node.kind !== "binary") continue;
    if (node.operator === "or") open.push(node.right, node.left);
    else if (isComparison(node.operator) && !node.bool) {
      const call = aboveZero(node.left, node.operator, node.right);
      if (call) increases.push({ call, whole: node });
    }
  }
  return increases;
}

/** True for a condition that lasts as long as one event is in the window, and no longer: no `for` of that length fits. */
export function isEvent(query: QuerySubject & { readonly parts: AnalyzedQuery["parts"] }): boolean {
  if (findAnyIncreases(query).length > 0) return true;
  return query.parts.binaries.some(({ expr: { left, operator, right } }) => {
    const call = isComparison(operator) ? aboveZero(left, operator, right) : undefined;
    return call?.name === "changes" || call?.name === "resets";
  });
}

function aboveZero(left: Expr, operator: string, right: Expr): Call | undefined {
  if (operator === ">" && constantValue(right) === 0) return growth(left);
  if (operator === "<" && constantValue(left) === 0) return growth(right);
  if (operator !== "!=") return undefined;
  return constantValue(right) === 0 ? growth(left) : constantValue(left) === 0 ? growth(right) : undefined;
}

function growth(expr: Expr): Call | undefined {
  let inner = unwrapParens(expr);
  while (inner.kind === "aggregation" && transparentAggregations.has(inner.operator)) inner = unwrapParens(inner.expr);
  return inner.kind === "call" && growthFunctions.has(inner.name) ? inner : undefined;
}

function rangeOf(call: Call, query: QuerySubject): number | undefined {
  const matrix = call.args.find((arg): arg is MatrixSelector => arg.kind === "matrix");
  return matrix && durationLength(matrix.range, query);
}
