import type { Expr } from "../../promql/index.js";
import { unwrapParens } from "../../promql/index.js";
import { isComparison } from "../../promql/values/comparison.js";
import type { Check, Finding, QuerySubject } from "../check.js";
import { isFiltered } from "./filters.js";

/** An alert without a condition: it fires for every series. */
export const noComparison: Check = {
  id: "alert/no-comparison",
  on: "rule",
  *run(_, query) {
    if (query?.in !== "alert") return;
    // `vector(1)` is a heartbeat, which is meant to fire all the time.
    if (query.parts.selectors.length === 0 || isFiltered(query.expr)) return;
    yield toFinding(query);
  },
};

const details = "An alert fires for every series that its expression yields, whatever the value.";

function toFinding(query: QuerySubject): Finding {
  const culprit = outermost(query.expr);
  if (culprit.kind === "binary" && culprit.bool && isComparison(culprit.operator)) {
    const { operator, operatorStart, operatorEnd } = culprit;
    return {
      severity: "error",
      summary: `\`${operator} bool\` yields 0 or 1 for every series: the alert always fires`,
      details,
      fix: "leave out `bool`",
      at: query.locate(operatorStart, operatorEnd),
    };
  }
  if (culprit.kind === "binary" && culprit.operator === "or") {
    const always = isFiltered(culprit.left) ? culprit.right : culprit.left;
    return {
      summary: `one side of \`or\` is not compared with anything: the alert fires while that side yields something`,
      details,
      fix: "compare both sides, or compare the whole: `(… or …) > 5`",
      at: query.locate(always.start, always.end),
    };
  }
  if (isPresence(culprit)) {
    return {
      severity: "info",
      summary: "the alert fires for as long as these series exist, whatever their value",
      details: "If that is meant, a reader cannot tell it from a forgotten threshold.",
      fix: "compare the number of series, as `count(…) > 0`, or add the threshold",
      at: query.locate(query.expr.start, query.expr.end),
    };
  }
  return {
    summary: "the expression is not compared with anything: the alert fires for every series",
    details,
    fix: "add a threshold: `… > 5`; to fire when a series is missing, use absent()",
    at: query.locate(query.expr.start, query.expr.end),
  };
}

/** True for series that are chosen by a pattern or a value: that they exist may be the condition. */
function isPresence(expr: Expr): boolean {
  return (
    expr.kind === "selector" &&
    expr.matchers.some(
      ({ label, operator, value }) => !isTarget.has(label) && !operator.startsWith("!") && value !== "",
    )
  );
}

/** Labels that choose targets, and not what is wrong with them. */
const isTarget = new Set([
  "__name__",
  "job",
  "instance",
  "namespace",
  "cluster",
  "environment",
  "env",
  "app",
  "service",
]);

/** Finds the outermost node that filters series: parentheses and aggregations only pass on what is inside. */
function outermost(expr: Expr): Expr {
  let inner = unwrapParens(expr);
  while (inner.kind === "aggregation") inner = unwrapParens(inner.expr);
  return inner;
}
