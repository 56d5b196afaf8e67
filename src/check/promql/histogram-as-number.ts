import { children, type Expr, postOrder } from "../../promql/index.js";
import { isComparison } from "../../promql/values/comparison.js";
import type { AnalyzedQuery, Check } from "../check.js";

export const histogramAsNumber: Check = {
  id: "promql/histogram-as-number",
  on: "query",
  needsCatalogue: true,
  *run(subject) {
    for (const node of postOrder(subject.expr)) {
      if (subject.samplesOf(node) !== "none") continue;
      // An operand without a result is reported itself.
      if (children(node).some((operand) => subject.samplesOf(operand) === "none")) continue;
      yield {
        summary: `${describeUse(node)} a native histogram as if it were a number`,
        details:
          "A sample of a native histogram holds all its buckets. Prometheus 3 drops it here, so the result is empty; Prometheus 2 takes it for 0.",
        fix: "take a number of it first: histogram_quantile(0.95, …), histogram_fraction(-Inf, 0.5, …), histogram_count(…) or histogram_avg(…)",
        at: subject.locate(...rangeOf(node, subject)),
      };
    }
  },
};

function describeUse(node: Expr): string {
  if (node.kind === "call") return `${node.name}() takes`;
  if (node.kind === "aggregation") return `${node.operator}() aggregates`;
  return node.kind === "binary" && isComparison(node.operator)
    ? "the expression compares"
    : "the expression computes with";
}

/** The operand that is a histogram. */
function rangeOf(node: Expr, subject: AnalyzedQuery): [number, number] {
  const histogram = children(node).find((operand) => subject.samplesOf(operand) === "histogram") ?? node;
  return [histogram.start, histogram.end];
}
