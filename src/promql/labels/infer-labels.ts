import { matchesEmpty } from "../matchers/matches-empty.js";
import type { Aggregation, Expr, Matcher, VectorSelector } from "../syntax/ast.js";
import { hasVariable } from "../syntax/variables.js";
import { childCount, postOrder, unwrapParens } from "../syntax/walk.js";
import { functions } from "../types/functions.js";
import { combineVectors, combineWithScalar } from "./binary-labels.js";
import { inferCall } from "./call-labels.js";
import {
  type LabelSet,
  nameLabel,
  noLabels,
  onlyLabels,
  type Presence,
  presence,
  type SeriesLabels,
  withLabels,
  withoutLabels,
  withoutName,
} from "./label-set.js";

/** Looks up the labels of the series of a selector; undefined if they are unknown. */
export type SeriesLookup = (selector: VectorSelector) => SeriesLabels | undefined;

/** What a label in `by` is that the series do not have: a check that reports it there takes it as possible from there on. */
export type Lacking = "possible" | "never";

interface Inference {
  readonly set: LabelSet;
  readonly isScalar: boolean;
}

/**
 * Infers the labels of the result of an expression from those of its metrics.
 *
 * @example
 * ```ts
 * const set = inferLabels(parse("sum by (job) (rate(http_requests_total[5m]))", dialect).expr!, () => undefined);
 * presence(set, "job"); // "possible": the labels of the metric are unknown
 * presence(set, "instance"); // "never"
 * ```
 */
export function inferLabels(expr: Expr, lookUp: SeriesLookup, lacking: Lacking = "never"): LabelSet {
  return inferNodes(expr, lookUp, () => {}, lacking);
}

/** Infers the labels of an expression and of all its descendants, in one pass. */
export function inferAllLabels(
  expr: Expr,
  lookUp: SeriesLookup,
  lacking: Lacking = "never",
): ReadonlyMap<Expr, LabelSet> {
  const all = new Map<Expr, LabelSet>();
  inferNodes(expr, lookUp, (node, set) => all.set(node, set), lacking);
  return all;
}

/** Infers the labels of an expression from the inside out, and passes those of each node on. */
function inferNodes(
  expr: Expr,
  lookUp: SeriesLookup,
  visit: (node: Expr, set: LabelSet) => void,
  lacking: Lacking,
): LabelSet {
  const done: Inference[] = [];
  for (const node of postOrder(expr)) {
    const count = childCount(node);
    const inner = count === 0 ? [] : count === 1 ? [done.pop()!] : done.splice(done.length - count);
    const inferred = infer(node, inner, lookUp, lacking);
    done.push(inferred);
    visit(node, inferred.set);
  }
  return done[0]!.set;
}

function infer(node: Expr, inner: readonly Inference[], lookUp: SeriesLookup, lacking: Lacking): Inference {
  switch (node.kind) {
    case "number":
      return { set: noLabels, isScalar: true };
    case "string":
      return { set: noLabels, isScalar: false };
    case "selector":
      return { set: inferSelector(node, lookUp(node)), isScalar: false };
    case "matrix":
    case "subquery":
    case "paren":
      return inner[0]!;
    case "unary": {
      const { set, isScalar } = inner[0]!;
      return { set: node.operator === "-" ? withoutName(set) : set, isScalar };
    }
    case "call": {
      const sets = inner.map(({ set }) => set);
      return { set: inferCall(node, sets), isScalar: functions.get(node.name)?.returns === "scalar" };
    }
    case "aggregation":
      return { set: inferAggregation(node, inner.at(-1)!.set, lacking), isScalar: false };
    case "binary": {
      const [left, right] = inner as [Inference, Inference];
      if (left.isScalar && right.isScalar) return { set: noLabels, isScalar: true };
      if (left.isScalar) return { set: combineWithScalar(node, right.set), isScalar: false };
      if (right.isScalar) return { set: combineWithScalar(node, left.set), isScalar: false };
      return { set: combineVectors(node, left.set, right.set), isScalar: false };
    }
  }
}

/** The labels of selectors, by what is known of their series and by their matchers: many queries select alike. */
const known = new WeakMap<SeriesLabels, Map<string, LabelSet>>();
const unknownSeries: SeriesLabels = { labels: new Map(), isOpen: true };
const maxKnown = 1_000;

/** Infers the labels of the series that a selector selects. */
function inferSelector({ matchers }: VectorSelector, series = unknownSeries): LabelSet {
  const ofSeries = known.get(series) ?? new Map<string, LabelSet>();
  known.set(series, ofSeries);
  let key = "";
  for (const { label, operator, value, variable = "" } of matchers) {
    key += `${label.length} ${label}${operator}${variable} ${value.length} ${value}`;
  }
  let set = ofSeries.get(key);
  if (set === undefined) {
    set = selectLabels(matchers, series);
    if (ofSeries.size >= maxKnown) ofSeries.clear();
    ofSeries.set(key, set);
  }
  return set;
}

function selectLabels(matchers: readonly Matcher[], series: SeriesLabels): LabelSet {
  const labels = new Map<string, Presence>(series.labels);
  const open = series.isOpen ?? false;
  labels.set(nameLabel, "certain");
  for (const matcher of matchers) {
    const presence = requiredPresence(matcher);
    if (presence === undefined || matcher.label === nameLabel) continue;
    if (presence === "never" && !open) labels.delete(matcher.label);
    else labels.set(matcher.label, presence);
  }
  return { labels, isOpen: open, hasMany: true };
}

/** The presence of a label that its matcher implies, if any. A dashboard variable may be empty. */
function requiredPresence(matcher: Matcher): Presence | undefined {
  const { operator, value, variable } = matcher;
  if (variable || hasVariable(value)) return undefined;
  if (!matchesEmpty(matcher)) return "certain";
  if (value === "" && (operator === "=" || operator === "=~")) return "never";
  return operator === "!~" && (value === ".+" || value === "(.+)") ? "never" : undefined;
}

const keepLabels: ReadonlySet<string> = new Set(["topk", "bottomk", "limitk", "limit_ratio"]);

function inferAggregation(node: Aggregation, set: LabelSet, lacking: Lacking): LabelSet {
  if (keepLabels.has(node.operator)) return set;
  const names = (node.grouping?.labels ?? []).map(({ name }) => name);
  const plain = names.filter((name) => !hasVariable(name));
  const grouped = node.without ? withoutLabels(withoutName(set), plain) : groupBy(set, plain, lacking);
  // A dashboard variable may name any label.
  if (plain.length < names.length) return { ...grouped, isOpen: true, hasMany: true };
  return node.operator === "count_values" ? addValueLabel(node, grouped) : grouped;
}

function groupBy(set: LabelSet, names: readonly string[], lacking: Lacking): LabelSet {
  const kept = onlyLabels(set, names);
  if (lacking === "never") return kept;
  const added = names.filter((name) => presence(set, name) === "never");
  return withLabels(
    kept,
    added.map((name) => [name, lacking]),
  );
}

function addValueLabel({ parameter }: Aggregation, set: LabelSet): LabelSet {
  const label = unwrapParens(parameter);
  const many = { ...set, hasMany: true };
  return label?.kind === "string" ? withLabels(many, [[label.value, "certain"]]) : { ...many, isOpen: true };
}
