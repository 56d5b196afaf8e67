import { type Binary, type Expr, unwrapParens } from "../../promql/index.js";
import type { AnalyzedQuery, Check } from "../check.js";

/** An operand of `or` that never counts, because the one in front of it always has a result. */
export const unreachableOr: Check = {
  id: "promql/unreachable-or",
  on: "query",
  reads: "binaries",
  *run(subject) {
    if (!subject.parts.calls.some(({ expr }) => expr.name === "vector")) return;
    const constants = findConstants(subject);
    for (const { expr } of subject.parts.binaries) {
      const always = expr.operator === "or" ? constantOf(expr.left, constants) : undefined;
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

/** The parts of operands that always yield a series without labels, by the `or` that they are in. */
type Constants = ReadonlyMap<Binary, Expr>;

/** A walk finds operators before their operands: backwards, each `or` is known before it is asked for. */
function findConstants({ parts }: AnalyzedQuery): Constants {
  const constants = new Map<Binary, Expr>();
  for (const { expr } of parts.binaries.toReversed()) {
    if (expr.operator !== "or") continue;
    const isWhole = expr.matching?.labels === undefined;
    const found = constantOf(expr.left, constants) ?? (isWhole ? constantOf(expr.right, constants) : undefined);
    if (found) constants.set(expr, found);
  }
  return constants;
}

function constantOf(operand: Expr, constants: Constants): Expr | undefined {
  const expr = unwrapParens(operand);
  if (expr.kind === "call") return expr.name === "vector" ? expr : undefined;
  return expr.kind === "binary" ? constants.get(expr) : undefined;
}

/** True if the series on the right certainly have none of the labels that the sides are matched by. */
function hasNoSignature({ right, matching }: Binary, query: AnalyzedQuery): boolean {
  const { labels, isOpen } = query.labelsOf(right);
  const named = new Set(matching?.labels?.labels.map(({ name }) => name));
  if (matching?.on) return [...named].every((name) => labels.get(name) === "never" || (!isOpen && !labels.has(name)));
  const possible = [...labels].filter(([name, presence]) => presence !== "never" && name !== "__name__");
  return !isOpen && possible.every(([name]) => named.has(name));
}
