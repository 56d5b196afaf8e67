import type { ExpectedSample, ExpressionExpectation } from "../../formats/prometheus-tests/test-file.js";
import { writeHistogram } from "../../formats/prometheus-tests/write-histogram.js";
import {
  compareMetrics,
  formatFloat,
  labelOf,
  type Metric,
  metricOf,
  type NativeHistogram,
  type VectorSample,
} from "../../promql/evaluate/index.js";
import { canPairAll } from "./bipartite-matching.js";
import type { SamplesDiffer } from "./outcome.js";

export interface Comparison {
  /** Labels that are not mentioned may be anything. */
  readonly subset: boolean;
  /** Floats that are next to each other are equal. */
  readonly fuzzy: boolean;
}

/** A sample as it is compared: a number, or a native histogram in its notation. */
interface ComparedSample {
  readonly metric: Metric;
  readonly value: number | string;
}

/** Compares what an expression gives with what it should. */
export function compareSamples(
  expectation: ExpressionExpectation,
  samples: readonly VectorSample[],
  { subset, fuzzy }: Comparison,
): SamplesDiffer | undefined {
  const expected = sorted(expectation.samples.map(expectedSample));
  const got = sorted(samples.map(({ metric, value }) => ({ metric, value: comparable(value) })));
  const sameValue = (a: ComparedSample, b: ComparedSample): boolean =>
    a.value === b.value || (fuzzy && areNeighbours(a.value, b.value));
  const isSame = subset
    ? canPairAll(expected, got, (a, b) => isWithin(a.metric, b.metric) && sameValue(a, b))
    : expected.length === got.length &&
      expected.every((a, index) => a.metric.key === got[index]!.metric.key && sameValue(a, got[index]!));
  return isSame ? undefined : { kind: "samples differ", expectation, expected: shown(expected), got: shown(got) };
}

function expectedSample({ labels, value }: ExpectedSample): ComparedSample {
  const metric = metricOf(Object.entries(labels));
  if (value.kind === "histogram") return { metric, value: writeHistogram(value.histogram) };
  return { metric, value: value.kind === "float" ? value.value : 0 };
}

function comparable(value: number | NativeHistogram): number | string {
  return typeof value === "number" ? value : writeHistogram(value);
}

function isWithin({ names, values }: Metric, other: Metric): boolean {
  return names.every((name, index) => labelOf(other, name) === values[index]);
}

function sorted(samples: ComparedSample[]): ComparedSample[] {
  return samples.sort((a, b) => compareMetrics(a.metric, b.metric));
}

function shown(samples: readonly ComparedSample[]): SamplesDiffer["expected"] {
  return samples.map(({ metric, value }) => ({
    metric,
    value: typeof value === "number" ? formatFloat(value) : value,
  }));
}

const bits = new BigInt64Array(1);
const float = new Float64Array(bits.buffer);

/** Whether two numbers differ by the last bit. */
function areNeighbours(a: number | string, b: number | string): boolean {
  if (typeof a !== "number" || typeof b !== "number" || Number.isNaN(a) || Number.isNaN(b)) return false;
  const distance = placeOf(a) - placeOf(b);
  return distance >= -1n && distance <= 1n;
}

/** The place of a float among all floats in their order; both zeros have the same. */
function placeOf(value: number): bigint {
  float[0] = value;
  return bits[0]! < 0n ? -(bits[0]! & 0x7fffffffffffffffn) : bits[0]!;
}
