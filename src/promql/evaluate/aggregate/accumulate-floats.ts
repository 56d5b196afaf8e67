import { isInfinite } from "../numeric/compensated-sum.js";
import { absent, type Column, float, histogram } from "../vector/value.js";
import type { Accumulator, CreateAccumulator } from "./accumulator.js";
import type { AggregationCall } from "./aggregation.js";

/** Annotates that an aggregation ignores the histograms of a series. */
export function annotateIgnoredHistograms({ histograms, kinds }: Column, { node, context }: AggregationCall): void {
  if (!histograms || !kinds.includes(histogram)) return;
  context.annotations.info(`ignored histogram in ${node.operator} aggregation`, node.expr);
}

/** Counts samples of any kind, up to a limit. */
class Count implements Accumulator {
  private readonly result: Column;
  private readonly limit: number;

  constructor(result: Column, most: number) {
    this.result = result;
    this.limit = most;
  }

  add({ kinds }: Column): void {
    const { result, limit } = this;
    for (let step = 0; step < kinds.length; step++) {
      if (kinds[step] === absent) continue;
      result.kinds[step] = float;
      if (result.values[step]! < limit) result.values[step]!++;
    }
  }

  finish(): Column {
    return this.result;
  }
}

export const createCount: CreateAccumulator = (result) => new Count(result, Number.POSITIVE_INFINITY);
export const createGroup: CreateAccumulator = (result) => new Count(result, 1);

/** Finds the largest or the smallest float. Any number beats NaN. */
class Extreme implements Accumulator {
  private readonly result: Column;
  private readonly call: AggregationCall;
  private readonly isLargest: boolean;

  constructor(result: Column, call: AggregationCall, isLargest: boolean) {
    this.result = result;
    this.call = call;
    this.isLargest = isLargest;
  }

  add(member: Column): void {
    annotateIgnoredHistograms(member, this.call);
    const { kinds, values } = this.result;
    for (let step = 0; step < kinds.length; step++) {
      if (member.kinds[step] !== float) continue;
      const value = member.values[step]!;
      const best = values[step]!;
      const isBeaten = this.isLargest ? value > best : value < best;
      if (kinds[step] === float && !isBeaten && !Number.isNaN(best)) continue;
      kinds[step] = float;
      values[step] = value;
    }
  }

  finish(): Column {
    return this.result;
  }
}

export const createMax: CreateAccumulator = (result, call) => new Extreme(result, call, true);
export const createMin: CreateAccumulator = (result, call) => new Extreme(result, call, false);

class Variance implements Accumulator {
  private readonly result: Column;
  private readonly call: AggregationCall;
  private readonly isDeviation: boolean;
  private readonly counts: Uint32Array;
  private readonly means: Float64Array;

  constructor(result: Column, call: AggregationCall, isDeviation: boolean) {
    this.result = result;
    this.call = call;
    this.isDeviation = isDeviation;
    this.counts = new Uint32Array(result.kinds.length);
    this.means = new Float64Array(result.kinds.length);
  }

  add(member: Column): void {
    annotateIgnoredHistograms(member, this.call);
    const { counts, means } = this;
    const { kinds, values } = this.result;
    const { infinityHasNoDeviation } = this.call.context.semantics;
    for (let step = 0; step < kinds.length; step++) {
      if (member.kinds[step] !== float) continue;
      const value = member.values[step]!;
      const count = ++counts[step]!;
      if (count === 1) {
        kinds[step] = float;
        means[step] = value;
        values[step] = infinityHasNoDeviation && (isInfinite(value) || Number.isNaN(value)) ? Number.NaN : 0;
        continue;
      }
      const distance = value - means[step]!;
      means[step]! += distance / count;
      values[step]! += distance * (value - means[step]!);
    }
  }

  finish(): Column {
    const { result, counts, isDeviation } = this;
    for (let step = 0; step < counts.length; step++) {
      if (result.kinds[step] !== float) continue;
      const variance = result.values[step]! / counts[step]!;
      result.values[step] = isDeviation ? Math.sqrt(variance) : variance;
    }
    return result;
  }
}

export const createStddev: CreateAccumulator = (result, call) => new Variance(result, call, true);
export const createStdvar: CreateAccumulator = (result, call) => new Variance(result, call, false);
