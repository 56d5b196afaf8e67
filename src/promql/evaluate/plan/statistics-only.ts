import type { Expr, VectorSelector } from "../../syntax/ast.js";
import { children } from "../../syntax/walk.js";

/**
 * Finds the selectors below histogram_count() and the like that only need count and sum. Prometheus reads those with an
 * iterator that detects resets, and warns if hints conflict.
 */
export function findStatisticsOnly(root: Expr): Set<VectorSelector> {
  const selectors = new Set<VectorSelector>();
  const pending: { expr: Expr; only: boolean }[] = [{ expr: root, only: false }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { expr } = next;
    let { only } = next;
    if (expr.kind === "selector") {
      if (only) selectors.add(expr);
      continue;
    }
    if (expr.kind === "call") {
      if (statistics.has(expr.name)) only = true;
      else if (needBuckets.has(expr.name)) only = false;
    } else if (expr.kind === "binary" || expr.kind === "subquery") only = false;
    for (const child of children(expr)) pending.push({ expr: child, only });
  }
  return selectors;
}

const statistics: ReadonlySet<string> = new Set(["histogram_count", "histogram_sum", "histogram_avg"]);
const needBuckets: ReadonlySet<string> = new Set(["histogram_quantile", "histogram_quantiles", "histogram_fraction"]);
