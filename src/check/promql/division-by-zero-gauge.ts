import type { Expr, VectorSelector } from "../../promql/index.js";
import { metricName, unwrapParens } from "../../promql/index.js";
import { constantValue, isComparison } from "../../promql/values/comparison.js";
import type { AnalyzedQuery, Check } from "../check.js";
import type { Parts } from "../expression/parts.js";
import { knownSeries } from "../expression/series.js";

export const divisionByZeroGauge: Check = {
  id: "promql/division-by-zero-gauge",
  on: "query",
  reads: "binaries",
  *run(subject) {
    if (!subject.rule) return;
    const parts = subject.parts;
    for (const { expr } of parts.binaries) {
      if (expr.operator !== "/") continue;
      const divisor = selectorOf(expr.right);
      const name = divisor && metricName(divisor);
      if (!divisor || name === undefined || !mayBeZero(divisor, name, subject) || isGuarded(name, parts)) continue;
      yield {
        summary: `${name} is 0 where no limit is set: dividing by it gives +Inf`,
        details: "+Inf is above every threshold: something without a limit looks completely used up.",
        fix: `divide by (${name} > 0)`,
        at: subject.locate(divisor.start, divisor.end),
      };
    }
  },
};

/** Returns the selector of an expression, through aggregations. */
function selectorOf(expr: Expr): VectorSelector | undefined {
  let node = unwrapParens(expr);
  while (node.kind === "aggregation") node = unwrapParens(node.expr);
  return node.kind === "selector" ? node : undefined;
}

/** Gauges of common exporters that are 0 when no limit is set. */
const zeroWhereUnlimited: ReadonlySet<string> = new Set([
  "container_spec_cpu_quota",
  "container_spec_memory_limit_bytes",
  "container_spec_memory_reservation_limit_bytes",
  "container_spec_memory_swap_limit_bytes",
  "haproxy_backend_limit_sessions",
  "haproxy_frontend_limit_sessions",
  "haproxy_server_limit_sessions",
  "kube_resourcequota",
  "redis_config_maxmemory",
  "redis_memory_max_bytes",
]);

function mayBeZero(selector: VectorSelector, name: string, { context }: AnalyzedQuery): boolean {
  if (zeroWhereUnlimited.has(name)) return true;
  return knownSeries(selector, context)?.type === "gauge" && /_(?:limit|limits|quota)(?:_|$)/.test(name);
}

/** True if the expression filters out zeros of this metric. */
function isGuarded(name: string, { binaries }: Parts): boolean {
  return binaries.some(({ expr }) => {
    if (expr.bool || !isComparison(expr.operator)) return false;
    const left = selectorOf(expr.left);
    if (!left || metricName(left) !== name) return false;
    const limit = constantValue(expr.right);
    if (limit === undefined) return false;
    return expr.operator === ">"
      ? limit >= 0
      : expr.operator === ">="
        ? limit > 0
        : expr.operator === "!=" && limit === 0;
  });
}
