import {
  createStore,
  evaluateInstant,
  evaluateRange,
  formatMetric,
  type QueryOptions,
  type QueryValue,
  type Store,
  stale,
} from "../../../../src/promql/evaluate/index.js";
import { findProblem, findValueProblem } from "./compare.js";
import { withCustomBuckets } from "./custom-buckets.js";
import { type Evaluation, type Load, type LoadedSeries, parseScript } from "./script.js";

export interface Outcome {
  readonly line: number;
  readonly expr: string;
  /** The problem; undefined if the evaluation passes. */
  readonly problem: string | undefined;
}

/** Runs a conformance script and returns the outcome of each evaluation. */
export function runScript(script: string, options: Omit<QueryOptions, "store">): Outcome[] {
  const outcomes: Outcome[] = [];
  let store = createStore();
  for (const command of parseScript(script)) {
    if (command.kind === "clear") store = createStore();
    else if (command.kind === "load") load(store, command);
    else outcomes.push({ line: command.line, expr: command.expr, problem: evaluate(command, { ...options, store }) });
  }
  return outcomes;
}

function load(store: Store, { series, step, withCustomBuckets: converts }: Load): void {
  // If there are two lines for a series, the last one counts.
  const unique = new Map(series.map((one) => [one.metric.key, one]));
  for (const one of unique.values()) append(store, one, step);
  if (converts) for (const one of withCustomBuckets([...unique.values()])) append(store, one, step);
}

function append(store: Store, { metric, values, starts }: LoadedSeries, step: number): void {
  const labels = new Map(metric.names.map((name, index) => [name, metric.values[index]!]));
  const target = store.series(labels);
  for (const [index, value] of values.entries()) {
    const relative = starts?.[index];
    const start = relative === undefined ? undefined : index * step + relative;
    if (value.kind === "float") target.append(index * step, value.value, start);
    else if (value.kind === "histogram") target.appendHistogram(index * step, value.histogram, start);
    else if (value.kind === "stale") store.append(labels, index * step, stale);
  }
}

function evaluate(evaluation: Evaluation, options: QueryOptions): string | undefined {
  const { expr, start, end, step } = evaluation;
  if (step !== undefined) return findProblem(evaluation, evaluateRange(expr, { ...options, start, end, step }));
  const result = evaluateInstant(expr, { ...options, time: start });
  return findProblem(evaluation, result) ?? (result.value && findRangeProblem(evaluation, result.value, options));
}

/** Checks that the middle step of a range query has the same result. */
function findRangeProblem(evaluation: Evaluation, value: QueryValue, options: QueryOptions): string | undefined {
  const { expr, start: time } = evaluation;
  if (value.kind === "matrix" || value.kind === "string" || /\b(?:start|end|step|range)\(\)/.test(expr))
    return undefined;
  const minute = 60_000;
  const result = evaluateRange(expr, { ...options, start: time - minute, end: time + minute, step: minute });
  // Steps other than the middle one may fail.
  if (result.value?.kind !== "matrix") return undefined;
  const samples = result.value.series.flatMap(({ metric, samples: all }) => {
    const sample = all.find(({ timestamp }) => timestamp === time);
    return sample ? [{ metric, value: sample.value }] : [];
  });
  const [only] = samples;
  const middle: QueryValue =
    value.kind === "scalar" && typeof only?.value === "number"
      ? { kind: "scalar", value: only.value }
      : { kind: "vector", samples };
  const problem = findValueProblem({ ...evaluation, ordered: false }, middle);
  return problem && `in the middle of a range: ${problem} ${samples.map(({ metric }) => formatMetric(metric)).join()}`;
}
