import type { Aggregation, Binary, Call, LabelList, NodePath } from "../../promql/index.js";
import type { Edit } from "./edit.js";
import { type IsOnePerTarget, isOfSingleSeries, isOne, isOnlyZero } from "./same-aggregates.js";

const otherAggregations: Readonly<Record<string, string>> = {
  sum: "max",
  avg: "max",
  max: "min",
  min: "max",
  count: "sum",
  topk: "bottomk",
  bottomk: "topk",
};

const otherFunctions: Readonly<Record<string, string>> = {
  rate: "irate",
  irate: "rate",
  increase: "delta",
  delta: "increase",
  deriv: "rate",
  max_over_time: "min_over_time",
  min_over_time: "max_over_time",
  avg_over_time: "max_over_time",
  sum_over_time: "max_over_time",
  last_over_time: "max_over_time",
  count_over_time: "sum_over_time",
  ceil: "floor",
  floor: "ceil",
  clamp_min: "clamp_max",
  clamp_max: "clamp_min",
};

export const otherOperators: Readonly<Record<string, string>> = {
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "%": "*",
  "^": "*",
};

/** Aggregates otherwise, if that makes a difference, and drops each label of its grouping. */
export function aggregationEdits(
  node: Aggregation,
  parent: NodePath | undefined,
  text: string,
  {
    hasLabel,
    isOnePerTarget,
  }: { readonly hasLabel: (label: string) => boolean; readonly isOnePerTarget: IsOnePerTarget },
): readonly Edit[] {
  const other = otherAggregations[node.operator];
  const { start, operatorEnd: end, grouping } = node;
  const isSame = isOfSingleSeries(node, isOnePerTarget) || isOnlyZero(node, parent);
  return [
    ...(other === undefined || isSame ? [] : [{ kind: "aggregation", start, end, replacement: other } as const]),
    ...(grouping ? labelEdits(grouping, text, hasLabel) : []),
  ];
}

/** Drops each label of a list. */
export function labelEdits(list: LabelList, text: string, hasLabel: (label: string) => boolean): readonly Edit[] {
  return list.labels
    .map((label, index) => ({ label, index }))
    .filter(({ label }) => hasLabel(label.name))
    .map(({ index }) => {
      const kept = list.labels.filter((_, other) => other !== index).map(({ start, end }) => text.slice(start, end));
      const replacement = `(${kept.join(", ")})`;
      return { kind: "grouping", start: list.start, end: list.end, replacement } as const;
    });
}

/** Calls another function of the same kind. */
export function callEdits({ name, start, nameEnd: end }: Call): readonly Edit[] {
  const other = otherFunctions[name];
  return other === undefined ? [] : [{ kind: "function", start, end, replacement: other }];
}

/** Drops an operand of `and`, `or` and `unless`; calculates otherwise. */
export function operatorEdits(node: Binary, text: string): readonly Edit[] {
  const { operator, operatorStart, operatorEnd, right } = node;
  const other = otherOperators[operator];
  if (other !== undefined && isOne(right) && /[*/]/.test(operator)) return [];
  if (other !== undefined) return [{ kind: "operator", start: operatorStart, end: operatorEnd, replacement: other }];
  return conditionEdits(node, text);
}

/** A part of the text of an expression. */
interface Part {
  readonly start: number;
  readonly end: number;
}

/** Drops an operand of `and`, `or` and `unless`. */
export function conditionEdits(
  {
    operator,
    left,
    right,
    start,
    end,
  }: Part & { readonly operator: string; readonly left: Part; readonly right: Part },
  text: string,
): readonly Edit[] {
  if (operator !== "and" && operator !== "or" && operator !== "unless") return [];
  const [leftText, rightText] = [text.slice(left.start, left.end), text.slice(right.start, right.end)];
  const withoutRight: Edit = {
    ...{ kind: "condition", start, end, replacement: leftText },
    ...{ before: `${operator} ${shorten(rightText)}`, after: "left out" },
  };
  if (operator === "unless") return [withoutRight];
  const withoutLeft: Edit = {
    ...{ kind: "condition", start, end, replacement: rightText },
    ...{ before: `${shorten(leftText)} ${operator}`, after: "left out" },
  };
  return [withoutRight, withoutLeft];
}

export function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
