import type { NativeHistogram } from "../histogram/native-histogram.js";
import type { Metric } from "../labels/metric.js";
import type { RangeSeries } from "../storage/series.js";

/** What there is at a step of a column. */
export const absent = 0;
export const float = 1;
export const histogram = 2;

/** What there is at each step. Of one step, a plain array: typed arrays take ten times the room of what is in them. */
export type Kinds = Uint8Array | number[];

/** A float at each step. */
export type Floats = Float64Array | number[];

/** The samples of one series of a vector, at every step of an evaluation. */
export interface Column {
  readonly metric: Metric;
  /** The name is to go at the end of the query, though it is still there. */
  readonly dropName: boolean;
  /** For every step: absent, float or histogram. */
  readonly kinds: Kinds;
  /** The floats; 0 where there is none. Before 3.0 a histogram had one beside it, which is here too. */
  readonly values: Floats;
  /** The histograms, if there are any. */
  histograms: (NativeHistogram | undefined)[] | undefined;
}

export interface ScalarValue {
  readonly kind: "scalar";
  readonly values: Float64Array;
}

export interface StringValue {
  readonly kind: "string";
  readonly value: string;
}

export interface VectorValue {
  readonly kind: "vector";
  readonly columns: readonly Column[];
}

/** Series, and the window to look at for every step. */
export interface RangeValue {
  readonly kind: "range";
  readonly series: readonly RangeSeries[];
  /** All of one name: without it, their labels differ still. */
  readonly isOneMetric: boolean;
  /** Where the window of each step ends. */
  readonly ends: Float64Array;
  /** How far it goes back. */
  readonly range: number;
  readonly extension: "anchored" | "smoothed" | undefined;
}

export type Value = ScalarValue | StringValue | VectorValue | RangeValue;

export function emptyColumn(metric: Metric, dropName: boolean, count: number): Column {
  return { metric, dropName, kinds: createKinds(count), values: createFloats(count), histograms: undefined };
}

export function createKinds(count: number): Kinds {
  return count === 1 ? [absent] : new Uint8Array(count);
}

export function createFloats(count: number): Floats {
  if (count !== 1) return new Float64Array(count);
  // An array that begins with a fraction is made for floats from the start.
  const one = [0.5];
  one[0] = 0;
  return one;
}

/** A column with the same samples under other labels. */
export function relabel(column: Column, metric: Metric, dropName: boolean): Column {
  const { kinds, values, histograms } = column;
  return { metric, dropName, kinds, values, histograms };
}

export function setFloat(column: Column, step: number, value: number): void {
  column.kinds[step] = float;
  column.values[step] = value;
}

export function setHistogram(column: Column, step: number, value: NativeHistogram): void {
  column.kinds[step] = histogram;
  column.histograms ??= new Array(column.kinds.length);
  column.histograms[step] = value;
}

export function setSample(column: Column, step: number, value: number | NativeHistogram): void {
  if (typeof value === "number") setFloat(column, step, value);
  else setHistogram(column, step, value);
}

/** Copies what there is at a step to another column. */
export function copySample(target: Column, source: Column, step: number): void {
  target.kinds[step] = source.kinds[step]!;
  target.values[step] = source.values[step]!;
  if (source.kinds[step] !== histogram) return;
  target.histograms ??= new Array(target.kinds.length);
  target.histograms[step] = source.histograms![step];
}

/** The float or histogram at a step; undefined when there is none. */
export function sampleAt({ kinds, values, histograms }: Column, step: number): number | NativeHistogram | undefined {
  const kind = kinds[step];
  return kind === float ? values[step] : kind === histogram ? histograms?.[step] : undefined;
}

export function isEmpty({ kinds }: Column): boolean {
  for (let step = 0; step < kinds.length; step++) if (kinds[step] !== absent) return false;
  return true;
}

export function vectorOf(columns: readonly Column[]): VectorValue {
  return { kind: "vector", columns };
}

/** True if no series has a sample at a step. */
export function isAbsentAt(columns: readonly Column[], step: number): boolean {
  for (const { kinds } of columns) if (kinds[step] !== absent) return false;
  return true;
}
