import type { Binary, Expr, NodePath, VectorSelector } from "../../promql/index.js";
import { metricName, unwrapParens } from "../../promql/index.js";
import { constantValue, isComparison } from "../../promql/values/comparison.js";
import type { Check, CheckContext } from "../check.js";
import type { Part } from "../expression/parts.js";
import { type CounterEvidence, inferCounter } from "../expression/series.js";

export const counterWithoutRate: Check = {
  id: "promql/counter-without-rate",
  on: "query",
  reads: "selectors",
  *run(subject) {
    const reported = new Set<string>();
    for (const selector of subject.parts.selectors) {
      if (selector.parent?.expr.kind === "matrix") continue;
      const counting = inferCounter(selector.expr, subject.context);
      if (!counting?.counts || !valueMatters(selector, subject.context)) continue;
      const name = metricName(selector.expr)!;
      if (reported.has(name) || !(counting.certain || namesEvents(name))) continue;
      reported.add(name);
      yield {
        ...(subject.rule && counting.certain ? {} : { severity: "info" as const }),
        summary: `${name} ${describe(counting)}, but is used without rate()`,
        details: counting.isHistogram
          ? "Its buckets grow for as long as its process runs: without rate(), a quantile is one of all observations since its start."
          : "A counter grows for as long as its process runs and restarts from zero: the bare value mostly shows the uptime.",
        fix: `write rate(${name}[5m]) for the rate per second, or increase(${name}[1h]) for the increase over an hour`,
        at: subject.locate(selector.expr.start, selector.expr.end),
      };
    }
  },
};

function describe({ certain, isHistogram }: NonNullable<CounterEvidence> & { readonly isHistogram?: boolean }): string {
  if (isHistogram) return "is a native histogram";
  return certain ? "is a counter" : "looks like a counter";
}

/**
 * True if a name counts events. `_total` alone is not enough: gauges such as `disk_bytes_total` have it too, and the value
 * of an uptime is meant.
 */
function namesEvents(name: string): boolean {
  return (
    !/uptime/i.test(name) &&
    /_(?:requests|errors|failures|failed|exceptions|retries|restarts|timeouts|rejected|dropped|processed|sent|received|evictions|hits|misses|calls|queries|messages|seconds|bucket)(?:_total)?$/.test(
      name,
    )
  );
}

/** Functions and aggregations whose result does not depend on the value. */
const ignoresValue: ReadonlySet<string> = new Set(["absent", "timestamp", "count", "group", "scalar"]);

/** Sums are as long as programs write them, and none of their operators matters more than the first. */
const maxOperators = 8;

/** True if the result depends on the value itself, not only on its existence or its change. */
function valueMatters({ expr, parent }: Part<VectorSelector>, context: CheckContext): boolean {
  let inner: Expr = expr;
  let operators = 0;
  for (let outer: NodePath | undefined = parent; outer && operators < maxOperators; outer = outer.parent) {
    const node = outer.expr;
    if (node.kind === "subquery") return false;
    if (node.kind === "call" && (ignoresValue.has(node.name) || /^label_/.test(node.name))) return false;
    if (node.kind === "aggregation" && ignoresValue.has(node.operator)) return false;
    if (node.kind === "binary") {
      const other = node.right === inner ? node.left : node.right;
      if (!operandMatters(node.operator, node.right === inner) || comparesStart(node, other, context)) return false;
      // The result of arithmetic may only be counted further out; a comparison filters by the value.
      if (isComparison(node.operator)) return true;
      operators += 1;
    }
    inner = node;
  }
  return true;
}

/**
 * True where the value since the start is meant: whether anything has happened (`> 0`), and the average of a counter for
 * each unit of another.
 */
function comparesStart({ operator }: Binary, other: Expr, context: CheckContext): boolean {
  if (isComparison(operator)) return constantValue(other) === 0;
  const divisor = operator === "/" ? soleSelector(other) : undefined;
  return divisor !== undefined && inferCounter(divisor, context)?.counts === true;
}

/** The only selector of an expression without operators. */
function soleSelector(expr: Expr): VectorSelector | undefined {
  let node: Expr | undefined = unwrapParens(expr);
  while (node && node.kind !== "selector") {
    if (node.kind === "aggregation") node = unwrapParens(node.expr);
    else if (node.kind === "call" && node.args.length > 0) node = unwrapParens(node.args.at(-1)!);
    else return undefined;
  }
  return node;
}

function operandMatters(operator: string, onRight: boolean): boolean {
  switch (operator) {
    case "and":
    case "unless":
      return !onRight;
    case "-":
    case "or":
      return false;
    default:
      return true;
  }
}
