import {
  type Binary,
  type Expr,
  type LabelSet,
  type Matcher,
  presence,
  selectors,
  type VectorSelector,
  walk,
} from "../../promql/index.js";
import type { Edit } from "./edit.js";

const keepsOnlyPairs = new Set(["+", "-", "*", "/", "%", "^", "atan2", "and", ">", ">=", "<", "<=", "==", "!="]);

/** The operations of an expression that keep only pairs of series with equal labels. */
export function findJoins(expr: Expr): readonly Binary[] {
  const joins: Binary[] = [];
  walk(expr, (node) => {
    if (node.kind === "binary" && node.matching === undefined && keepsOnlyPairs.has(node.operator)) joins.push(node);
  });
  return joins;
}

/** True if a changed matcher makes no difference, because the other side has it, too, and only pairs of series are kept. */
export function isRepeatedIn(edit: Edit, { left, right }: Binary, labels: ReadonlyMap<Expr, LabelSet>): boolean {
  if (edit.kind !== "matcher") return false;
  const side = [left, right].find(({ start, end }) => start <= edit.start && edit.end <= end);
  const matcher =
    side &&
    selectors(side)
      .flatMap(({ matchers }) => matchers)
      .find((one) => isChangedBy(one, edit));
  if (!side || !matcher) return false;
  const { label } = matcher;
  if ([left, right].some((operand) => !isKept(labels.get(operand), label))) return false;
  const others = selectors(side === left ? right : left);
  return others.length > 0 && others.every((selector) => hasMatcher(selector, matcher));
}

function isChangedBy({ start, end }: Matcher, edit: Edit): boolean {
  return edit.start < end && start < edit.end;
}

function isKept(set: LabelSet | undefined, label: string): boolean {
  return set !== undefined && presence(set, label) !== "never";
}

function hasMatcher({ matchers }: VectorSelector, { label, operator, value }: Matcher): boolean {
  return matchers.some((other) => other.label === label && other.operator === operator && other.value === value);
}
