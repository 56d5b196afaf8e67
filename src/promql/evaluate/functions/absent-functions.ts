import type { Expr } from "../../syntax/ast.js";
import { createMetric, type Metric, metricNameLabel, noMetric } from "../labels/metric.js";
import { applyToEach } from "../range/apply-range.js";
import { presentOverTime } from "../range/over-time.js";
import type { RangeCall } from "../range/range-call.js";
import { countColumnSamples, countSamples } from "../vector/sample-budget.js";
import type { Column, RangeValue, Value } from "../vector/value.js";
import { absent, createVector, emptyColumn, isAbsentAt, isEmpty, setFloat } from "../vector/value.js";
import { type VectorCall, vectorArgument } from "./vector-call.js";

/** Returns the labels that an absent series would have: those that the selector matches with `=`, once each. */
function inferLabels(argument: Expr): Metric {
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
  return createMetric(labels);
}

function createAbsence(call: VectorCall, isAbsent: (step: number) => boolean): Value {
  const { grid } = call;
  const column: Column = emptyColumn(inferLabels(call.args[0]!), false, grid.count);
  for (let step = 0; step < grid.count; step++) if (isAbsent(step)) setFloat(column, step, 1);
  return createVector(isEmpty(column) ? [] : [column]);
}

export function absentNow(call: VectorCall): Value {
  const columns = vectorArgument(call, 0);
  return createAbsence(call, (step) => isAbsentAt(columns, step));
}

export function absentOverTime(call: VectorCall): Value {
  const { args, context, grid } = call;
  const range = call.values[0] as RangeValue;
  const isPresent = new Uint8Array(grid.count);
  let heldSamples = 0;
  const rangeCall: RangeCall = {
    ...{ name: call.node.name, context, argument: args[0]!, args, parameters: [], keepsName: true },
    ...{ range: range.range, extension: range.extension },
  };
  applyToEach(presentOverTime, range, rangeCall, grid, (column) => {
    for (let step = 0; step < isPresent.length; step++) if (column.kinds[step] !== absent) isPresent[step] = 1;
    heldSamples += countColumnSamples(column);
    return column;
  });
  const value = createAbsence(call, (step) => isPresent[step] === 0);
  context.release(heldSamples - countSamples(value));
  return value;
}
