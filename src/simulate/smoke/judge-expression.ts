import {
  children,
  type Expr,
  hasVariable,
  parse,
  postOrder,
  ruleDialect,
  selectors,
  substituteVariables,
} from "../../promql/index.js";
import { explainEmptySelector, type SmokeProblem } from "./empty-selector.js";
import { evaluateOutcome, hasChange, isOverTime, type Outcome } from "./outcome.js";
import type { Probe } from "./probe.js";
import { removeFilters } from "./remove-filters.js";
import { reachOf, type SmokeContext } from "./smoke-context.js";
import type { VariableValue } from "./variable-values.js";

/** What was found of one expression: what is wrong with it, nothing, or that it cannot be judged, and why. */
export type Judgement =
  | { readonly kind: "sound" }
  | { readonly kind: "not judged"; readonly why: string }
  | { readonly kind: "trouble"; readonly trouble: SmokeProblem };

/** Series that Prometheus itself makes of alerts: without alerts there are none. */
const alertMetrics: ReadonlySet<string> = new Set(["ALERTS", "ALERTS_FOR_STATE"]);

/** Runs an expression, and looks at what comes of it. */
export function judgeExpression({ query }: Probe, valueFor: VariableValue, context: SmokeContext): Judgement {
  const filled = substituteVariables(query.text, valueFor);
  if (hasVariable(filled)) return { kind: "not judged", why: "it has a variable that is not known" };
  const { expr, errors } = parse(filled, ruleDialect(context.version));
  if (!expr || errors.length > 0)
    return { kind: "not judged", why: "it does not parse once its variables are filled in" };
  const found = selectors(expr);
  if (found.length === 0) return { kind: "not judged", why: "it reads no series" };
  if (found.some(({ name }) => name !== undefined && alertMetrics.has(name))) {
    return { kind: "not judged", why: "it reads what became of alerts" };
  }
  if (reachOf(expr) > context.lookback)
    return { kind: "not judged", why: "it looks further back than series are made up" };
  const written = mapToOriginal(query.expr, expr);
  const trouble = findProblem(expr, written, context, query.surroundings.recorded);
  return trouble ? { kind: "trouble", trouble } : { kind: "sound" };
}

/** The part of the expression as it was written that each part of the filled one comes from. */
function mapToOriginal(original: Expr, filled: Expr): (part: Expr) => Expr {
  const before = postOrder(original);
  const after = postOrder(filled);
  if (before.length !== after.length) return () => original;
  const places = new Map(after.map((part, index) => [part, before[index]!]));
  return (part) => places.get(part) ?? original;
}

function findProblem(
  expr: Expr,
  written: (part: Expr) => Expr,
  situation: SmokeContext,
  recorded: ReadonlySet<string>,
): SmokeProblem | undefined {
  for (const selector of selectors(expr)) {
    const trouble = explainEmptySelector(selector, written(selector), situation, recorded);
    if (trouble) return trouble;
  }
  const withoutFilters = removeFilters(expr);
  const outcome = evaluateOutcome(withoutFilters.get(expr)!, situation);
  if (outcome.kind === "varied") return undefined;
  if (outcome.kind === "constant") return constantProblem(expr, outcome.value, written, situation);
  const culprit = findInnermost(expr, withoutFilters, outcome.kind, situation);
  return describeOutcome(outcome, culprit, written(culprit));
}

/** The innermost part that already gives what the whole does. */
function findInnermost(
  expr: Expr,
  looked: ReadonlyMap<Expr, Expr>,
  kind: Outcome["kind"],
  situation: SmokeContext,
): Expr {
  return postOrder(expr).find((part) => isOverTime(part) && hasSameOutcome(part, looked, kind, situation)) ?? expr;
}

function hasSameOutcome(
  part: Expr,
  looked: ReadonlyMap<Expr, Expr>,
  kind: Outcome["kind"],
  situation: SmokeContext,
): boolean {
  return evaluateOutcome(looked.get(part)!, situation).kind === kind;
}

function describeOutcome(
  outcome: Exclude<Outcome, { kind: "varied" | "constant" }>,
  culprit: Expr,
  place: Expr,
): SmokeProblem {
  switch (outcome.kind) {
    case "failed":
      return { id: "smoke/failed", summary: `it cannot be evaluated: ${outcome.message}`, place };
    case "only NaN":
      return {
        id: "smoke/only-nan",
        summary: "it gives nothing but NaN",
        details:
          "NaN compares with nothing, and is drawn as a gap. There were series and traffic: it would be so in production.",
        place,
      };
    case "empty":
      return {
        id: "smoke/empty",
        summary: `${describePart(culprit)} gives nothing, although what it reads is there`,
        details: [explainEmpty(culprit), ...outcome.annotations].join(" "),
        place,
      };
  }
}

function describePart(culprit: Expr): string {
  if (culprit.kind === "call") return `${culprit.name}()`;
  if (culprit.kind === "aggregation") return `${culprit.operator}()`;
  return culprit.kind === "binary" ? `"${culprit.operator}"` : "it";
}

function explainEmpty(culprit: Expr): string {
  if (culprit.kind === "call" && culprit.name === "histogram_quantile") {
    return "A quantile is read off buckets, told apart by their label le: keep it, as in sum by (le) (…).";
  }
  if (culprit.kind === "binary" && children(culprit).length === 2) {
    return "No series of one side has the labels of a series of the other: say on which labels they match.";
  }
  return "An alert on it never fires, a panel of it stays empty.";
}

/** Functions and aggregations whose result need not change when what they read does. */
const steadyFunctions: ReadonlySet<string> = new Set([
  ...["count", "group", "count_values", "absent", "absent_over_time", "present_over_time", "count_over_time"],
  ...["changes", "resets", "clamp", "clamp_max", "clamp_min", "sgn", "floor", "ceil", "round", "scalar", "vector"],
  ...["max_over_time", "min_over_time", "quantile_over_time", "last_over_time", "ts_of_max_over_time"],
]);

/** A result that never changes is wrong where everything it reads does, and nothing in it is meant to even that out. */
function constantProblem(
  expr: Expr,
  value: number,
  written: (part: Expr) => Expr,
  situation: SmokeContext,
): SmokeProblem | undefined {
  const isIntended = postOrder(expr).some(
    (part) =>
      (part.kind === "call" && steadyFunctions.has(part.name)) ||
      (part.kind === "aggregation" && steadyFunctions.has(part.operator)) ||
      (part.kind === "binary" && part.bool),
  );
  const { store, version } = situation;
  if (isIntended || !selectors(expr).every((selector) => hasChange(store.select(selector, version), situation))) {
    return undefined;
  }
  return {
    id: "smoke/constant",
    summary: `it is ${value} all the time, although everything it reads changes`,
    details: "What never changes tells nothing: most often something is compared with itself.",
    place: written(expr),
  };
}
