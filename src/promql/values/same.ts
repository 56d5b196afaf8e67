import type { DurationExpr, Expr, Matcher, VectorSelector } from "../../promql/index.js";
import { children, literalMilliseconds, unwrapParens } from "../../promql/index.js";

/** True if two expressions always have the same value. */
export function isSame(one: Expr, other: Expr): boolean {
  return compare(one, other, true);
}

/** True if two expressions would be the same with the same matchers in their selectors. */
export function isSameButForMatchers(one: Expr, other: Expr): boolean {
  return compare(one, other, false);
}

function compare(one: Expr, other: Expr, matchers: boolean): boolean {
  const open: [Expr, Expr][] = [[one, other]];
  for (let pair = open.pop(); pair; pair = open.pop()) {
    const [left, right] = [unwrapParens(pair[0]), unwrapParens(pair[1])];
    if (!isSameNode(left, right, matchers)) return false;
    const [inLeft, inRight] = [children(left), children(right)];
    if (inLeft.length !== inRight.length) return false;
    for (const [index, child] of inLeft.entries()) open.push([child, inRight[index]!]);
  }
  return true;
}

/** Compares two nodes without their children. */
function isSameNode(one: Expr, other: Expr, matchers: boolean): boolean {
  switch (one.kind) {
    case "number":
      return other.kind === "number" && one.raw === other.raw;
    case "string":
      return other.kind === "string" && one.value === other.value;
    case "selector":
      return other.kind === "selector" && isSameSelector(one, other, matchers);
    case "matrix":
      return other.kind === "matrix" && isSameDuration(one.range, other.range);
    case "subquery":
      return (
        other.kind === "subquery" &&
        isSameDuration(one.range, other.range) &&
        isSameDuration(one.step, other.step) &&
        isSameDuration(one.offset, other.offset) &&
        one.at === undefined &&
        other.at === undefined
      );
    case "call":
      return other.kind === "call" && one.name === other.name;
    case "aggregation":
      return (
        other.kind === "aggregation" &&
        one.operator === other.operator &&
        one.without === other.without &&
        isSameList(one.grouping?.labels.map(nameOf) ?? [], other.grouping?.labels.map(nameOf) ?? [])
      );
    case "binary":
      return (
        other.kind === "binary" &&
        one.operator === other.operator &&
        one.bool === other.bool &&
        one.matching === undefined &&
        other.matching === undefined
      );
    case "unary":
      return other.kind === "unary" && one.operator === other.operator;
    case "paren":
      return other.kind === "paren";
  }
}

function isSameSelector(one: VectorSelector, other: VectorSelector, matchers: boolean): boolean {
  if (one.name !== other.name || one.at || other.at || one.extension !== other.extension) return false;
  if (!isSameDuration(one.offset, other.offset)) return false;
  return !matchers || isSameList(one.matchers.map(matcherText), other.matchers.map(matcherText));
}

function isSameDuration(one: DurationExpr | undefined, other: DurationExpr | undefined): boolean {
  if (!one || !other) return one === other;
  if (one.kind === "duration variable") return other.kind === "duration variable" && one.variable === other.variable;
  const length = literalMilliseconds(one);
  return length !== undefined && length === literalMilliseconds(other);
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item) => other.includes(item));
}

function matcherText({ label, operator, value, variable }: Matcher): string {
  return `${variable ?? ""}${label}${operator}${value}`;
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}
