import {
  type Binary,
  type Expr,
  type Grouping,
  type NodePath,
  type RangeAggregation,
  type RangeOperator,
  type StreamSelector,
  unwrapParens,
  type VectorAggregation,
  walk,
} from "../../logql/index.js";
import { formatDuration, type NumberLiteral, windowVariable } from "../../promql/index.js";
import type { Edit } from "../expression/edit.js";
import { conditionEdits, labelEdits, otherOperators } from "../expression/function-edits.js";
import { boundEdits, isComparison, numberEdits } from "../expression/number-edits.js";
import { dropMatcher } from "../expression/selector-edits.js";
import { stageEdits } from "./pipeline-edits.js";

/** Facts that rule out changes without effect, and the value of `${window}`. */
export interface LogqlFacts {
  readonly text: string;
  /** The value of `${window}`, in milliseconds. */
  readonly window: number | undefined;
  /** True for a label that selects a declared stream: the author of the rule does not choose its lines. */
  isOfStream(label: string): boolean;
}

/**
 * Lists small changes to an expression in LogQL: thresholds, comparisons, windows, filters, aggregations.
 *
 * @example
 * ```ts
 * logqlEdits(parse('sum(rate({app="cart"} |= "x" [5m])) > 5', dialect).expr!, facts); // `> 5.5`, `[10m]`, no filter, …
 * ```
 */
export function logqlEdits(expr: Expr, facts: LogqlFacts): readonly Edit[] {
  const edits: Edit[] = [];
  walk(expr, (node, parent) => {
    edits.push(...editsOf(node, parent, facts));
  });
  return edits;
}

function editsOf(node: Expr, parent: NodePath | undefined, facts: LogqlFacts): readonly Edit[] {
  switch (node.kind) {
    case "number":
      return isBound(parent) ? [] : numberEdits(node, false);
    case "binary":
      return binaryEdits(node, facts.text);
    case "vector aggregation":
      return aggregationEdits(node, facts.text);
    case "range aggregation":
      return [...rangeEdits(node, facts), ...functionEdits(node, facts.text)];
    case "log query": {
      const { selector, stages } = node;
      return [...matcherEdits(selector, facts), ...stages.flatMap((stage) => stageEdits(stage, facts.text))];
    }
    default:
      return [];
  }
}

function binaryEdits(node: Binary, text: string): readonly Edit[] {
  const { operator, operatorStart: start, operatorEnd: end, left, right } = node;
  if (isComparison(node)) return boundEdits(node, literalOf(right) ?? literalOf(left), isCount(left));
  const other = otherOperators[operator];
  if (other !== undefined) return [{ kind: "operator", start, end, replacement: other }];
  return conditionEdits(node, text);
}

function literalOf(expr: Expr): NumberLiteral | undefined {
  const inner = unwrapParens(expr);
  return inner.kind === "number" && Number.isFinite(inner.value) ? inner : undefined;
}

/** True for the number of a comparison, which edits of the comparison change. */
function isBound(parent: NodePath | undefined): boolean {
  let path = parent;
  while (path?.expr.kind === "paren") path = path.parent;
  return path?.expr.kind === "binary" && isComparison(path.expr);
}

const counting: ReadonlySet<string> = new Set(["count_over_time", "bytes_over_time"]);
const keepsWhole: ReadonlySet<string> = new Set(["sum", "max", "min", "count", "topk", "bottomk"]);

/** True if an expression counts lines or bytes. */
function isCount(expr: Expr): boolean {
  let inner = unwrapParens(expr);
  while (inner.kind === "vector aggregation") {
    if (inner.operator === "count") return true;
    if (!keepsWhole.has(inner.operator)) return false;
    inner = unwrapParens(inner.expr);
  }
  return inner.kind === "range aggregation" && counting.has(inner.operator);
}

const otherAggregations: Readonly<Record<string, string>> = {
  ...{ sum: "max", avg: "max", max: "min", min: "max", count: "sum", topk: "bottomk", bottomk: "topk" },
};

function aggregationEdits(
  { operator, start, operatorEnd: end, grouping }: VectorAggregation,
  text: string,
): readonly Edit[] {
  const other = otherAggregations[operator];
  return [
    ...(other === undefined ? [] : [{ kind: "aggregation", start, end, replacement: other } as const]),
    ...(grouping ? groupingEdits(grouping, text) : []),
  ];
}

/** Drops each label of a clause. */
function groupingEdits(grouping: Grouping, text: string): readonly Edit[] {
  return labelEdits(grouping, text, () => true).map((edit) => ({ ...edit, start: text.indexOf("(", edit.start) }));
}

const otherFunctions: Readonly<Record<string, RangeOperator | undefined>> = {
  ...{ rate: "bytes_rate", bytes_rate: "rate", count_over_time: "bytes_over_time", bytes_over_time: "count_over_time" },
  ...{ sum_over_time: "max_over_time", avg_over_time: "max_over_time" },
  ...{ max_over_time: "min_over_time", min_over_time: "max_over_time" },
  ...{ first_over_time: "last_over_time", last_over_time: "first_over_time" },
};

function functionEdits(node: RangeAggregation, text: string): readonly Edit[] {
  const { operator, start, operatorEnd: end, parameter, grouping } = node;
  const other = otherFunctions[operator];
  return [
    ...(other === undefined ? [] : [{ kind: "function", start, end, replacement: other } as const]),
    ...(parameter ? numberEdits(parameter, true) : []),
    ...(grouping ? groupingEdits(grouping, text) : []),
  ];
}

/** Doubles and halves the window, and drops the offset. */
function rangeEdits({ range: { range, offset } }: RangeAggregation, { text, window }: LogqlFacts): readonly Edit[] {
  const milliseconds = range.variable === windowVariable ? window : range.nanoseconds / 1e6;
  const edits: Edit[] = [];
  if (milliseconds !== undefined && Number.isFinite(milliseconds)) {
    for (const other of [2 * milliseconds, Math.round(milliseconds / 2)].filter((length) => length > 0)) {
      const replacement = `[${formatDuration(other)}]`;
      const before = `[${formatDuration(milliseconds)}]`;
      edits.push({ kind: "window", start: range.start, end: range.end, replacement, before });
    }
  }
  if (offset) {
    const start = text.lastIndexOf("offset", offset.start);
    edits.push({ kind: "offset", start, end: offset.end, replacement: "", after: "no offset" });
  }
  return edits;
}

function matcherEdits({ matchers }: StreamSelector, { text, isOfStream }: LogqlFacts): readonly Edit[] {
  const own = matchers.filter(({ label, variable }) => variable === undefined && !isOfStream(label));
  return own.map((matcher) => dropMatcher(matcher, matchers, text));
}
