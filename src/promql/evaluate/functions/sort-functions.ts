import { compareMetrics, labelOf } from "../labels/metric.js";
import { compareNaturally } from "../labels/natural-order.js";
import { absent, type Column, createKinds, createVector, float, isEmpty } from "../vector/value.js";
import { stringArgument, type VectorCall, type VectorFunction, vectorArgument } from "./vector-call.js";

/** Annotates sorting in a range query, whose result is always ordered by labels. */
function warnInRangeQuery({ context, node }: VectorCall): void {
  if (!context.isRange || !context.semantics.annotatesSuspectInput) return;
  const message = "sort is ineffective for range queries since results are always ordered by labels";
  context.annotations.warn(message, node);
}

/** Sorts by value; NaN is last in both directions. */
function byValue(sign: 1 | -1): VectorFunction {
  return (call) => {
    warnInRangeQuery(call);
    const floats = vectorArgument(call, 0)
      .map((column) => (call.context.semantics.histogramsAreFloats ? column : floatsOnly(column)))
      .filter((column) => !isEmpty(column));
    if (call.grid.count > 1) return createVector(floats);
    return createVector(floats.sort((a, b) => compareValues(a.values[0]!, b.values[0]!, sign)));
  };
}

function floatsOnly(column: Column): Column {
  if (!column.histograms) return column;
  const kinds = createKinds(column.kinds.length);
  for (let step = 0; step < kinds.length; step++) kinds[step] = column.kinds[step] === float ? float : absent;
  return { ...column, kinds, histograms: undefined };
}

function compareValues(a: number, b: number, sign: 1 | -1): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a < b ? -sign : a > b ? sign : 0;
}

function byLabels(sign: 1 | -1): VectorFunction {
  return (call) => {
    warnInRangeQuery(call);
    const labels = call.values.slice(1).map((_, index) => stringArgument(call, index + 1));
    const compare = (a: Column, b: Column): number => {
      for (const label of labels) {
        const order = compareNaturally(labelOf(a.metric, label), labelOf(b.metric, label));
        if (order !== 0) return sign * order;
      }
      return sign * compareMetrics(a.metric, b.metric);
    };
    return createVector([...vectorArgument(call, 0)].sort(compare));
  };
}

export const sortFunctions: readonly (readonly [string, VectorFunction])[] = [
  ["sort", byValue(1)],
  ["sort_desc", byValue(-1)],
  ["sort_by_label", byLabels(1)],
  ["sort_by_label_desc", byLabels(-1)],
];
