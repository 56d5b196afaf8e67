import { type Expr, type LabelSet, type NodePath, presence, walk } from "../../promql/index.js";
import { type DurationContext, windowEdits } from "./duration-edits.js";
import type { Edit } from "./edit.js";
import { aggregationEdits, callEdits, labelEdits, operatorEdits } from "./function-edits.js";
import { findJoins, isPinned, isRepeatedIn } from "./joins.js";
import { comparisonEdits, isComparison, literalOf, numberEdits } from "./number-edits.js";
import type { IsOnePerTarget } from "./same-aggregates.js";
import { type IsOnlyValue, selectorEdits } from "./selector-edits.js";
import { findZeros, hasNoEffect } from "./zeros.js";

/** Facts that tell changes which cannot make a difference. */
export interface ExpressionFacts extends DurationContext {
  readonly text: string;
  /** The labels of every part of the expression. */
  readonly labels: ReadonlyMap<Expr, LabelSet>;
  readonly isOnlyValue: IsOnlyValue;
  readonly isOnePerTarget: IsOnePerTarget;
  /** True if every alert that reads the result fires above a positive bound: 0 is as good as no result. */
  readonly isComparedAbove: boolean;
  /** Bounds of buckets to leave out, by the name of the series. */
  readonly buckets: (name: string) => readonly number[];
}

/**
 * Lists small changes to an expression.
 *
 * @example
 * ```ts
 * expressionEdits(parse("errors > 5", dialect).expr!, facts); // `< 5`, `> 5.5`, `> 4.5`
 * ```
 */
export function expressionEdits(expr: Expr, facts: ExpressionFacts): readonly Edit[] {
  const edits: Edit[] = [];
  walk(expr, (node, parent) => {
    edits.push(...editsOf(node, parent, facts));
  });
  const zeros = findZeros(expr);
  const joins = findJoins(expr);
  return edits.filter(
    (edit) =>
      !zeros.some((zero) => hasNoEffect(edit, zero, facts)) &&
      !joins.some((join) => isRepeatedIn(edit, join, facts.labels)),
  );
}

function editsOf(node: Expr, parent: NodePath | undefined, facts: ExpressionFacts): readonly Edit[] {
  const { text, labels } = facts;
  switch (node.kind) {
    case "number":
      return literalOf(node) && !isBound(parent) ? numberEdits(node, isShare(node, parent)) : [];
    case "selector":
      return [...selectorEdits(node, text, isOnlyValueIn(parent, facts)), ...bucketEdits(node, facts)];
    case "matrix":
    case "subquery":
      return windowEdits(node.range, parent?.expr.kind === "call" ? parent.expr.name : undefined, facts);
    case "aggregation": {
      const inner = labels.get(node.expr);
      const hasLabel = (label: string) => !inner || presence(inner, label) !== "never";
      return aggregationEdits(node, parent, text, { hasLabel, isOnePerTarget: facts.isOnePerTarget });
    }
    case "call":
      return callEdits(node);
    case "binary": {
      const on = node.matching?.labels
        ? labelEdits(node.matching.labels, text, (label) => !isPinned(node, label, labels))
        : [];
      return [...(isComparison(node) ? comparisonEdits(node) : operatorEdits(node, text)), ...on];
    }
    default:
      return [];
  }
}

/** Without series, `absent` returns the labels of its matchers: these are seen unless an aggregation drops them. */
function isOnlyValueIn(parent: NodePath | undefined, { isOnlyValue }: ExpressionFacts): IsOnlyValue {
  const path = parent?.expr.kind === "matrix" ? parent.parent : parent;
  if (path?.expr.kind !== "call" || !path.expr.name.startsWith("absent")) return isOnlyValue;
  const outer = path.parent?.expr;
  return (selector, matcher) => {
    const isDropped = outer?.kind === "aggregation" && !outer.without;
    const isKept = !isDropped || outer.grouping?.labels.some(({ name }) => name === matcher.label);
    return !isKept && isOnlyValue(selector, matcher);
  };
}

/** Removes a bucket from the series that an expression reads: the histogram no longer has it. A selector of one bucket lacks the others anyway. */
function bucketEdits(node: Expr & { kind: "selector" }, { buckets }: ExpressionFacts): readonly Edit[] {
  const { name, nameEnd, matchers } = node;
  if (name === undefined || matchers.some(({ label }) => label === "le")) return [];
  return buckets(name).map((bound) => {
    const matcher = `le!~"${String(bound).replace(".", "\\\\.")}(\\\\.0)?"`;
    const isBraced = matchers.length > 0;
    const start = isBraced ? matchers[0]!.start : nameEnd;
    const replacement = isBraced ? `${matcher}, ` : `{${matcher}}`;
    return {
      kind: "bucket",
      start,
      end: start,
      replacement,
      before: `bucket ${bound}`,
      after: "no such bucket",
    } as const;
  });
}

/** True for a number that is compared with: the comparison changes it. */
function isBound(parent: NodePath | undefined): boolean {
  let path = parent;
  while (path?.expr.kind === "paren") path = path.parent;
  return path?.expr.kind === "binary" && isComparison(path.expr);
}

/** True for a quantile. */
function isShare(node: Expr, parent: NodePath | undefined): boolean {
  if (parent?.expr.kind === "call") return parent.expr.args[0] === node && /quantile/.test(parent.expr.name);
  return parent?.expr.kind === "aggregation" && parent.expr.operator === "quantile";
}
