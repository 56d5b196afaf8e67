import { type Expr, selectors } from "../../promql/index.js";

/** Grafana writes the states of the alerts that it manages to a series of its own, with the labels of `ALERTS`. */
export function readAlertsOfGrafana(expr: Expr): Expr {
  if (!selectors(expr).some(isAlerts)) return expr;
  const copy = structuredClone(expr);
  for (const selector of selectors(copy).filter(isAlerts)) Object.assign(selector, { name: "GRAFANA_ALERTS" });
  return copy;
}

function isAlerts({ name }: { readonly name?: string | undefined }): boolean {
  return name === "ALERTS";
}
