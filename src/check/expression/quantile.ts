import type { Call, Expr } from "../../promql/index.js";

/** True for `histogram_quantile(q, histogram)`. */
export function isQuantile(expr: Expr): expr is Call {
  return expr.kind === "call" && expr.name === "histogram_quantile" && expr.args.length === 2;
}
