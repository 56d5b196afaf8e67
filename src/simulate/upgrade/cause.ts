import type { Semantics } from "../../promql/evaluate/index.js";
import { semanticsFor } from "../../promql/evaluate/index.js";
import { children, type Expr, postOrder, selectors } from "../../promql/index.js";
import { isOverTime } from "../smoke/outcome.js";
import { firstDifference, querySamples, type ResultSamples, type SampleDifference } from "./query-result.js";
import type { ReleaseRun } from "./release-run.js";
import type { Scenario } from "./scenario.js";
import { semanticChanges } from "./semantic-changes.js";

/** The innermost part of an expression whose result differs between two releases, and why. */
export interface Cause {
  /** A node of the expression as the earlier release parses it. */
  readonly part: Expr;
  readonly difference: SampleDifference;
  /** Undefined if no single change explains it. */
  readonly reason: string | undefined;
  /** True if a value is at a threshold to the last digits, and the releases round it differently. */
  readonly isRounding: boolean;
}

/** Finds where and why the result of an expression differs at a time; undefined if it does not. */
export function findCause(before: Expr, after: Expr, time: number, scenario: Scenario): Cause | undefined {
  const pairs = pairParts(before, after);
  for (const [part, counterpart] of pairs) {
    if (!isOverTime(part)) continue;
    const old = query(part, time, scenario, scenario.before);
    const difference = firstDifference(old, query(counterpart, time, scenario, scenario.after));
    if (!difference) continue;
    const reason = findReason(part, counterpart, time, scenario, old);
    return { part, difference, reason, isRounding: comparesEqualNumbers(part, time, scenario) };
  }
  return undefined;
}

/** Pairs the nodes of an expression as two releases parse it, children first; the whole if they differ in structure. */
function pairParts(before: Expr, after: Expr): (readonly [Expr, Expr])[] {
  const [one, other] = [postOrder(before), postOrder(after)];
  const isSame = one.length === other.length && one.every(({ kind }, at) => kind === other[at]!.kind);
  return isSame ? one.map((part, at) => [part, other[at]!] as const) : [[before, after]];
}

function query(expr: Expr, time: number, { subqueryStep }: Scenario, { store, dialect }: ReleaseRun): ResultSamples {
  return querySamples(expr, time, { store, dialect, subqueryStep });
}

/** True for a comparison of numbers, which differs although its operands do not. */
function comparesEqualNumbers(part: Expr, time: number, scenario: Scenario): boolean {
  if (part.kind !== "binary" || !comparisons.has(part.operator)) return false;
  return children(part).every((operand) =>
    [...query(operand, time, scenario, scenario.before).values()].every((value) => typeof value === "number"),
  );
}

const comparisons: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);

/** Finds the change between releases that alone changes the result of a part. */
function findReason(
  part: Expr,
  counterpart: Expr,
  time: number,
  scenario: Scenario,
  old: ResultSamples,
): string | undefined {
  const { before, after, subqueryStep } = scenario;
  const options = { store: before.store, subqueryStep };
  const onOldSeries = querySamples(counterpart, time, { ...options, dialect: after.dialect });
  if (!firstDifference(old, onOldSeries)) return explainSeries(part, scenario);
  const [from, to] = [semanticsFor(before.dialect), semanticsFor(after.dialect)];
  for (const field of Object.keys(semanticChanges) as (keyof Semantics)[]) {
    if (from[field] === to[field]) continue;
    const semantics = { ...from, [field]: to[field] };
    const changed = querySamples(part, time, { ...options, dialect: before.dialect, semantics });
    if (!firstDifference(changed, onOldSeries)) return semanticChanges[field];
  }
  const onlyLanguage = querySamples(counterpart, time, { ...options, dialect: after.dialect, semantics: from });
  return firstDifference(onlyLanguage, onOldSeries) ? undefined : semanticChanges.dotMatchesNewline;
}

/** Explains a difference between the series that two releases have: recorded ones, and scraped bucket bounds. */
function explainSeries(part: Expr, { before }: Scenario): string {
  const recorded = selectors(part).find((selector) => before.graph.findWriters(selector).length > 0);
  if (recorded?.name !== undefined) return `It reads ${recorded.name}, which a rule records with other values.`;
  return 'From 3.0 on, Prometheus writes whole bucket bounds and quantiles with a decimal point: le="1" becomes le="1.0".';
}
