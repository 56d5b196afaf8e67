import { keepLabels, type Metric, withoutLabels } from "../../../promql/evaluate/index.js";
import type { VectorAggregation, VectorOperator } from "../../syntax/ast.js";
import { isFunctionVariable } from "../../syntax/function-variable.js";
import { withoutEmpty } from "../labels/label-sets.js";
import { QueryFailure } from "../query/failure.js";
import type { StepVector, VectorSample } from "./step-vector.js";

/** Evaluates a vector aggregation at every step. */
export function aggregateVector(node: VectorAggregation, steps: readonly StepVector[]): readonly StepVector[] {
  const group = groupingOf(node);
  return steps.map(({ time, samples }) => {
    const groups = new Map<string, { readonly metric: Metric; readonly members: VectorSample[] }>();
    for (const sample of samples) {
      const { key, metric } = group(sample.metric);
      const known = groups.get(key);
      if (known === undefined) groups.set(key, { metric, members: [sample] });
      else known.members.push(sample);
    }
    const results = [...groups.values()].flatMap(({ metric, members }) => aggregate(node, metric, members));
    return { time, samples: results };
  });
}

interface Group {
  /** Differs for an empty label and a missing one. */
  readonly key: string;
  readonly metric: Metric;
}

/** Returns the group of a series, and memoises it. */
function groupingOf({ grouping }: VectorAggregation): (labels: Metric) => Group {
  const names = new Set(grouping?.labels.map(({ name }) => name));
  const without = grouping?.without ?? false;
  const groups = new Map<Metric, Group>();
  return (labels) => {
    let group = groups.get(labels);
    if (group === undefined) {
      const kept = without ? withoutLabels(labels, names) : keepLabels(labels, names);
      group = { key: kept.key, metric: without ? withoutEmpty(kept) : kept };
      groups.set(labels, group);
    }
    return group;
  };
}

function aggregate(
  { operator, parameter }: VectorAggregation,
  metric: Metric,
  members: readonly VectorSample[],
): readonly VectorSample[] {
  switch (operator) {
    case "sort":
      return members.toSorted(smallestFirst);
    case "sort_desc":
      return members.toSorted(largestFirst);
    case "bottomk":
      return members.toSorted(smallestFirst).slice(0, parameter?.value);
    case "topk":
    case "approx_topk":
      return members.toSorted(largestFirst).slice(0, parameter?.value);
    default:
      if (isFunctionVariable(operator)) throw new QueryFailure(`the dashboard variable ${operator} has no value`);
      return [{ metric, value: reduce(operator, members) }];
  }
}

/** NaN comes last in both orders. */
function smallestFirst({ value: left }: VectorSample, { value: right }: VectorSample): number {
  return Number.isNaN(left) || Number.isNaN(right)
    ? Number(Number.isNaN(left)) - Number(Number.isNaN(right))
    : order(left, right);
}

function largestFirst({ value: left }: VectorSample, { value: right }: VectorSample): number {
  return Number.isNaN(left) || Number.isNaN(right)
    ? Number(Number.isNaN(left)) - Number(Number.isNaN(right))
    : order(right, left);
}

function order(left: number, right: number): number {
  return left < right ? -1 : Number(left > right);
}

type Reducer = Exclude<VectorOperator, "sort" | "sort_desc" | "topk" | "bottomk" | "approx_topk">;

function reduce(operator: Reducer, members: readonly VectorSample[]): number {
  const values = members.map(({ value }) => value);
  switch (operator) {
    case "sum":
      return values.reduce((total, value) => total + value);
    case "avg":
      return mean(values);
    case "count":
      return values.length;
    case "max":
      return values.reduce((best, value) => (best < value || Number.isNaN(best) ? value : best));
    case "min":
      return values.reduce((best, value) => (best > value || Number.isNaN(best) ? value : best));
    case "stddev":
      return Math.sqrt(variance(values));
    case "stdvar":
      return variance(values);
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((average, value, at) => {
    const isInfinite = Math.abs(average) === Number.POSITIVE_INFINITY;
    if (isInfinite && (Number.isFinite(value) || value === average)) return average;
    return average + (value - average) / (at + 1);
  });
}

function variance(values: readonly number[]): number {
  let average = values[0]!;
  let squares = 0;
  for (let at = 1; at < values.length; at++) {
    const distance = values[at]! - average;
    average += distance / (at + 1);
    squares += distance * (values[at]! - average);
  }
  return squares / values.length;
}
