import type { Expr, NodePath, VectorSelector } from "../../promql/index.js";
import { metricName } from "../../promql/index.js";
import type { Check } from "../check.js";
import type { Part } from "../expression/parts.js";
import { type CounterEvidence, inferCounter } from "../expression/series.js";

export const counterWithoutRate: Check = {
  id: "promql/counter-without-rate",
  on: "query",
  *run(subject) {
    const reported = new Set<string>();
    for (const selector of subject.parts.selectors) {
      if (selector.parent?.expr.kind === "matrix") continue;
      const counting = inferCounter(selector.expr, subject.context);
      if (!counting?.counts || !valueMatters(selector)) continue;
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

/** True if a name counts events. `_total` alone is not enough: gauges such as `disk_bytes_total` have it too. */
function namesEvents(name: string): boolean {
  return /_(?:requests|errors|failures|failed|exceptions|retries|restarts|timeouts|rejected|dropped|processed|sent|received|evictions|hits|misses|calls|queries|messages|seconds|bucket)(?:_total)?$/.test(
    name,
  );
}

/** Functions and aggregations whose result does not depend on the value. */
const ignoresValue: ReadonlySet<string> = new Set(["absent", "timestamp", "count", "group", "scalar"]);

/** True if the result depends on the value itself, not only on its existence or its change. */
function valueMatters({ expr, parent }: Part<VectorSelector>): boolean {
  let inner: Expr = expr;
  for (let outer: NodePath | undefined = parent; outer; outer = outer.parent) {
    const node = outer.expr;
    if (node.kind === "subquery") return false;
    if (node.kind === "call" && (ignoresValue.has(node.name) || /^label_/.test(node.name))) return false;
    if (node.kind === "aggregation" && ignoresValue.has(node.operator)) return false;
    if (node.kind === "binary") return operandMatters(node.operator, node.right === inner);
    inner = node;
  }
  return true;
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
