import { type Binary, type Expr, logQueries, type Stage, unwrapParens } from "../../logql/index.js";
import { isComparison } from "../../promql/values/comparison.js";
import type { CheckOn, Finding, LogqlSubject } from "../check.js";

const details = "An alert fires for every series that its expression yields, whatever the value.";

/** An alert on logs without a condition: it fires for as long as there are lines. */
export const noLogComparison: CheckOn<LogqlSubject> = {
  id: "logql/no-comparison",
  on: "logql",
  *run(subject) {
    if (subject.in !== "alert") return;
    const { expr } = subject;
    const queries = logQueries(expr);
    // Rules that select lines have a finding of their own; `vector(1)` is meant to fire all the time.
    if (queries.length === 0 || unwrapParens(expr).kind === "log query" || isFiltered(expr)) return;
    yield toFinding(subject);
  },
};

function toFinding({ expr, locate }: LogqlSubject): Finding {
  const culprit = outermost(expr);
  if (culprit.kind === "binary" && culprit.bool && isComparison(culprit.operator)) {
    const { operator, operatorStart, operatorEnd } = culprit;
    return {
      severity: "error",
      summary: `\`${operator} bool\` yields 0 or 1 for every series: the alert always fires`,
      details,
      fix: "leave out `bool`",
      at: locate(operatorStart, operatorEnd),
    };
  }
  if (culprit.kind === "binary" && culprit.operator === "or") {
    const always = isFiltered(culprit.left) ? culprit.right : culprit.left;
    return {
      summary: "one side of `or` is not compared with anything: the alert fires while that side yields something",
      details,
      fix: "compare both sides, or compare the whole: `(… or …) > 5`",
      at: locate(always.start, always.end),
    };
  }
  if (logQueries(expr).every(({ stages }) => stages.some(isFilter))) {
    return {
      severity: "info",
      summary: "the alert fires for as long as a line passes the filters",
      details: "If that is meant, a reader cannot tell it from a forgotten threshold.",
      fix: "compare the number of lines, as `count_over_time(…) > 0`, or add the threshold",
      at: locate(expr.start, expr.end),
    };
  }
  return {
    summary: "the expression is not compared with anything: the alert fires for as long as there are lines",
    details,
    fix: "add a threshold: `… > 5`; to fire when lines are missing, use absent_over_time()",
    at: locate(expr.start, expr.end),
  };
}

/** True for a filter of lines. One of `__error__` only drops lines that a parser cannot read. */
function isFilter(stage: Stage): boolean {
  return (
    stage.kind === "line filter" || (stage.kind === "label filter" && !JSON.stringify(stage).includes("__error__"))
  );
}

/** True if an expression filters series by value, or by the existence of other series. */
function isFiltered(expr: Expr): boolean {
  const whole = outermost(expr);
  if (whole.kind === "range aggregation") return whole.operator === "absent_over_time";
  if (whole.kind === "label_replace") return isFiltered(whole.expr);
  if (whole.kind !== "binary") return false;
  if (filtersHere(whole)) return true;
  const [left, right] = [isFiltered(whole.left), isFiltered(whole.right)];
  return whole.operator === "or" ? left && right : left || right;
}

function filtersHere({ operator, bool }: Binary): boolean {
  return operator === "and" || operator === "unless" || (isComparison(operator) && !bool);
}

/** Finds the outermost node that filters series: parentheses and aggregations only pass on what is inside. */
function outermost(expr: Expr): Expr {
  let inner = unwrapParens(expr);
  while (inner.kind === "vector aggregation") inner = unwrapParens(inner.expr);
  return inner;
}
