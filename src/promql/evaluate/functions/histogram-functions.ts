import type { Expr } from "../../syntax/ast.js";
import { classicFraction, classicQuantile } from "../histogram/classic-histogram.js";
import { type NativeHistogram, usesCustomBounds } from "../histogram/native-histogram.js";
import { nativeFraction, nativeQuantile } from "../histogram/native-quantile.js";
import { bucketsAscending } from "../histogram/schema.js";
import { type Metric, nameOf, withLabel } from "../labels/metric.js";
import { CompensatedSum } from "../numeric/compensated-sum.js";
import { formatFloat } from "../numeric/go-float.js";
import { withName } from "../query/annotations.js";
import { timeAt } from "../query/grid.js";
import { mergeRenamed } from "../vector/merge.js";
import { type Column, emptyColumn, histogram, isEmpty, setFloat, type Value } from "../vector/value.js";
import { groupHistograms, type HistogramSample } from "./histogram-groups.js";
import { scalarArgument, stringArgument, type VectorCall, type VectorFunction, vectorArgument } from "./vector-call.js";

/** Creates a function that maps histograms to floats and drops floats. */
function mapHistograms(calculate: (histogram: NativeHistogram) => number): VectorFunction {
  return (call) => {
    const { context } = call;
    const columns: Column[] = [];
    for (const source of vectorArgument(call, 0)) {
      if (!source.histograms) continue;
      const { metric, dropName } = context.dropName(source.metric);
      const column = emptyColumn(metric, dropName, source.kinds.length);
      for (let step = 0; step < source.kinds.length; step++) {
        if (source.kinds[step] === histogram) setFloat(column, step, calculate(source.histograms[step]!));
      }
      if (!isEmpty(column)) columns.push(column);
    }
    return mergeRenamed(columns, context);
  };
}

/** Estimates the variance of observations at the midpoints of their buckets. */
function variance(of: NativeHistogram): number {
  const mean = of.sum / of.count;
  const squares = new CompensatedSum();
  for (const { lower, upper, count } of bucketsAscending(of)) {
    if (count === 0) continue;
    let middle = 0;
    if (usesCustomBounds(of)) middle = (upper + lower) / 2;
    else if (!(lower <= 0 && upper >= 0)) middle = Math.sqrt(upper * lower) * (upper < 0 ? -1 : 1);
    squares.add(count * (middle - mean) ** 2);
  }
  return squares.total / of.count;
}

/** Evaluates a calculation for each histogram, native or classic, at every step. */
function evaluateHistograms(
  call: VectorCall,
  columns: readonly Column[],
  span: { readonly start: number; readonly end: number },
  calculate: (sample: HistogramSample, step: number, metric: Metric) => number | undefined,
  rename: (column: Column) => Column = (column) => column,
): Column[] {
  const { context, grid } = call;
  const results: Column[] = [];
  for (const group of groupHistograms(columns, context, span)) {
    const { metric, dropName } = context.dropName(group.metric);
    const column = rename(emptyColumn(metric, dropName, grid.count));
    for (let step = 0; step < grid.count; step++) {
      const sample = group.at(step);
      const value = sample && calculate(sample, step, group.metric);
      if (value !== undefined) setFloat(column, step, value);
    }
    if (!isEmpty(column)) results.push(column);
  }
  return results;
}

interface QuantileSource {
  readonly step: number;
  readonly metric: Metric;
  /** The argument with the histograms. */
  readonly argument: Expr;
}

function quantileAt(sample: HistogramSample, quantile: number, source: QuantileSource, call: VectorCall): number {
  const { annotations, semantics, settings } = call.context;
  const name = nameOf(source.metric);
  if ("schema" in sample) {
    const { value, skewed } = nativeQuantile(quantile, sample, semantics.interpolatesExponentially);
    const message = `input to histogram_quantile has NaN observations, result ${skewed}`;
    if (skewed && semantics.annotatesSuspectInput) annotations.info(withName(message, name), source.argument);
    return value;
  }
  const { value, fix } = classicQuantile(quantile, sample, semantics.toleratesRounding);
  const time = timeAt(call.grid, source.step);
  if (fix && semantics.annotatesSuspectInput)
    annotations.bucketsRepaired(settings.delayedNameRemoval ? name : "", time, fix, source.argument);
  return value;
}

function readQuantiles(call: VectorCall, index: number): Float64Array {
  const quantiles = scalarArgument(call, index);
  for (const quantile of quantiles) {
    if (!(quantile >= 0 && quantile <= 1)) call.context.annotations.invalidQuantile(quantile, call.args[index]!);
  }
  return quantiles;
}

function histogramQuantile(call: VectorCall): Value {
  const quantiles = readQuantiles(call, 0);
  const columns = evaluateHistograms(call, vectorArgument(call, 1), call.args[1]!, (sample, step, metric) =>
    quantileAt(sample, quantiles[step]!, { step, metric, argument: call.args[1]! }, call),
  );
  return mergeRenamed(columns, call.context);
}

function histogramQuantiles(call: VectorCall): Value {
  const label = stringArgument(call, 1);
  const columns: Column[] = [];
  for (let index = 2; index < call.values.length; index++) {
    const quantiles = readQuantiles(call, index);
    const text = formatQuantileLabel(quantiles[0]!);
    const rename = (column: Column): Column => ({ ...column, metric: withLabel(column.metric, label, text) });
    const argument = call.args[0]!;
    const calculate = (sample: HistogramSample, step: number, metric: Metric): number =>
      quantileAt(sample, quantiles[step]!, { step, metric, argument }, call);
    columns.push(...evaluateHistograms(call, vectorArgument(call, 0), argument, calculate, rename));
  }
  return mergeRenamed(columns, call.context);
}

/** Formats a float as OpenMetrics does: `1.0`, `0.5`. */
function formatQuantileLabel(quantile: number): string {
  const text = formatFloat(quantile);
  return Number.isInteger(quantile) ? `${text}.0` : text;
}

function histogramFraction(call: VectorCall): Value {
  const { context } = call;
  const { fractionsOfClassicHistograms, interpolatesExponentially } = context.semantics;
  const lower = scalarArgument(call, 0);
  const upper = scalarArgument(call, 1);
  const argument = call.args[2]!;
  const columns = evaluateHistograms(call, vectorArgument(call, 2), argument, (sample, step, metric) => {
    if (!("schema" in sample))
      return fractionsOfClassicHistograms ? classicFraction(lower[step]!, upper[step]!, sample) : undefined;
    const { value, excluded } = nativeFraction(lower[step]!, upper[step]!, sample, interpolatesExponentially);
    if (excluded) {
      const message = "input to histogram_fraction has NaN observations, which are excluded from all fractions";
      context.annotations.info(withName(message, nameOf(metric)), argument);
    }
    return value;
  });
  return mergeRenamed(columns, context);
}

export const histogramFunctions: readonly (readonly [string, VectorFunction])[] = [
  ["histogram_avg", mapHistograms(({ sum, count }) => sum / count)],
  ["histogram_count", mapHistograms(({ count }) => count)],
  ["histogram_fraction", histogramFraction],
  ["histogram_quantile", histogramQuantile],
  ["histogram_quantiles", histogramQuantiles],
  ["histogram_stddev", mapHistograms((of) => Math.sqrt(variance(of)))],
  ["histogram_stdvar", mapHistograms(variance)],
  ["histogram_sum", mapHistograms(({ sum }) => sum)],
];
