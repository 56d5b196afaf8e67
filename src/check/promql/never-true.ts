import type { Binary, Expr } from "../../promql/index.js";
import { unwrapParens } from "../../promql/index.js";
import { type ComparisonOperator, constantValue, isComparison, mirrored } from "../../promql/values/comparison.js";
import { neverHolds } from "../../promql/values/infer-ranges.js";
import type { ValueRange } from "../../promql/values/value-range.js";
import type { AnalyzedQuery, Check } from "../check.js";
import { replaceIn } from "../expression/edit.js";

export const neverTrue: Check = {
  id: "promql/never-true",
  after: ["promql/threshold-beyond-buckets", "promql/self-division", "promql/histogram-as-number"],
  on: "query",
  reads: "binaries",
  *run(subject) {
    if (subject.parts.selectors.length === 0) return;
    for (const { expr } of subject.parts.binaries) {
      const comparison = isComparison(expr.operator) ? orient(expr, expr.operator) : undefined;
      if (!comparison || constantValue(comparison.compared) !== undefined) continue;
      // Finding a position parses the source, so that only findings look for one.
      const shared = () => ({
        ...(subject.isForeign && { severity: "warning" as const }),
        details: expr.bool ? "The comparison gives 0, whatever happens." : consequence(subject),
        at: subject.locate(expr.start, expr.end),
      });
      if (contradictsFilter(comparison)) {
        const name = nameOf(comparison.compared, subject);
        const summary = `never true: ${name} leaves out every value that this comparison lets through`;
        yield { ...shared(), summary, fix: "leave out one of the two comparisons, or correct its operator" };
        continue;
      }
      const range = subject.rangeOf(comparison.compared);
      const limit = subject.rangeOf(comparison.limit);
      if (!neverHolds(comparison.operator, range, limit)) continue;
      yield {
        ...shared(),
        summary: `never true: ${describe(comparison, range, subject)}`,
        fix: fixFor(comparison, range, limit),
        ...(isPercentOfRatio(range, limit) && { edits: [replaceIn(subject, comparison.limit, `${limit.low / 100}`)] }),
      };
    }
  },
};

/** A comparison with a constant on the right, if there is one. */
interface Comparison {
  readonly compared: Expr;
  readonly operator: ComparisonOperator;
  readonly limit: Expr;
}

function orient({ left, right }: Binary, operator: ComparisonOperator): Comparison {
  return constantValue(left) === undefined
    ? { compared: left, operator, limit: right }
    : { compared: right, operator: mirrored[operator], limit: left };
}

/** Operators, and those that hold for none of the same values although the bounds of both touch. */
const contradictory: ReadonlyMap<ComparisonOperator, readonly ComparisonOperator[]> = new Map([
  [">", ["==", "<="]],
  ["<", ["==", ">="]],
  ["!=", ["=="]],
]);

/** True for a comparison of what one with the same limit has let through: `(x > 0) == 0`. */
function contradictsFilter({ compared, operator, limit }: Comparison): boolean {
  const node = unwrapParens(compared);
  if (node.kind !== "binary" || node.bool || !isComparison(node.operator)) return false;
  const inner = orient(node, node.operator);
  const value = constantValue(inner.limit);
  if (value === undefined || constantValue(limit) !== value) return false;
  return contradictory.get(inner.operator)?.includes(operator) === true;
}

function nameOf(compared: Expr, subject: AnalyzedQuery): string {
  const text = subject.text.slice(compared.start, compared.end).replace(/\s+/g, " ");
  return text.length <= 60 ? `\`${text}\`` : "the compared value";
}

function describe({ compared, operator }: Comparison, { low, high }: ValueRange, subject: AnalyzedQuery): string {
  const name = nameOf(compared, subject);
  if (low === high) return `${name} is always ${low}`;
  const isTooHigh = operator.startsWith("<") || high === Infinity;
  return `${name} is ${isTooHigh ? `never below ${low}` : `never above ${high}`}`;
}

function consequence({ in: place }: AnalyzedQuery): string {
  if (place === "alert") return "The alert cannot fire by this comparison.";
  return "The comparison yields nothing, whatever happens.";
}

function fixFor({ compared, operator }: Comparison, { low, high }: ValueRange, limit: ValueRange): string {
  const node = unwrapParens(compared);
  const value = limit.low;
  if (low === 0 && high === 0 && isSum(node))
    return "count the series that pass the filter: count(…) instead of sum(…)";
  if (low === high) return "compare something that varies";
  if (low === 1 && value < 1 && (isCount(node) || operator === "==")) {
    return countFix(node);
  }
  if (isPercentOfRatio({ low, high }, limit)) return `write ${value / 100} for ${value} %`;
  if (low === 0 && high === Infinity)
    return "compare with a value above 0; a change that can be negative is delta() or deriv()";
  const [from, to] = [Number.isFinite(low) ? `from ${low}` : "", Number.isFinite(high) ? `up to ${high}` : ""];
  return `compare with a value ${[from, to].filter((part) => part !== "").join(" ")}`;
}

/** True if a percentage is the limit of a value from 0 to 1. */
function isPercentOfRatio({ low, high }: ValueRange, limit: ValueRange): boolean {
  return low < high && high === 1 && limit.low === limit.high && limit.low > 1 && limit.low <= 100;
}

/** A literal fix for a count below 1. With a grouping, `or vector(0)` would hold for good: its series has no labels. */
function countFix(node: Expr): string {
  const isGrouped = node.kind === "aggregation" && node.grouping !== undefined;
  const missing = "without series there is no result instead of 0: write absent(…)";
  if (isGrouped) return `${missing}, or sum(…) instead of count(…) if the values are 0 and 1`;
  return `${missing}, or (count(…) or vector(0)) == 0`;
}

function isSum(node: Expr): boolean {
  return node.kind === "aggregation" && node.operator === "sum";
}

function isCount(node: Expr): boolean {
  if (node.kind === "aggregation") return node.operator === "count";
  return node.kind === "call" && node.name === "count_over_time";
}
