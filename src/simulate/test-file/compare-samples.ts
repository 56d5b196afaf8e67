import type { ExpectedSample, ExpressionExpectation } from "../../formats/prometheus-tests/test-file.js";
import { writeHistogram } from "../../formats/prometheus-tests/write-histogram.js";
import {
  compareMetrics,
  createMetric,
  formatFloat,
  labelOf,
  type Metric,
  type NativeHistogram,
  type VectorSample,
} from "../../promql/evaluate/index.js";
import { hasPerfectMatching } from "./bipartite-matching.js";
import type { SampleMismatch } from "./outcome.js";

export interface ComparisonOptions {
  /** Ignores labels that are not expected. */
  readonly subset: boolean;
  /** Treats adjacent floats as equal. */
  readonly fuzzy: boolean;
}

/** A sample with a comparable value: a number, or a native histogram in its notation. */
interface ComparedSample {
  readonly metric: Metric;
  readonly value: number | string;
}

/** Compares the result of an expression with the expected samples. */
export function compareSamples(
  expectation: ExpressionExpectation,
  samples: readonly VectorSample[],
  { subset, fuzzy }: ComparisonOptions,
): SampleMismatch | undefined {
  const expected = sorted(expectation.samples.map(expectedSample));
  const got = sorted(samples.map(({ metric, value }) => ({ metric, value: comparable(value) })));
  const sameValue = (a: ComparedSample, b: ComparedSample): boolean =>
    a.value === b.value || (fuzzy && areAdjacentFloats(a.value, b.value));
  const isSame = subset
    ? hasPerfectMatching(expected, got, (a, b) => isLabelSubset(a.metric, b.metric) && sameValue(a, b))
    : expected.length === got.length &&
      expected.every((a, index) => a.metric.key === got[index]!.metric.key && sameValue(a, got[index]!));
  return isSame
    ? undefined
    : { kind: "samples differ", expectation, expected: formatSamples(expected), got: formatSamples(got) };
}

function expectedSample({ labels, value }: ExpectedSample): ComparedSample {
  const metric = createMetric(Object.entries(labels));
  if (value.kind === "histogram") return { metric, value: writeHistogram(value.histogram) };
  return { metric, value: value.kind === "float" ? value.value : 0 };
}

function comparable(value: number | NativeHistogram): number | string {
  return typeof value === "number" ? value : writeHistogram(value);
}

function isLabelSubset({ names, values }: Metric, other: Metric): boolean {
  return names.every((name, index) => labelOf(other, name) === values[index]);
}

function sorted(samples: ComparedSample[]): ComparedSample[] {
  return samples.sort((a, b) => compareMetrics(a.metric, b.metric));
}

function formatSamples(samples: readonly ComparedSample[]): SampleMismatch["expected"] {
  return samples.map(({ metric, value }) => ({
    metric,
    value: typeof value === "number" ? formatFloat(value) : value,
  }));
}

const bits = new BigInt64Array(1);
const float = new Float64Array(bits.buffer);

/** True if two floats are equal or adjacent. */
function areAdjacentFloats(a: number | string, b: number | string): boolean {
  if (typeof a !== "number" || typeof b !== "number" || Number.isNaN(a) || Number.isNaN(b)) return false;
  const distance = floatOrdinal(a) - floatOrdinal(b);
  return distance >= -1n && distance <= 1n;
}

/** Returns the ordinal of a float among all floats; both zeros have the same. */
function floatOrdinal(value: number): bigint {
  float[0] = value;
  return bits[0]! < 0n ? -(bits[0]! & 0x7fffffffffffffffn) : bits[0]!;
}
