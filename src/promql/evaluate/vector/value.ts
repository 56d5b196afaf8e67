import type { NativeHistogram } from "../histogram/native-histogram.js";
import type { Metric } from "../labels/metric.js";
import type { RangeSeries } from "../storage/series.js";

/** The kinds of cells in a column. */
export const absent = 0;
export const float = 1;
export const histogram = 2;

/** The kind of each cell. A single step uses a plain array, since typed arrays have ten times the overhead. */
export type Kinds = Uint8Array | number[];

/** A float for each step. */
export type Floats = Float64Array | number[];

/** The samples of one series of a vector, at every step of an evaluation. */
export interface Column {
  readonly metric: Metric;
  /** The name is dropped at the end of the query. */
  readonly dropName: boolean;
  /** The kind of each cell: absent, float or histogram. */
  readonly kinds: Kinds;
  /** The floats, 0 at steps without one. In 2.x, also the float attached to each histogram. */
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

/** Series with a window for every step. */
export interface RangeValue {
  readonly kind: "range";
  readonly series: readonly RangeSeries[];
  /** All series have the same name, so their labels differ without it as well. */
  readonly isOneMetric: boolean;
  /** The end of the window of each step. */
  readonly ends: Float64Array;
  /** The length of the windows in milliseconds. */
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
  // Starting with a fraction makes V8 allocate an array of doubles.
  const one = [0.5];
  one[0] = 0;
  return one;
}

/** Returns the same samples under other labels. */
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

/** Copies the sample at a step to another column. */
export function copySample(target: Column, source: Column, step: number): void {
  target.kinds[step] = source.kinds[step]!;
  target.values[step] = source.values[step]!;
  if (source.kinds[step] !== histogram) return;
  target.histograms ??= new Array(target.kinds.length);
  target.histograms[step] = source.histograms![step];
}

/** Returns the float or histogram at a step; undefined without one. */
export function sampleAt({ kinds, values, histograms }: Column, step: number): number | NativeHistogram | undefined {
  const kind = kinds[step];
  return kind === float ? values[step] : kind === histogram ? histograms?.[step] : undefined;
}

export function isEmpty({ kinds }: Column): boolean {
  for (let step = 0; step < kinds.length; step++) if (kinds[step] !== absent) return false;
  return true;
}

export function createVector(columns: readonly Column[]): VectorValue {
  return { kind: "vector", columns };
}

/** True if no series has a sample at a step. */
export function isAbsentAt(columns: readonly Column[], step: number): boolean {
  for (const { kinds } of columns) if (kinds[step] !== absent) return false;
  return true;
}
