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
import { computeLookback, type SmokeContext } from "./smoke-context.js";
import type { VariableValue } from "./variable-values.js";

/** The judgement of one expression: sound, problematic, or not judged for a reason. */
export type Judgement =
  | { readonly kind: "sound" }
  | { readonly kind: "not judged"; readonly why: string }
  | { readonly kind: "problem"; readonly problem: SmokeProblem };

/** Metrics that Prometheus writes for active alerts. */
const alertMetrics: ReadonlySet<string> = new Set(["ALERTS", "ALERTS_FOR_STATE"]);

/** Evaluates an expression over synthetic series, and judges the result. */
export function judgeExpression({ query }: Probe, valueFor: VariableValue, context: SmokeContext): Judgement {
  const filled = substituteVariables(query.text, valueFor);
  if (hasVariable(filled)) return { kind: "not judged", why: "the value of one of its variables is unknown" };
  const { expr, errors } = parse(filled, ruleDialect(context.version));
  if (!expr || errors.length > 0)
    return { kind: "not judged", why: "it does not parse after its variables are interpolated" };
  const reads = selectors(expr);
  if (reads.length === 0) return { kind: "not judged", why: "it reads no series" };
  if (reads.some(({ name }) => name !== undefined && alertMetrics.has(name))) {
    return { kind: "not judged", why: "it reads ALERTS or ALERTS_FOR_STATE" };
  }
  if (computeLookback(expr) > context.lookback)
    return { kind: "not judged", why: "it looks further back than the synthetic series" };
  const original = mapToOriginal(query.expr, expr);
  const problem = findProblem(expr, original, context, query.context.recorded);
  return problem ? { kind: "problem", problem } : { kind: "sound" };
}

/** Maps each node of the interpolated expression to its node in the original. */
function mapToOriginal(original: Expr, filled: Expr): (part: Expr) => Expr {
  const before = postOrder(original);
  const after = postOrder(filled);
  if (before.length !== after.length) return () => original;
  const originals = new Map(after.map((part, index) => [part, before[index]!]));
  return (part) => originals.get(part) ?? original;
}

function findProblem(
  expr: Expr,
  toOriginal: (part: Expr) => Expr,
  context: SmokeContext,
  recorded: ReadonlySet<string>,
): SmokeProblem | undefined {
  for (const selector of selectors(expr)) {
    const problem = explainEmptySelector(selector, toOriginal(selector), context, recorded);
    if (problem) return problem;
  }
  const withoutFilters = removeFilters(expr);
  const outcome = evaluateOutcome(withoutFilters.get(expr)!, context);
  if (outcome.kind === "varied") return undefined;
  if (outcome.kind === "constant") return constantProblem(expr, outcome.value, toOriginal, context);
  const cause = findInnermost(expr, withoutFilters, outcome.kind, context);
  return describeOutcome(outcome, cause, toOriginal(cause));
}

/** Finds the innermost part that already has the outcome of the whole expression. */
function findInnermost(
  expr: Expr,
  withoutFilters: ReadonlyMap<Expr, Expr>,
  kind: Outcome["kind"],
  context: SmokeContext,
): Expr {
  return (
    postOrder(expr).find((part) => isOverTime(part) && hasSameOutcome(part, withoutFilters, kind, context)) ?? expr
  );
}

function hasSameOutcome(
  part: Expr,
  withoutFilters: ReadonlyMap<Expr, Expr>,
  kind: Outcome["kind"],
  context: SmokeContext,
): boolean {
  return evaluateOutcome(withoutFilters.get(part)!, context).kind === kind;
}

function describeOutcome(
  outcome: Exclude<Outcome, { kind: "varied" | "constant" }>,
  cause: Expr,
  original: Expr,
): SmokeProblem {
  switch (outcome.kind) {
    case "failed":
      return { id: "smoke/failed", summary: `it cannot be evaluated: ${outcome.message}`, span: original };
    case "only NaN":
      return {
        id: "smoke/only-nan",
        summary: "it returns only NaN",
        details:
          "Comparisons with NaN are false, and panels draw a gap. Series and traffic were present, so production would be no different.",
        span: original,
      };
    case "empty":
      return {
        id: "smoke/empty",
        summary: `${describePart(cause)} returns nothing, although all series it reads exist`,
        details: [explainEmpty(cause), ...outcome.annotations].join(" "),
        span: original,
      };
  }
}

function describePart(part: Expr): string {
  if (part.kind === "call") return `${part.name}()`;
  if (part.kind === "aggregation") return `${part.operator}()`;
  return part.kind === "binary" ? `"${part.operator}"` : "it";
}

function explainEmpty(part: Expr): string {
  if (part.kind === "call" && part.name === "histogram_quantile") {
    return "Quantiles are computed from buckets, which differ in their label le: keep it, as in sum by (le) (…).";
  }
  if (part.kind === "binary" && children(part).length === 2) {
    return "No series of one side has the same labels as a series of the other: add on (…) or ignoring (…).";
  }
  return "An alert on it never fires, and a panel of it stays empty.";
}

/** Functions and aggregations whose result may stay constant while their input changes. */
const steadyFunctions: ReadonlySet<string> = new Set([
  ...["count", "group", "count_values", "absent", "absent_over_time", "present_over_time", "count_over_time"],
  ...["changes", "resets", "clamp", "clamp_max", "clamp_min", "sgn", "floor", "ceil", "round", "scalar", "vector"],
  ...["max_over_time", "min_over_time", "quantile_over_time", "last_over_time", "ts_of_max_over_time"],
  // Its bound may be far from the synthetic observations, whose size is a guess.
  "histogram_fraction",
]);

/** Reports a constant result, if all its inputs change and no part of it evens that out on purpose. */
function constantProblem(
  expr: Expr,
  value: number,
  toOriginal: (part: Expr) => Expr,
  context: SmokeContext,
): SmokeProblem | undefined {
  const isIntended = postOrder(expr).some(
    (part) =>
      (part.kind === "call" && steadyFunctions.has(part.name)) ||
      (part.kind === "aggregation" && steadyFunctions.has(part.operator)) ||
      (part.kind === "binary" && part.bool),
  );
  const { store, version } = context;
  if (isIntended || !selectors(expr).every((selector) => hasChange(store.select(selector, version), context))) {
    return undefined;
  }
  return {
    id: "smoke/constant",
    summary: `it is always ${value}, although everything it reads changes`,
    details: "A constant carries no information: most often, something is compared with itself.",
    span: toOriginal(expr),
  };
}
