import { labelHash } from "../labels/label-hash.js";
import { formatShort } from "../numeric/go-float.js";
import { fail } from "../query/failure.js";
import { absent, type Column, copySample, emptyColumn, float, isEmpty } from "../vector/value.js";
import { annotateIgnoredHistograms } from "./accumulate-floats.js";
import { type AggregationCall, findExtremes, groupColumns } from "./aggregation.js";
import { TopK } from "./top-k.js";

/** The samples that an aggregation selects, under the labels of their series. */
class SampleSelection {
  private readonly columns = new Map<Column, Column>();
  private readonly steps: number;

  constructor(steps: number) {
    this.steps = steps;
  }

  add(source: Column, step: number): void {
    let column = this.columns.get(source);
    if (!column) {
      column = emptyColumn(source.metric, source.dropName, this.steps);
      this.columns.set(source, column);
    }
    copySample(column, source, step);
  }

  /** Returns the series in the order of their first selected sample. */
  list(): Column[] {
    return [...this.columns.values()].filter((column) => !isEmpty(column));
  }
}

const largestInteger = 2 ** 63;

/** Reads the limit of each step. */
function readLimits({ parameter, context }: AggregationCall): number[] {
  const values = parameter?.kind === "scalar" ? [...parameter.values] : [];
  if (values.every((value) => value < 1) && context.semantics.distinguishesLimitErrors) return values.map(() => 0);
  for (const value of values) {
    if (Math.abs(value) < largestInteger) continue;
    if (Number.isNaN(value) && context.semantics.distinguishesLimitErrors) fail("Parameter value is NaN");
    const problem = value < 0 && context.semantics.distinguishesLimitErrors ? "underflows" : "overflows";
    fail(`Scalar value ${formatShort(value)} ${problem} int64`);
  }
  return values.map(Math.trunc);
}

/** Selects the samples with the largest or smallest values of each group; NaN ranks last. */
export function selectExtremes(call: AggregationCall, extreme: "largest" | "smallest"): Column[] {
  const limits = readLimits(call);
  for (const column of call.columns) annotateIgnoredHistograms(column, call);
  const selection = new SampleSelection(call.grid.count);
  const groups = groupColumns(call);
  for (let step = 0; step < call.grid.count; step++) {
    const limit = limits[step]!;
    if (limit < 1) continue;
    for (const { members } of groups) {
      const best = new TopK<Column>(extreme, limit, call.context.semantics);
      for (const member of members) if (member.kinds[step] === float) best.offer(member.values[step]!, member);
      for (const column of best.sorted()) selection.add(column, step);
    }
  }
  return selection.list();
}

/** Selects the first samples of each group. */
export function selectFirst(call: AggregationCall): Column[] {
  const limits = readLimits(call);
  const selection = new SampleSelection(call.grid.count);
  for (const { members } of groupColumns(call)) {
    for (let step = 0; step < call.grid.count; step++) {
      let remaining = limits[step]!;
      for (const member of members) {
        if (remaining < 1) break;
        if (member.kinds[step] === absent) continue;
        selection.add(member, step);
        remaining--;
      }
    }
  }
  return selection.list();
}

/**
 * Selects a ratio of the series, the same at every step: those whose label hash, as a fraction, is below the ratio. A
 * negative ratio selects the complement.
 */
export function selectRatio(call: AggregationCall): Column[] {
  const ratios = readRatios(call);
  const selection = new SampleSelection(call.grid.count);
  for (const member of call.columns) {
    const hash = labelHash(member.metric);
    for (let step = 0; step < call.grid.count; step++) {
      const ratio = ratios[step]!;
      if (member.kinds[step] === absent || ratio === 0) continue;
      if (ratio > 0 ? hash < ratio : hash >= 1 + ratio) selection.add(member, step);
    }
  }
  return selection.list();
}

function readRatios({ node, parameter, context }: AggregationCall): number[] {
  const values = parameter?.kind === "scalar" ? [...parameter.values] : [];
  if (values.some(Number.isNaN)) fail("Ratio value is NaN");
  for (const value of findExtremes(values)) {
    if (Math.abs(value) > 1) context.annotations.invalidRatio(value, Math.sign(value), node.parameter!);
  }
  return values.map((value) => Math.max(-1, Math.min(1, value)));
}
