import { compact } from "../histogram/native-histogram.js";
import { type Addition, HistogramMean, HistogramSum } from "../histogram/sum.js";
import { isInfinite } from "../numeric/compensated-sum.js";
import {
  absent,
  type Column,
  createFloats,
  createKinds,
  type Floats,
  float,
  histogram,
  setHistogram,
} from "../vector/value.js";
import type { Accumulator, CreateAccumulator } from "./accumulator.js";
import type { AggregationCall } from "./aggregation.js";

/** Adds floats as series arrive; histograms are added at the end. */
abstract class SumAccumulator implements Accumulator {
  protected readonly result: Column;
  private readonly call: AggregationCall;
  private readonly Combination: typeof HistogramSum | typeof HistogramMean;
  private withHistograms: Column[] | undefined;

  constructor(result: Column, call: AggregationCall, Combination: typeof HistogramSum | typeof HistogramMean) {
    this.result = result;
    this.call = call;
    this.Combination = Combination;
  }

  protected abstract addFloats(member: Column): void;

  /** Applies what was accumulated separately to the floats. */
  protected abstract finishFloats(): void;

  add(member: Column): void {
    this.addFloats(member);
    if (member.histograms) {
      this.withHistograms ??= [];
      this.withHistograms.push(member);
    }
  }

  finish(): Column {
    this.finishFloats();
    if (this.withHistograms) addHistogramsTo(this.result, this.withHistograms, this.call, this.Combination);
    return this.result;
  }
}

/** Adds without compensation. The float attached to a sum of histograms is that of the first histogram. */
class PlainSums extends SumAccumulator {
  private readonly startedKinds = createKinds(this.result.kinds.length);

  protected override addFloats(member: Column): void {
    const { startedKinds } = this;
    const { kinds, values } = this.result;
    for (let step = 0; step < kinds.length; step++) {
      const kind = member.kinds[step]!;
      if (kind === absent) continue;
      if (startedKinds[step] === absent) values[step] = member.values[step]!;
      else if (kind === float) values[step]! += member.values[step]!;
      startedKinds[step] = kind;
      if (kind === float) kinds[step] = float;
    }
  }

  protected override finishFloats(): void {}
}

class CompensatedSums extends SumAccumulator {
  private readonly compensations = createFloats(this.result.kinds.length);

  protected override addFloats(member: Column): void {
    const { compensations } = this;
    const { kinds, values } = this.result;
    const { kinds: memberKinds, values: memberValues } = member;
    for (let step = 0; step < kinds.length; step++) {
      if (memberKinds[step] !== float) continue;
      const value = memberValues[step]!;
      if (kinds[step] !== float) {
        kinds[step] = float;
        values[step] = value;
      } else addCompensated(values, compensations, step, value);
    }
  }

  protected override finishFloats(): void {
    const { values } = this.result;
    for (let step = 0; step < values.length; step++) values[step]! += this.compensations[step]!;
  }
}

function addCompensated(values: Floats, compensations: Floats, step: number, value: number): void {
  const sum = values[step]!;
  const total = sum + value;
  if (isInfinite(total)) compensations[step] = 0;
  else if (Math.abs(sum) >= Math.abs(value)) compensations[step]! += sum - total + value;
  else compensations[step]! += value - total + sum;
  values[step] = total;
}

/** Computes the mean incrementally; an infinite mean stays infinite. */
class IncrementalMeans extends SumAccumulator {
  private readonly counts = new Uint32Array(this.result.kinds.length);

  protected override addFloats(member: Column): void {
    const { counts } = this;
    const { kinds, values } = this.result;
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

  protected override finishFloats(): void {}
}

/** Divides the compensated sum by the count; if the sum overflows, the mean becomes incremental. */
class CompensatedMeans extends SumAccumulator {
  private readonly compensations = createFloats(this.result.kinds.length);
  private readonly counts = new Uint32Array(this.result.kinds.length);
  private readonly isIncremental = new Uint8Array(this.result.kinds.length);

  protected override addFloats(member: Column): void {
    const { compensations, counts, isIncremental } = this;
    const { kinds, values } = this.result;
    for (let step = 0; step < kinds.length; step++) {
      if (member.kinds[step] !== float) continue;
      let value = member.values[step]!;
      const count = ++counts[step]!;
      if (count === 1) {
        kinds[step] = float;
        values[step] = value;
        continue;
      }
      if (isIncremental[step] === 0 && isInfinite(values[step]! + value)) {
        isIncremental[step] = 1;
        values[step]! /= count - 1;
        compensations[step]! /= count - 1;
      }
      if (isIncremental[step] === 1) {
        const share = (count - 1) / count;
        values[step]! *= share;
        compensations[step]! *= share;
        value /= count;
      }
      addCompensated(values, compensations, step, value);
    }
  }

  protected override finishFloats(): void {
    const { compensations, counts, isIncremental } = this;
    const { kinds, values } = this.result;
    for (let step = 0; step < kinds.length; step++) {
      if (kinds[step] !== float) continue;
      if (isIncremental[step] === 1) values[step]! += compensations[step]!;
      else values[step] = values[step]! / counts[step]! + compensations[step]! / counts[step]!;
    }
  }
}

export const createSum: CreateAccumulator = (result, call) =>
  call.context.semantics.compensatesSums
    ? new CompensatedSums(result, call, HistogramSum)
    : new PlainSums(result, call, HistogramSum);

export const createAvg: CreateAccumulator = (result, call) =>
  call.context.semantics.averagesFromSum
    ? new CompensatedMeans(result, call, HistogramMean)
    : new IncrementalMeans(result, call, HistogramMean);

/** Adds the histograms of each step. A step that also has floats, or has incompatible buckets, becomes absent. */
function addHistogramsTo(
  column: Column,
  withHistograms: readonly Column[],
  { node, context }: AggregationCall,
  Combination: typeof HistogramSum | typeof HistogramMean,
): void {
  const { annotations } = context;
  for (let step = 0; step < column.kinds.length; step++) {
    const members = withHistograms.filter(({ kinds }) => kinds[step] === histogram);
    if (members.length === 0) continue;
    if (column.kinds[step] === float) {
      annotations.warn("encountered a mix of histograms and floats for aggregation", node.expr);
      column.kinds[step] = 0;
      column.values[step] = 0;
      continue;
    }
    const [first, ...others] = members.map(({ histograms }) => histograms![step]!);
    const running = new Combination(first!, context.semantics.compensatesSums);
    const outcomes: Addition[] = others.map((other) => running.add(other));
    const hints = new Set([first!, ...others].map(({ counterReset }) => counterReset));
    if (hints.has("reset") && hints.has("not reset")) annotations.resetsCollide("aggregation", node.expr);
    if (outcomes.includes("bounds differed")) annotations.boundsReconciled("aggregation", node.expr);
    if (outcomes.includes("incompatible")) annotations.mixedSchemas(column.metric.name, node.expr);
    else setHistogram(column, step, compact(running.result));
  }
}
