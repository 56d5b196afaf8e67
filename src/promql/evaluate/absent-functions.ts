import type { Expr } from "../ast.js";
import { type Metric, metricNameLabel, metricOf, noMetric } from "./metric.js";
import type { Column, RangeValue, Value } from "./value.js";
import { emptyColumn, isEmpty, setFloat } from "./value.js";
import { isAbsentAt, type VectorCall, vectorArgument, vectorOf } from "./vector-call.js";
import { MovingWindow } from "./window.js";

/** The labels that what is absent would surely have: those that a selector asks for by value, once each. */
function labelsOfAbsent(argument: Expr): Metric {
  const selector = argument.kind === "matrix" ? argument.selector : argument;
  if (selector.kind !== "selector") return noMetric;
  const labels = new Map<string, string>();
  const seen = new Set<string>();
  for (const { label, operator, value } of selector.matchers) {
    if (label === metricNameLabel) continue;
    if (operator === "=" && !seen.has(label)) {
      labels.set(label, value);
      seen.add(label);
    } else labels.delete(label);
  }
  return metricOf(labels);
}

function whereAbsent(call: VectorCall, isAbsent: (step: number) => boolean): Value {
  const { grid } = call;
  const column: Column = emptyColumn(labelsOfAbsent(call.args[0]!), false, grid.count);
  for (let step = 0; step < grid.count; step++) if (isAbsent(step)) setFloat(column, step, 1);
  return vectorOf(isEmpty(column) ? [] : [column]);
}

export function absentNow(call: VectorCall): Value {
  const columns = vectorArgument(call, 0);
  return whereAbsent(call, (step) => isAbsentAt(columns, step));
}

export function absentOverTime(call: VectorCall): Value {
  const value = call.values[0] as RangeValue;
  const { includesStart } = call.context;
  const isThere = new Uint8Array(call.grid.count);
  const window = new MovingWindow(includesStart);
  for (const { metric, samples } of value.series) {
    window.open(metric, samples);
    for (let step = 0; step < isThere.length; step++) {
      const end = value.ends[step]!;
      if (window.moveTo(end - value.range, end)) isThere[step] = 1;
    }
  }
  return whereAbsent(call, (step) => isThere[step] === 0);
}
