import type { Aggregation, Binary, Expr, Matcher, VectorSelector } from "../syntax/ast.js";
import { unwrapParens } from "../syntax/walk.js";
import { constantValue } from "./comparison.js";
import { isSame, isSameButForMatchers } from "./same.js";

/**
 * Returns the highest value of a division of a part by the whole, such as failed requests by all requests: 1, or the
 * factor that it is multiplied by. Undefined for any other division.
 *
 * Each side of an `or` counts, because a share of failures is written `(failed or 0 * all) / all` where no failures are
 * no series.
 *
 * @param lowest the lowest value of an operand
 */
export function highestShare({ left, right }: Binary, lowest: (expr: Expr) => number): number | undefined {
  const whole = unwrapParens(right);
  let highest: number | undefined;
  const open = [{ expr: left, scale: 1 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { part, factor: own } = withoutFactor(next.expr);
    const factor = next.scale * own;
    if (part.kind === "binary" && part.operator === "or") {
      open.push({ expr: part.left, scale: factor }, { expr: part.right, scale: factor });
      continue;
    }
    const isShare = factor >= 0 && lowest(part) >= 0 && (isTerm(part, whole, lowest) || isSelection(part, whole));
    if (factor !== 0 && !isShare) return undefined;
    highest = Math.max(highest ?? 0, factor);
  }
  return highest;
}

/** Separates the constant factor of `100 * errors`. */
function withoutFactor(expr: Expr): { readonly part: Expr; readonly factor: number } {
  const node = unwrapParens(expr);
  if (node.kind !== "binary" || node.operator !== "*") return { part: node, factor: 1 };
  const [left, right] = [constantValue(node.left), constantValue(node.right)];
  if (left !== undefined) return { part: unwrapParens(node.right), factor: left };
  return right === undefined ? { part: node, factor: 1 } : { part: unwrapParens(node.left), factor: right };
}

/** True for `hits` and `hits + misses`. */
function isTerm(part: Expr, whole: Expr, lowest: (expr: Expr) => number): boolean {
  let found = false;
  const open: Expr[] = [whole];
  if (whole.kind !== "binary") return false;
  for (let next = open.pop(); next; next = open.pop()) {
    const node = unwrapParens(next);
    if (node.kind === "binary" && node.operator === "+") open.push(node.left, node.right);
    else if (lowest(node) < 0) return false;
    else found ||= isSame(node, part);
  }
  return found;
}

const addingAggregations = new Set(["sum", "count"]);

/** True for sums or counts of the same series, of which the part selects fewer. */
function isSelection(part: Expr, whole: Expr): boolean {
  if (part.kind !== "aggregation" || whole.kind !== "aggregation" || part.operator !== whole.operator) return false;
  if (!addingAggregations.has(part.operator) || !isAsFineAs(part, whole)) return false;
  const [of, all] = [seriesOf(part.expr), seriesOf(whole.expr)];
  return of !== undefined && all !== undefined && isSameButForMatchers(part.expr, whole.expr) && selectsFewer(of, all);
}

/** True if each group of the part lies in one group of the whole. */
function isAsFineAs(part: Aggregation, whole: Aggregation): boolean {
  const [of, all] = [namesIn(part), namesIn(whole)];
  if (whole.grouping === undefined || (!whole.without && all.length === 0)) return true;
  if (part.without !== whole.without) return false;
  return whole.without ? of.every((name) => all.includes(name)) : all.every((name) => of.includes(name));
}

function namesIn({ grouping }: Aggregation): readonly string[] {
  return grouping?.labels.map(({ name }) => name) ?? [];
}

/** The series whose values an expression has, each on its own: those of a selector, or of a function of a range. */
function seriesOf(expr: Expr): VectorSelector | undefined {
  const node = unwrapParens(expr);
  if (node.kind === "selector") return node;
  const [argument, ...more] = node.kind === "call" ? node.args : [];
  return argument?.kind === "matrix" && more.length === 0 ? argument.selector : undefined;
}

function selectsFewer(part: VectorSelector, whole: VectorSelector): boolean {
  if (part.at || whole.at || part.matchers.some(isVariable) || whole.matchers.some(isVariable)) return false;
  return whole.matchers.every((matcher) => part.matchers.some((own) => isSameMatcher(own, matcher)));
}

/** True if a dashboard variable stands for more than the value. */
function isVariable({ variable }: Matcher): boolean {
  return variable === "matcher" || variable === "label" || variable === "label and value";
}

function isSameMatcher(one: Matcher, other: Matcher): boolean {
  return one.label === other.label && one.operator === other.operator && one.value === other.value;
}
