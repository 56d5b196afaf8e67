import {
  type Aggregation,
  type Expr,
  type NodePath,
  selectors,
  unwrapParens,
  type VectorSelector,
} from "../../promql/index.js";
import { literalOf } from "./number-edits.js";

const ofValues = new Set(["sum", "avg", "max", "min"]);
/** Functions that return one series. */
const returnsOne = new Set(["absent", "absent_over_time", "vector"]);

/** True if each target exposes one series of a name, with no labels but those of the target. */
export type IsOnePerTarget = (name: string) => boolean;

/** True if every group has one series, of which the sum, the average and the extremes are the same. */
export function isOfSingleSeries(
  { operator, expr, grouping, without }: Aggregation,
  isOnePerTarget: IsOnePerTarget,
): boolean {
  if (!ofValues.has(operator)) return false;
  const kept = new Set(without ? [] : grouping?.labels.map(({ name }) => name));
  if (kept.has("instance") && isOfTargets(expr, kept, isOnePerTarget)) return true;
  const inner = unwrapParens(expr);
  if (inner.kind === "call") return returnsOne.has(inner.name);
  if (inner.kind !== "aggregation" || inner.parameter) return false;
  if (!inner.grouping) return true;
  if (inner.without || without || !grouping) return false;
  return inner.grouping.labels.every(({ name }) => kept.has(name));
}

/** True for what is calculated from one selector, of which each target has one series. */
function isOfTargets(expr: Expr, kept: ReadonlySet<string>, isOnePerTarget: IsOnePerTarget): boolean {
  const inner = unwrapParens(expr);
  const [selector, ...others] = selectors(inner);
  if (!selector?.name || others.length > 0 || inner.kind === "aggregation") return false;
  return isOnePerTarget(selector.name) && (kept.has("job") || hasOneJob(selector));
}

function hasOneJob({ matchers }: VectorSelector): boolean {
  return matchers.some(({ label, operator }) => label === "job" && operator === "=");
}

/** True for the sum of values that are never negative, if it is compared with 0: then the maximum is 0, too. */
export function isOnlyZero({ operator, expr, start, end }: Aggregation, parent: NodePath | undefined): boolean {
  if (operator !== "sum" || !isNeverNegative(expr)) return false;
  let path = parent;
  while (path?.expr.kind === "paren") path = path.parent;
  const comparison = path?.expr;
  if (comparison?.kind !== "binary" || comparison.operator !== "==") return false;
  const { left, right } = comparison;
  return left.start <= start && end <= left.end && literalOf(right)?.value === 0;
}

/** True for series whose values are all 1: multiplying by them and dividing are the same. */
export function isOne(expr: Expr): boolean {
  const inner = unwrapParens(expr);
  return inner.kind === "aggregation" && inner.operator === "group";
}

function isNeverNegative(expr: Expr): boolean {
  const inner = unwrapParens(expr);
  if (inner.kind === "selector") return inner.name === "up";
  return inner.kind === "call" && ["rate", "irate", "increase"].includes(inner.name);
}
