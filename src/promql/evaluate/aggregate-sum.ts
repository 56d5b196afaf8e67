import { type AggregationCall, type Group, groupsOf } from "./aggregation.js";
import { type Addition, HistogramMean, HistogramSum } from "./histogram-sum.js";
import { isInfinite } from "./kahan.js";
import { nameOf } from "./metric.js";
import { compact } from "./native-histogram.js";
import { type Column, emptyColumn, float, histogram, setHistogram } from "./value.js";

export function aggregateSum(call: AggregationCall): Column[] {
  return groupsOf(call).map((group) => {
    const column = emptyColumn(group.metric, group.dropName, call.grid.count);
    if (call.context.isOld) sumPlainly(column, group);
    else sumCompensated(column, group);
    addHistogramsTo(column, group, call, HistogramSum);
    return column;
  });
}

export function aggregateAvg(call: AggregationCall): Column[] {
  return groupsOf(call).map((group) => {
    const column = emptyColumn(group.metric, group.dropName, call.grid.count);
    if (call.context.isOld) averageStepwise(column, group);
    else averageCompensated(column, group);
    addHistogramsTo(column, group, call, HistogramMean);
    return column;
  });
}

function sumPlainly({ kinds, values }: Column, { members }: Group): void {
  for (const member of members) {
    for (let step = 0; step < kinds.length; step++) {
      if (member.kinds[step] !== float) continue;
      values[step] = kinds[step] === float ? values[step]! + member.values[step]! : member.values[step]!;
      kinds[step] = float;
    }
  }
}

function sumCompensated({ kinds, values }: Column, { members }: Group): void {
  const lost = new Float64Array(kinds.length);
  for (const member of members) {
    const memberKinds = member.kinds;
    const memberValues = member.values;
    for (let step = 0; step < kinds.length; step++) {
      if (memberKinds[step] !== float) continue;
      const value = memberValues[step]!;
      if (kinds[step] !== float) {
        kinds[step] = float;
        values[step] = value;
        continue;
      }
      const sum = values[step]!;
      const total = sum + value;
      if (isInfinite(total)) lost[step] = 0;
      else if (Math.abs(sum) >= Math.abs(value)) lost[step]! += sum - total + value;
      else lost[step]! += value - total + sum;
      values[step] = total;
    }
  }
  for (let step = 0; step < kinds.length; step++) values[step]! += lost[step]!;
}

/** 2.x takes the mean step by step, and holds on to an infinite one. */
function averageStepwise({ kinds, values }: Column, { members }: Group): void {
  const counts = new Uint32Array(kinds.length);
  for (const member of members) {
    for (let step = 0; step < kinds.length; step++) {
      if (member.kinds[step] !== float) continue;
      const value = member.values[step]!;
      const count = ++counts[step]!;
      kinds[step] = float;
      if (count === 1) {
        values[step] = value;
        continue;
      }
      const mean = values[step]!;
      if (isInfinite(mean)) {
        if (isInfinite(value) && mean > 0 === value > 0) continue;
        if (!isInfinite(value) && !Number.isNaN(value)) continue;
      }
      values[step] = mean + (value / count - mean / count);
    }
  }
}

/** From 3.0 on: the sum through the count, unless the sum overflows. Then the mean is taken step by step. */
function averageCompensated({ kinds, values }: Column, { members }: Group): void {
  const steps = kinds.length;
  const lost = new Float64Array(steps);
  const counts = new Uint32Array(steps);
  const incremental = new Uint8Array(steps);
  for (const member of members) {
    for (let step = 0; step < steps; step++) {
      if (member.kinds[step] !== float) continue;
      let value = member.values[step]!;
      const count = ++counts[step]!;
      if (count === 1) {
        kinds[step] = float;
        values[step] = value;
        continue;
      }
      if (incremental[step] === 0 && isInfinite(values[step]! + value)) {
        incremental[step] = 1;
        values[step]! /= count - 1;
        lost[step]! /= count - 1;
      }
      if (incremental[step] === 1) {
        const share = (count - 1) / count;
        values[step]! *= share;
        lost[step]! *= share;
        value /= count;
      }
      const sum = values[step]!;
      const total = sum + value;
      if (isInfinite(total)) lost[step] = 0;
      else if (Math.abs(sum) >= Math.abs(value)) lost[step]! += sum - total + value;
      else lost[step]! += value - total + sum;
      values[step] = total;
    }
  }
  for (let step = 0; step < steps; step++) {
    if (kinds[step] !== float) continue;
    if (incremental[step] === 1) values[step]! += lost[step]!;
    else values[step] = values[step]! / counts[step]! + lost[step]! / counts[step]!;
  }
}

/** Adds the histograms at each step up. Where there are floats too, or the buckets do not go together, nothing is left. */
function addHistogramsTo(
  column: Column,
  { metric, members }: Group,
  { node, context }: AggregationCall,
  Combination: typeof HistogramSum | typeof HistogramMean,
): void {
  const withHistograms = members.filter(({ histograms }) => histograms);
  if (withHistograms.length === 0) return;
  const { annotations } = context;
  for (let step = 0; step < column.kinds.length; step++) {
    const found = withHistograms.filter(({ kinds }) => kinds[step] === histogram);
    if (found.length === 0) continue;
    if (column.kinds[step] === float) {
      annotations.warn("encountered a mix of histograms and floats for aggregation", node.expr);
      column.kinds[step] = 0;
      column.values[step] = 0;
      continue;
    }
    const [first, ...others] = found.map(({ histograms }) => histograms![step]!);
    const running = new Combination(first!, !context.isOld);
    const results: Addition[] = others.map((other) => running.add(other));
    const hints = new Set([first!, ...others].map(({ counterReset }) => counterReset));
    if (hints.has("reset") && hints.has("not reset")) annotations.resetsCollide("aggregation", node.expr);
    if (results.includes("bounds differed")) annotations.boundsReconciled("aggregation", node.expr);
    if (results.includes("incompatible")) annotations.mixedSchemas(nameOf(metric), node.expr);
    else setHistogram(column, step, compact(running.result));
  }
}
