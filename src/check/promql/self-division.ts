import type { Binary, Expr, Matcher, VectorSelector } from "../../promql/index.js";
import { selectors, unwrapParens } from "../../promql/index.js";
import { isComparison } from "../../promql/values/comparison.js";
import { isSame, isSameButForMatchers } from "../../promql/values/same.js";
import type { Check } from "../check.js";

export const selfDivision: Check = {
  id: "promql/self-division",
  on: "query",
  reads: "binaries",
  *run(subject) {
    for (const { expr } of subject.parts.binaries) {
      const result = describeResult(expr);
      if (result === undefined) continue;
      if (isSame(expr.left, expr.right) && isVector(expr.left)) {
        yield {
          summary: `both sides of ${expr.operator} are the same: the result is ${result}`,
          details: "Each series is matched with itself.",
          fix: "replace one side, for example with the same series at another time or with other labels",
          at: subject.locate(expr.start, expr.end),
        };
      } else if (expr.operator === "/" && dividesByItself(expr)) {
        const labels = [...differingLabels(expr)];
        yield {
          summary: "each series is divided by itself: the result is always 1",
          details: `Series are matched by all their labels, ${labels.join(", ")} included: each series on the left matches itself on the right, not the total.`,
          fix: "aggregate both sides first: sum(rate(…)) / sum(rate(…))",
          at: subject.locate(expr.start, expr.end),
        };
      }
    }
  },
};

/** Describes the result of an operator with two equal operands. */
function describeResult({ operator, bool }: Binary): string | undefined {
  if (operator === "/") return "always 1";
  if (operator === "-" || operator === "%") return "always 0";
  if (!isComparison(operator)) return undefined;
  const holds = operator === "==" || operator === "<=" || operator === ">=";
  if (bool) return holds ? "always 1" : "always 0";
  return holds ? "the left side itself" : "always empty";
}

function isVector(expr: Expr): boolean {
  return selectors(expr).length > 0;
}

/** True if the sides differ only in matchers for labels that they are also matched by. */
function dividesByItself(division: Binary): boolean {
  const { left, right, matching } = division;
  if (matching?.group || !isSameButForMatchers(left, right)) return false;
  const differing = differingLabels(division);
  if (differing.size === 0 || selectors(left).length !== 1) return false;
  const named = new Set(matching?.labels?.labels.map(({ name }) => name));
  return [...differing].every((label) => named.has(label) === (matching?.on ?? false) && keeps(left, label));
}

/** True if the result keeps a label through all aggregations. */
function keeps(expr: Expr, label: string): boolean {
  for (let node = unwrapParens(expr); ; ) {
    if (node.kind === "aggregation") {
      const grouped = node.grouping?.labels.some(({ name }) => name === label) ?? false;
      if (grouped === node.without) return false;
      node = unwrapParens(node.expr);
    } else if (node.kind === "call" && node.args.length === 1) node = unwrapParens(node.args[0]!);
    else return node.kind === "selector" || node.kind === "matrix";
  }
}

/** Returns the labels whose matchers differ between the operands. */
function differingLabels({ left, right }: Binary): Set<string> {
  const [one, other] = [collectMatchers(left), collectMatchers(right)];
  const differing = [
    ...one.filter((matcher) => !contains(other, matcher)),
    ...other.filter((matcher) => !contains(one, matcher)),
  ];
  return new Set(differing.map(({ label }) => label));
}

function collectMatchers(expr: Expr): readonly Matcher[] {
  return selectors(expr).flatMap((selector: VectorSelector) => selector.matchers);
}

function contains(matchers: readonly Matcher[], { label, operator, value }: Matcher): boolean {
  return matchers.some((other) => other.label === label && other.operator === operator && other.value === value);
}
