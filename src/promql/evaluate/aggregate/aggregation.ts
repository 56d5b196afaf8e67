import type { Aggregation } from "../../syntax/ast.js";
import type { Context } from "../context.js";
import { keepLabels, type Metric, metricNameLabel, noMetric, withoutLabels } from "../labels/metric.js";
import type { Grid } from "../query/grid.js";
import type { Column, Value } from "../vector/value.js";

/** The series that are aggregated into one. */
export interface Group {
  readonly metric: Metric;
  readonly dropName: boolean;
  readonly members: readonly Column[];
}

/** An aggregation with its operands. */
export interface AggregationCall {
  readonly node: Aggregation;
  readonly columns: readonly Column[];
  readonly parameter: Value | undefined;
  readonly grid: Grid;
  readonly context: Context;
}

/** Groups series by the labels that an aggregation keeps. */
export function groupColumns(call: AggregationCall): Group[] {
  const groups = new Map<Metric, { metric: Metric; dropName: boolean; members: Column[] }>();
  const signature = groupSignature(call);
  for (const column of call.columns) {
    const metric = signature(column.metric);
    const group = groups.get(metric);
    if (!group) groups.set(metric, { metric, dropName: column.dropName, members: [column] });
    else {
      group.members.push(column);
      group.dropName ||= column.dropName;
    }
  }
  return [...groups.values()];
}

/** Returns the grouping signature of a series: the same object for the same group. */
export function groupSignature({
  node,
  context,
}: Pick<AggregationCall, "node" | "context">): (metric: Metric) => Metric {
  const labels = new Set((node.grouping?.labels ?? []).map(({ name }) => name));
  if (node.without) labels.add(metricNameLabel);
  const { signatures } = context.memoFor(node);
  const make = (metric: Metric): Metric => groupMetric(metric, labels, node.without);
  return (metric) => signatures.get(metric, make);
}

function groupMetric(metric: Metric, labels: ReadonlySet<string>, without: boolean): Metric {
  if (without) return withoutLabels(metric, labels);
  return labels.size === 0 ? noMetric : keepLabels(metric, labels);
}

/**
 * Returns the lowest and the highest parameter of an aggregation, and NaN if there is any: the ones worth an
 * annotation.
 */
export function findExtremes(values: Iterable<number>): number[] {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  let hasNaN = false;
  for (const value of values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
    if (Number.isNaN(value)) hasNaN = true;
  }
  const extremes = [lowest, highest].filter(() => lowest <= highest);
  return hasNaN ? [Number.NaN, ...extremes] : extremes;
}
