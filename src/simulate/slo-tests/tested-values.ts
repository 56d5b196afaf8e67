import { writeHistogram } from "../../formats/prometheus-tests/write-histogram.js";
import { bucketsFrom, type NativeHistogram, nativeHistogram, type SampleValue } from "../../promql/evaluate/index.js";

/**
 * Observations of a native histogram by the index of their bucket, of which each is twice as wide as the one before: that
 * of index 0 ends at 1.
 */
export type Observations = Readonly<Record<number, number>>;

/** What a series does each minute: nothing, stay as it is, count events, or count observations. */
export type Course =
  | { readonly kind: "missing" }
  | { readonly kind: "stays"; readonly value: number }
  | { readonly kind: "counts"; readonly each: number }
  | { readonly kind: "observes"; readonly each: Observations };

/** A number of samples. In the minute before each of them, but for the first of a series, a course is taken. */
export interface Phase {
  readonly times: number;
  readonly course: Course;
}

/** Writes values in the notation of promtool. Those of a counter go on where they were. */
export function writeValues(phases: readonly Phase[]): string {
  let count = 0;
  let observed: Observations = {};
  const write = ({ times, course }: Phase, index: number): string => {
    if (course.kind === "missing") return `_x${times}`;
    if (course.kind === "stays") return `${course.value}x${times - 1}`;
    if (course.kind === "counts") {
      const { each } = course;
      const first = index === 0 ? 0 : count + each;
      count = first + each * (times - 1);
      return each === 0 ? `${first}x${times - 1}` : `${first}+${each}x${times - 1}`;
    }
    const { each } = course;
    const first = index === 0 ? {} : addObservations(observed, each, 1);
    observed = addObservations(first, each, times - 1);
    const step = Object.keys(each).length === 0 ? "" : `+${writeHistogram(histogramOf(each))}`;
    return `${writeHistogram(histogramOf(first))}${step}x${times - 1}`;
  };
  return phases.map(write).join(" ");
}

/** The sample after some minutes of a course; undefined if there is none. */
export function sampleAfter(course: Course, minutes: number): SampleValue | undefined {
  switch (course.kind) {
    case "missing":
      return undefined;
    case "stays":
      return course.value;
    case "counts":
      return course.each * minutes;
    case "observes":
      return histogramOf(addObservations({}, course.each, minutes));
  }
}

/** The index of the bucket that a value is in. */
export function bucketOf(value: number): number {
  return Math.ceil(Math.log2(value));
}

function addObservations(one: Observations, each: Observations, times: number): Observations {
  const indexes = [...new Set([...Object.keys(one), ...Object.keys(each)])].map(Number);
  const sums = indexes.map((index) => [index, (one[index] ?? 0) + (each[index] ?? 0) * times] as const);
  return Object.fromEntries(sums.filter(([, count]) => count > 0));
}

function histogramOf(observations: Observations): NativeHistogram {
  const indexes = Object.keys(observations).map(Number);
  if (indexes.length === 0) return nativeHistogram();
  const first = Math.min(...indexes);
  const counts = Array.from({ length: Math.max(...indexes) - first + 1 }, (_, at) => observations[first + at] ?? 0);
  const sum = indexes.reduce((total, index) => total + observations[index]! * 2 ** index, 0);
  const count = indexes.reduce((total, index) => total + observations[index]!, 0);
  return nativeHistogram({ count, sum, positive: bucketsFrom(first, counts) });
}
