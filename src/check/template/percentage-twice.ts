import type { Expr } from "../../promql/index.js";
import { unwrapParens } from "../../promql/index.js";
import { constantValue, isComparison } from "../../promql/values/comparison.js";
import { isQuantity, isSameScale } from "../../promql/values/quantity.js";
import type { AnalyzedQuery, Check } from "../check.js";
import { valueOutputs } from "./value-outputs.js";

/** A text that multiplies a percentage by 100 once more. */
export const percentageTwice: Check = {
  id: "template/percentage-twice",
  on: "rule",
  of: "alert",
  *run(rule, query) {
    if (!("alert" in rule.data) || query === undefined) return;
    const { labels = {}, annotations = {} } = rule.data;
    for (const [field, texts] of [["labels", labels] as const, ["annotations", annotations] as const]) {
      for (const [key, text] of Object.entries(texts)) {
        if (!text.includes("humanizePercentage") || !isPercent(query)) continue;
        if (!valueOutputs(text).some(({ functions }) => functions.includes("humanizePercentage"))) continue;
        yield {
          summary: "humanizePercentage multiplies by 100, and the value is a percentage already",
          details: "The notification says 500% for 5%.",
          fix: 'remove the factor 100 from the expression and its limit, or write {{ $value | printf "%.1f" }}%',
          at: rule.locate(field, key),
        };
      }
    }
  },
};

function isPercent(query: AnalyzedQuery): boolean {
  const quantity = query.quantityOf(query.expr);
  if (isQuantity(quantity)) return quantity.measure === "ratio" && isSameScale(quantity.scale, 0.01);
  return isQuotientTimes100(withoutComparison(query.expr));
}

/** The side of a comparison that is the value of the alert. */
function withoutComparison(expr: Expr): Expr {
  for (let node = unwrapParens(expr); ; ) {
    if (node.kind !== "binary") return node;
    const isFilter = node.operator === "and" || node.operator === "unless";
    if (!isFilter && !(isComparison(node.operator) && !node.bool)) return node;
    node = unwrapParens(constantValue(node.left) === undefined ? node.left : node.right);
  }
}

/** True for `100 * part / whole`, `part / whole * 100` and `(1 - part / whole) * 100`, whatever they are. */
function isQuotientTimes100(expr: Expr): boolean {
  if (expr.kind !== "binary") return false;
  if (expr.operator === "/") return factorOf100(expr.left) !== undefined;
  const other = factorOf100(expr);
  return other !== undefined && isQuotient(other);
}

/** The other factor of a product with 100. */
function factorOf100(expr: Expr): Expr | undefined {
  const node = unwrapParens(expr);
  if (node.kind !== "binary" || node.operator !== "*") return undefined;
  if (constantValue(node.left) === 100) return node.right;
  return constantValue(node.right) === 100 ? node.left : undefined;
}

function isQuotient(expr: Expr): boolean {
  const node = unwrapParens(expr);
  if (node.kind !== "binary") return false;
  if (node.operator === "-" && constantValue(node.left) === 1) return isQuotient(node.right);
  return node.operator === "/" && constantValue(node.right) === undefined;
}
