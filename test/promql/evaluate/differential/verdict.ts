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

/** Whether an expression calculates with functions that not every machine rounds the same. */
function isInexact(node: Expr): boolean {
  if (node.kind === "call") return inexactCalls.has(node.name);
  return node.kind === "binary" && (node.operator === "^" || node.operator === "atan2");
}

/**
 * Whether Prometheus may have series in any order, in a question or a part of it: what it makes of several steps, and
 * quantiles of histograms.
 */
export function isUnordered({ expr, when }: TestQuery): boolean {
  if (!("time" in when)) return true;
  return postOrder(expr).some((node) => {
    return node.kind === "subquery" || (node.kind === "call" && node.name === "histogram_quantile");
  });
}

/** Whether that order shows: in the last digits of sums, and in which one of equal values is among the first. */
function dependsOnOrder(question: TestQuery): boolean {
  return isUnordered(question) && postOrder(question.expr).some(({ kind }) => kind === "aggregation");
}

/** What differences come to: none that counts, more than rounding can do, or something that hangs on rounding alone. */
export type Verdict = "same" | "close" | "different" | "undecided";

/**
 * Judges the differences between an answer of ours and theirs. Mostly there may be none, not in the last bit. Only where
 * rounding or order come in, a number may differ by as much as it is moved when all terms are moved by the tolerance;
 * and where that decides whether there is a sample at all, nothing can be said.
 */
export function judge(
  differences: readonly Difference[],
  question: TestQuery,
  evaluations: { readonly usual: Answer; readonly disturbed: () => readonly Answer[] },
): Verdict {
  if (differences.length === 0) return "same";
  if (!postOrder(question.expr).some(isInexact) && !dependsOnOrder(question)) return "different";
  const disturbed = evaluations.disturbed();
  const usual = describeSamples(evaluations.usual);
  if (disturbed.some((answer) => describeSamples(answer) !== usual)) return "undecided";
  const values = disturbed.map(collectValues);
  const verdicts = differences.map((difference) => {
    if (difference.sample) return judgeSample(difference.sample, values);
    const order = describeOrder(evaluations.usual);
    return disturbed.some((answer) => describeOrder(answer) !== order) ? "undecided" : "different";
  });
  return (["different", "undecided"] as const).find((verdict) => verdicts.includes(verdict)) ?? "close";
}

/** What there is in an answer, without its numbers. */
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

/** A number that is moved by more than this part of itself says nothing. */
const wild = 1e-6;

function judgeSample(sample: SampleDifference, disturbed: readonly Values[]): Verdict {
  const [theirs, ours] = [listNumbers(sample.theirs), listNumbers(sample.ours)];
  if (theirs.length !== ours.length) return "different";
  const moved = disturbed.map((values) => values.get(`${sample.series} ${sample.time}`) ?? []);
  let isUndecided = false;
  for (let at = 0; at < ours.length; at++) {
    const [their, our] = [theirs[at]!, ours[at]!];
    // Whatever the terms are, the sum of their sizes is not less than the size of the sum.
    const spread = Math.max(...moved.map((values) => Math.abs(values[at]! - our)));
    const most = Math.max(tolerance * Math.abs(our), part * spread);
    if (sameNumber(their, our) || Math.abs(their - our) <= most) continue;
    if (!(most > wild * Math.abs(our))) return "different";
    isUndecided = true;
  }
  return isUndecided ? "undecided" : "close";
}
