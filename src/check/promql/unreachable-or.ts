import { type Binary, type Expr, unwrapParens } from "../../promql/index.js";
import type { AnalyzedQuery, Check } from "../check.js";

/** An operand of `or` that never counts, because the one in front of it always has a result. */
export const unreachableOr: Check = {
  id: "promql/unreachable-or",
  on: "query",
  reads: "binaries",
  *run(subject) {
    for (const { expr } of subject.parts.binaries) {
      const always = expr.operator === "or" ? findConstant(expr.left) : undefined;
      if (always === undefined || !hasNoSignature(expr, subject)) continue;
      const constant = subject.text.slice(always.start, always.end);
      yield {
        summary: `the right side of \`or\` never counts: \`${constant}\` always has a result`,
        details: "`or` takes from the right side only series whose labels no series on the left has.",
        fix: `put \`${constant}\` last`,
        at: subject.locate(expr.right.start, expr.right.end),
      };
    }
  },
};

/** The part of an operand that always yields a series without labels. */
function findConstant(operand: Expr): Expr | undefined {
  const expr = unwrapParens(operand);
  if (expr.kind === "call") return expr.name === "vector" ? expr : undefined;
  if (expr.kind !== "binary" || expr.operator !== "or") return undefined;
  return findConstant(expr.left) ?? (expr.matching?.labels ? undefined : findConstant(expr.right));
}

/** True if the series on the right certainly have none of the labels that the sides are matched by. */
function hasNoSignature({ right, matching }: Binary, query: AnalyzedQuery): boolean {
  const { labels, isOpen } = query.labelsOf(right);
  const named = new Set(matching?.labels?.labels.map(({ name }) => name));
  if (matching?.on) return [...named].every((name) => labels.get(name) === "never" || (!isOpen && !labels.has(name)));
  const possible = [...labels].filter(([name, presence]) => presence !== "never" && name !== "__name__");
  return !isOpen && possible.every(([name]) => named.has(name));
}
