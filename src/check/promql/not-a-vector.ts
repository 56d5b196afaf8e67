import type { Expr } from "../../promql/index.js";
import { unwrapParens } from "../../promql/index.js";
import type { Check } from "../check.js";

export const notAVector: Check = {
  id: "promql/not-a-vector",
  on: "query",
  *run(subject) {
    if (!subject.rule) return;
    const whole = unwrapParens(subject.expr);
    const is = whole.kind === "string" ? "a string" : isRange(whole) ? "a range vector" : undefined;
    if (is === undefined) return;
    yield {
      summary: `the result is ${is}, not an instant vector`,
      details: "The file loads, but each evaluation of the rule fails: a rule needs one value for each series.",
      fix:
        whole.kind === "string"
          ? "write an expression instead of a string"
          : "apply a function to the range: rate(…), max_over_time(…)",
      at: subject.locate(whole.start, whole.end),
    };
  },
};

function isRange(expr: Expr): boolean {
  return expr.kind === "matrix" || expr.kind === "subquery";
}
