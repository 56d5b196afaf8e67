import { type Expr, postOrder } from "../../../../src/promql/index.js";
import type { Answer } from "../../../prometheus/query-api.js";
import {
  type Difference,
  describeOrder,
  formatLabels,
  listNumbers,
  type SampleDifference,
  sameNumber,
} from "./compare.js";
import { part, tolerance } from "./perturbation.js";
import type { TestQuery } from "./test-queries.js";

const inexactCalls: ReadonlySet<string> = new Set(
  "acos acosh asin asinh atan atanh cos cosh exp ln log10 log2 sin sinh tan tanh".split(" "),
);

/** True if an expression uses functions that are rounded differently between machines. */
function isInexact(node: Expr): boolean {
  if (node.kind === "call") return inexactCalls.has(node.name);
  return node.kind === "binary" && (node.operator === "^" || node.operator === "atan2");
}

/**
 * True if Prometheus may order series arbitrarily in a query or a part of it: range queries, and quantiles of
 * histograms.
 */
export function isUnordered({ expr, when }: TestQuery): boolean {
  if (!("time" in when)) return true;
  return postOrder(expr).some((node) => {
    return node.kind === "subquery" || (node.kind === "call" && node.name === "histogram_quantile");
  });
}

/** True if that order affects the result: in the last digits of sums, and in which of equal values are selected. */
function dependsOnOrder(testQuery: TestQuery): boolean {
  return isUnordered(testQuery) && postOrder(testQuery.expr).some(({ kind }) => kind === "aggregation");
}

/** No relevant difference; within rounding; beyond rounding; or a result that depends on rounding alone. */
export type Verdict = "same" | "close" | "different" | "undecided";

/**
 * Judges the differences between our answer and theirs. Normally none is allowed, not in the last bit. Only where
 * rounding or order matter, a number may differ by as much as it moves when all terms are perturbed by the tolerance;
 * and where that decides whether a sample exists, there is no verdict.
 */
export function judge(
  differences: readonly Difference[],
  testQuery: TestQuery,
  evaluations: { readonly usual: Answer; readonly perturbed: () => readonly Answer[] },
): Verdict {
  if (differences.length === 0) return "same";
  if (!postOrder(testQuery.expr).some(isInexact) && !dependsOnOrder(testQuery)) return "different";
  const perturbed = evaluations.perturbed();
  const usual = describeSamples(evaluations.usual);
  if (perturbed.some((answer) => describeSamples(answer) !== usual)) return "undecided";
  const values = perturbed.map(collectValues);
  const verdicts = differences.map((difference) => {
    if (difference.sample) return judgeSample(difference.sample, values);
    const order = describeOrder(evaluations.usual);
    return perturbed.some((answer) => describeOrder(answer) !== order) ? "undecided" : "different";
  });
  return (["different", "undecided"] as const).find((verdict) => verdicts.includes(verdict)) ?? "close";
}

/** Describes an answer without its numbers. */
function describeSamples(answer: Answer): string {
  if (answer.kind !== "series") return answer.kind;
  const lines = answer.series.map(({ labels, samples }) => {
    const values = samples.map(
      ([time, value]) => `${time} ${listNumbers(value).map((number) => Number.isNaN(number))}`,
    );
    return formatLabels(labels) + values.join();
  });
  return lines.sort().join("\n");
}

type Values = ReadonlyMap<string, readonly number[]>;

function collectValues(answer: Answer): Values {
  const values = new Map<string, readonly number[]>();
  if (answer.kind !== "series") return values;
  for (const { labels, samples } of answer.series) {
    for (const [time, value] of samples) values.set(`${formatLabels(labels)} ${time}`, listNumbers(value));
  }
  return values;
}

/** A number that moves by more than this relative amount proves nothing. */
const maxRelativeMove = 1e-6;

function judgeSample(sample: SampleDifference, perturbed: readonly Values[]): Verdict {
  const [theirs, ours] = [listNumbers(sample.theirs), listNumbers(sample.ours)];
  if (theirs.length !== ours.length) return "different";
  const moved = perturbed.map((values) => values.get(`${sample.series} ${sample.time}`) ?? []);
  let isUndecided = false;
  for (let at = 0; at < ours.length; at++) {
    const [their, our] = [theirs[at]!, ours[at]!];
    // For any terms, the sum of their sizes is at least the size of the sum.
    const spread = Math.max(...moved.map((values) => Math.abs(values[at]! - our)));
    const most = Math.max(tolerance * Math.abs(our), part * spread);
    if (sameNumber(their, our) || Math.abs(their - our) <= most) continue;
    if (!(most > maxRelativeMove * Math.abs(our))) return "different";
    isUndecided = true;
  }
  return isUndecided ? "undecided" : "close";
}
