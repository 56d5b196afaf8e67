import { matchesEmpty } from "../matchers/matches-empty.js";
import type { Aggregation, Expr, Matcher, VectorSelector } from "../syntax/ast.js";
import { hasVariable } from "../syntax/variables.js";
import { children, postOrder, unwrapParens } from "../syntax/walk.js";
import { functions } from "../types/functions.js";
import { combineVectors, combineWithScalar } from "./binary-labels.js";
import { labelsOfCall } from "./call-labels.js";
import {
  type LabelSet,
  nameLabel,
  noLabels,
  onlyLabels,
  type Presence,
  type SeriesLabels,
  withLabels,
  withoutLabels,
  withoutName,
} from "./label-set.js";

/** What is known of the series a selector selects; undefined when nothing is. */
export type SeriesLookup = (selector: VectorSelector) => SeriesLabels | undefined;

interface Inferred {
  readonly set: LabelSet;
  readonly scalar: boolean;
}

/**
 * Infers which labels the result of an expression carries, given those of the metrics in it.
 *
 * @example
 * ```ts
 * const set = inferLabels(parse("sum by (job) (rate(http_requests_total[5m]))", dialect).expr!, () => undefined);
 * presence(set, "job"); // "possible": nothing is known of the metric
 * presence(set, "instance"); // "never"
 * ```
 */
export function inferLabels(expr: Expr, known: SeriesLookup): LabelSet {
  return inferAllLabels(expr, known).get(expr)!;
}

/** Infers the labels of an expression and of everything inside of it, in one go. */
export function inferAllLabels(expr: Expr, known: SeriesLookup): ReadonlyMap<Expr, LabelSet> {
  const all = new Map<Expr, LabelSet>();
  const done: Inferred[] = [];
  for (const node of postOrder(expr)) {
    const count = children(node).length;
    const inner = count === 0 ? [] : done.splice(done.length - count);
    const inferred = infer(node, inner, known);
    done.push(inferred);
    all.set(node, inferred.set);
  }
  return all;
}

function infer(node: Expr, inner: readonly Inferred[], known: SeriesLookup): Inferred {
  switch (node.kind) {
    case "number":
      return { set: noLabels, scalar: true };
    case "string":
      return { set: noLabels, scalar: false };
    case "selector":
      return { set: labelsOfSelector(node, known(node)), scalar: false };
    case "matrix":
    case "subquery":
    case "paren":
      return inner[0]!;
    case "unary": {
      const { set, scalar } = inner[0]!;
      return { set: node.operator === "-" ? withoutName(set) : set, scalar };
    }
    case "call": {
      const sets = inner.map(({ set }) => set);
      return { set: labelsOfCall(node, sets), scalar: functions.get(node.name)?.returns === "scalar" };
    }
    case "aggregation":
      return { set: labelsOfAggregation(node, inner.at(-1)!.set), scalar: false };
    case "binary": {
      const [left, right] = inner as [Inferred, Inferred];
      if (left.scalar && right.scalar) return { set: noLabels, scalar: true };
      if (left.scalar) return { set: combineWithScalar(node, right.set), scalar: false };
      if (right.scalar) return { set: combineWithScalar(node, left.set), scalar: false };
      return { set: combineVectors(node, left.set, right.set), scalar: false };
    }
  }
}

/** The labels of the series that a selector lets through. */
function labelsOfSelector(selector: VectorSelector, series: SeriesLabels | undefined): LabelSet {
  const labels = new Map<string, Presence>(series?.labels);
  const open = series ? (series.isOpen ?? false) : true;
  labels.set(nameLabel, "certain");
  for (const matcher of selector.matchers) {
    const there = demanded(matcher);
    if (there === undefined || matcher.label === nameLabel) continue;
    if (there === "never" && !open) labels.delete(matcher.label);
    else labels.set(matcher.label, there);
  }
  return { labels, isOpen: open, hasMany: true };
}

/** What a matcher says of the label it is about. A dashboard variable may turn out to be empty. */
function demanded(matcher: Matcher): Presence | undefined {
  const { operator, value, variable } = matcher;
  if (variable || hasVariable(value)) return undefined;
  if (!matchesEmpty(matcher)) return "certain";
  if (value === "" && (operator === "=" || operator === "=~")) return "never";
  return operator === "!~" && (value === ".+" || value === "(.+)") ? "never" : undefined;
}

const keepLabels: ReadonlySet<string> = new Set(["topk", "bottomk", "limitk", "limit_ratio"]);

function labelsOfAggregation(node: Aggregation, set: LabelSet): LabelSet {
  if (keepLabels.has(node.operator)) return set;
  const names = (node.grouping?.labels ?? []).map(({ name }) => name);
  const grouped = node.without ? withoutLabels(withoutName(set), names) : onlyLabels(set, names);
  return node.operator === "count_values" ? addValueLabel(node, grouped) : grouped;
}

function addValueLabel({ parameter }: Aggregation, set: LabelSet): LabelSet {
  const label = unwrapParens(parameter);
  const many = { ...set, hasMany: true };
  return label?.kind === "string" ? withLabels(many, [[label.value, "certain"]]) : { ...many, isOpen: true };
}
