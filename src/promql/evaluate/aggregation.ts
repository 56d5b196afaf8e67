import type { Aggregation } from "../ast.js";
import type { Context } from "./context.js";
import type { Grid } from "./grid.js";
import { type Metric, metricNameLabel, noMetric, withOnly, withoutLabels } from "./metric.js";
import type { Column, Value } from "./value.js";

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

/** Sorts series into groups by the labels that an aggregation keeps. */
export function groupsOf({ node, columns, context }: AggregationCall): Group[] {
  const labels = new Set((node.grouping?.labels ?? []).map(({ name }) => name));
  if (node.without) labels.add(metricNameLabel);
  const groups = new Map<Metric, { metric: Metric; dropName: boolean; members: Column[] }>();
  const { together } = context.memoOf(node);
  const make = (metric: Metric): Metric => groupMetric(metric, labels, node.without);
  for (const column of columns) {
    const metric = together.of(column.metric, make);
    const group = groups.get(metric);
    if (!group) groups.set(metric, { metric, dropName: column.dropName, members: [column] });
    else {
      group.members.push(column);
      group.dropName ||= column.dropName;
    }
  }
  return [...groups.values()];
}

function groupMetric(metric: Metric, labels: ReadonlySet<string>, without: boolean): Metric {
  if (without) return withoutLabels(metric, labels);
  return labels.size === 0 ? noMetric : withOnly(metric, labels);
}
