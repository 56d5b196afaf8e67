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

/** True if matching on a label changes nothing, because the series of both sides all have the same value. */
export function isPinned({ left, right }: Binary, label: string, labels: ReadonlyMap<Expr, LabelSet>): boolean {
  const values = [left, right].flatMap((operand) => {
    const set = labels.get(operand);
    if (!set || presence(set, label) !== "certain" || changesLabels(operand)) return [undefined];
    return selectors(operand).map(
      ({ matchers }) => matchers.find((one) => one.label === label && one.operator === "=")?.value,
    );
  });
  return values.length > 1 && values.every((value) => value !== undefined && value === values[0]);
}

function changesLabels(expr: Expr): boolean {
  let isChanged = false;
  walk(expr, (node) => {
    isChanged ||= node.kind === "call" && node.name.startsWith("label_");
  });
  return isChanged;
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
