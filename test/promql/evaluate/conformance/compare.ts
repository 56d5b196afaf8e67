import type { SeriesValue } from "../../../../src/formats/prometheus-tests/series-notation.js";
import {
  type Annotation,
  compact,
  formatAnnotation,
  formatHistogram,
  formatMetric,
  type Metric,
  type NativeHistogram,
  type QueryResult,
  type QueryValue,
} from "../../../../src/promql/evaluate/index.js";
import type { Evaluation, Expectation } from "./script.js";

type Value = number | NativeHistogram;

const tolerance = 1e-6;
const smallestNormal = 2 ** -1022;

function close(a: number, b: number): boolean {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b);
  if (a === b) return true;
  const sum = Math.abs(a) + Math.abs(b);
  const difference = Math.abs(a - b);
  if (a === 0 || b === 0 || sum < smallestNormal) return difference < tolerance * smallestNormal;
  return difference / Math.min(sum, Number.MAX_VALUE) < tolerance;
}

function matches(expected: SeriesValue, actual: Value): boolean {
  if (expected.kind === "float") return typeof actual === "number" && close(expected.value, actual);
  if (expected.kind !== "histogram" || typeof actual === "number") return false;
  if (expected.hasResetHint && expected.histogram.counterReset !== actual.counterReset) return false;
  return closeHistograms(compact(expected.histogram), compact(actual));
}

function closeHistograms(a: NativeHistogram, b: NativeHistogram): boolean {
  const sides = [
    [a.positive, b.positive],
    [a.negative, b.negative],
  ] as const;
  return (
    a.schema === b.schema &&
    close(a.count, b.count) &&
    close(a.sum, b.sum) &&
    a.zeroThreshold === b.zeroThreshold &&
    close(a.zeroCount, b.zeroCount) &&
    a.customBounds.join() === b.customBounds.join() &&
    sides.every(
      ([x, y]) => x.indexes.join() === y.indexes.join() && x.counts.every((count, at) => close(count, y.counts[at]!)),
    )
  );
}

function show(value: Value | undefined): string {
  if (value === undefined) return "nothing";
  if (typeof value === "number") return String(value);
  const bounds = value.schema === -53 ? ` [${value.customBounds.join(" ")}]` : "";
  return `${formatHistogram(value)} schema ${value.schema}${bounds} ${value.counterReset}, zero ${value.zeroThreshold}`;
}

function showExpected(value: SeriesValue): string {
  return value.kind === "float" ? String(value.value) : value.kind === "histogram" ? show(value.histogram) : value.kind;
}

/** Describes what is wrong with the result of an evaluation; undefined if it is correct. */
export function findProblem(evaluation: Evaluation, result: QueryResult): string | undefined {
  const { fails } = evaluation;
  if (fails) {
    if (result.error === undefined) return "did not fail";
    return matchesExpectation(fails, result.error) ? undefined : `failed with: ${result.error}`;
  }
  if (result.error !== undefined) return `failed: ${result.error}`;
  return findAnnotationProblem(evaluation, result.annotations) ?? findValueProblem(evaluation, result.value);
}

function matchesExpectation({ message, pattern }: Expectation, text: string): boolean {
  return (message === undefined || message === text) && (pattern === undefined || pattern.test(text));
}

/** Scripts of some versions omit the position. */
function matchesAnnotation(expectation: Expectation, text: string): boolean {
  return matchesExpectation(expectation, text) || matchesExpectation(expectation, text.replace(/ \(\d+:\d+\)$/, ""));
}

function findAnnotationProblem(evaluation: Evaluation, annotations: readonly Annotation[]): string | undefined {
  const texts = (level: Annotation["level"]): string[] =>
    annotations.filter((found) => found.level === level).map((found) => formatAnnotation(found, evaluation.expr));
  const warnings = texts("warn");
  const infos = texts("info");
  for (const expectation of evaluation.warns) {
    if (!warnings.some((text) => matchesAnnotation(expectation, text))) return `warnings: ${JSON.stringify(warnings)}`;
  }
  for (const expectation of evaluation.informs) {
    if (!infos.some((text) => matchesAnnotation(expectation, text))) return `infos: ${JSON.stringify(infos)}`;
  }
  if (evaluation.doesNotWarn && warnings.length > 0) return `unexpected warnings: ${JSON.stringify(warnings)}`;
  if (evaluation.doesNotInform && infos.length > 0) return `unexpected infos: ${JSON.stringify(infos)}`;
  return undefined;
}

/** Compares a value with the expected one, ignoring annotations. */
export function findValueProblem(evaluation: Evaluation, value: QueryValue): string | undefined {
  switch (value.kind) {
    case "string":
      return value.value === evaluation.text ? undefined : `string ${JSON.stringify(value.value)}`;
    case "scalar":
      if (evaluation.scalar === undefined) return `scalar ${value.value}`;
      return close(evaluation.scalar, value.value) ? undefined : `scalar ${value.value}, expected ${evaluation.scalar}`;
    case "vector":
      return findVectorProblem(evaluation, value.samples);
    case "matrix":
      return findMatrixProblem(evaluation, value.series);
  }
}

function findVectorProblem(
  evaluation: Evaluation,
  samples: readonly { readonly metric: Metric; readonly value: Value }[],
): string | undefined {
  if (evaluation.scalar !== undefined) return "a vector, expected a scalar";
  const expected = new Map(evaluation.series.map((series, place) => [series.metric.key, { ...series, place }]));
  for (const [place, { metric, value }] of samples.entries()) {
    const expectedSeries = expected.get(metric.key);
    if (!expectedSeries) return `unexpected ${formatMetric(metric)} ${show(value)}`;
    if (evaluation.ordered && expectedSeries.place !== place) return `${formatMetric(metric)} is at place ${place}`;
    if (!matches(expectedSeries.values[0]!, value)) {
      return `${formatMetric(metric)}: ${show(value)}, expected ${showExpected(expectedSeries.values[0]!)}`;
    }
    expected.delete(metric.key);
  }
  const [left] = expected.values();
  return left && `missing ${formatMetric(left.metric)}`;
}

function findMatrixProblem(
  evaluation: Evaluation,
  series: readonly {
    readonly metric: Metric;
    readonly samples: readonly { readonly timestamp: number; readonly value: Value }[];
  }[],
): string | undefined {
  const { start, step } = evaluation.rangeVector ?? { start: evaluation.start, step: evaluation.step ?? 1 };
  const actual = new Map(series.map((found) => [found.metric.key, found]));
  for (const { metric, values } of evaluation.series) {
    const found = actual.get(metric.key);
    if (!found) {
      if (values.every(({ kind }) => kind === "missing")) continue;
      return `missing ${formatMetric(metric)}`;
    }
    actual.delete(metric.key);
    const byTime = new Map(found.samples.map(({ timestamp, value }) => [timestamp, value]));
    for (const [index, expectedValue] of values.entries()) {
      const time = start + index * step;
      const value = byTime.get(time);
      byTime.delete(time);
      if (expectedValue.kind === "missing" ? value === undefined : value !== undefined && matches(expectedValue, value))
        continue;
      return `${formatMetric(metric)} at ${time}: ${show(value)}, expected ${showExpected(expectedValue)}`;
    }
    if (byTime.size > 0) return `${formatMetric(metric)}: unexpected samples at ${[...byTime.keys()].join()}`;
  }
  const [left] = actual.values();
  return left && `unexpected ${formatMetric(left.metric)} ${left.samples.map(({ value }) => show(value)).join(" ")}`;
}
