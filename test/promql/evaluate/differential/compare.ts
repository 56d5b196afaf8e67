import type { Answer, AnswerHistogram, AnswerSeries } from "../../../prometheus/query-api.js";

type Value = number | AnswerHistogram;

/** A difference between two answers. */
export interface Difference {
  readonly what: string;
  readonly sample?: SampleDifference;
}

/** A differing sample: its series, time, and both values. */
export interface SampleDifference {
  readonly series: string;
  readonly time: number;
  readonly theirs: Value;
  readonly ours: Value;
}

/** Options for comparing two answers. */
export interface Comparison {
  /** The order of series matters. */
  readonly ordered: boolean;
  /** Any of several errors may be reported: the series it names does not matter. */
  readonly anyError: boolean;
}

/** Finds all differences, to the last bit of each number. */
export function compareAnswers(theirs: Answer, ours: Answer, { ordered, anyError }: Comparison): Difference[] {
  if (theirs.kind === "error" || ours.kind === "error") return compareErrors(theirs, ours, anyError);
  if (theirs.kind === "string" || ours.kind === "string") {
    const isSame = theirs.kind === "string" && ours.kind === "string" && theirs.text === ours.text;
    return isSame ? [] : [{ what: `${show(theirs)} is not ${show(ours)}` }];
  }
  if (theirs.type !== ours.type) return [{ what: `${theirs.type} is not ${ours.type}` }];
  const differences = compareSeries(theirs.series, ours.series);
  if (differences.length > 0 || !ordered) return differences;
  return describeOrder(theirs) === describeOrder(ours) ? [] : [{ what: "the order of the series differs" }];
}

function compareErrors(theirs: Answer, ours: Answer, anyError: boolean): Difference[] {
  if (theirs.kind === "error" && ours.kind === "error" && theirs.isBadQuery === ours.isBadQuery) {
    const normalize = (error: string): string => (anyError ? error.replace(/\{.*\}/, "") : error);
    if (theirs.isBadQuery || normalize(theirs.error) === normalize(ours.error)) return [];
    return [{ what: `the error is ${JSON.stringify(theirs.error)}, not ${JSON.stringify(ours.error)}` }];
  }
  return [{ what: `theirs: ${show(theirs)}, ours: ${show(ours)}` }];
}

export function formatLabels(labels: AnswerSeries["labels"]): string {
  const names = Object.keys(labels).sort();
  return `{${names.map((name) => `${name}=${JSON.stringify(labels[name])}`).join(", ")}}`;
}

function compareSeries(theirs: readonly AnswerSeries[], ours: readonly AnswerSeries[]): Difference[] {
  const oursByKey = new Map(ours.map((series) => [formatLabels(series.labels), series]));
  const differences: Difference[] = [];
  if (oursByKey.size !== ours.length) differences.push({ what: "we return a series twice" });
  for (const { labels, samples } of theirs) {
    const series = formatLabels(labels);
    const counterpart = oursByKey.get(series);
    if (!counterpart) {
      differences.push({ what: `we lack ${series}` });
      continue;
    }
    oursByKey.delete(series);
    differences.push(...compareSamples(series, samples, counterpart.samples));
  }
  for (const series of oursByKey.keys()) differences.push({ what: `they lack ${series}` });
  return differences;
}

function compareSamples(series: string, theirs: AnswerSeries["samples"], ours: AnswerSeries["samples"]): Difference[] {
  const differences: Difference[] = [];
  const oursByTime = new Map(ours);
  for (const [time, value] of theirs) {
    const counterpart = oursByTime.get(time);
    oursByTime.delete(time);
    if (counterpart === undefined) differences.push({ what: `we lack ${series} at ${time}` });
    else if (!sameValue(value, counterpart)) {
      const what = `${series} at ${time}: ${showValue(value)}, not ${showValue(counterpart)}`;
      differences.push({ what, sample: { series, time, theirs: value, ours: counterpart } });
    }
  }
  for (const time of oursByTime.keys()) differences.push({ what: `they lack ${series} at ${time}` });
  return differences;
}

function sameValue(a: Value, b: Value): boolean {
  const [left, right] = [listNumbers(a), listNumbers(b)];
  return left.length === right.length && left.every((number, at) => sameNumber(number, right[at]!));
}

/** True for the same bits, except the sign of zero. */
export function sameNumber(a: number, b: number): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}

/** Lists the numbers of a value; a float is a single one. */
export function listNumbers(value: Value): number[] {
  return typeof value === "number" ? [value] : [value.count, value.sum, ...value.buckets.flat()];
}

/** Describes the order of series: by value in a vector, by labels otherwise. */
export function describeOrder(answer: Answer): string {
  if (answer.kind !== "series") return "";
  const keys = answer.series.map(({ labels, samples }) => {
    if (answer.type !== "vector") return formatLabels(labels);
    const value = samples[0]![1];
    return typeof value === "number" ? String(value) : "histogram";
  });
  return keys.join("\n");
}

function show(answer: Answer): string {
  return JSON.stringify(answer).slice(0, 2000);
}

function showValue(value: Value): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  return `count ${value.count}, sum ${value.sum}, buckets ${value.buckets.map((bucket) => bucket.join(" ")).join("; ")}`;
}
