import { formatMetric } from "../../promql/evaluate/index.js";
import type { DisplayedSample, SampleMismatch } from "../test-file/outcome.js";
import type { Difference, DifferenceLine } from "./difference.js";

/** Diffs expected and actual samples; samples of the same series are paired. */
export function diffSamples({ expected, got }: SampleMismatch): readonly Difference[] {
  const unmatched = new Map<string, DisplayedSample[]>();
  for (const sample of got) unmatched.set(sample.metric.key, [...(unmatched.get(sample.metric.key) ?? []), sample]);
  const differences: DifferenceLine[][] = [];
  const missing: DifferenceLine[][] = [];
  for (const sample of expected) {
    const other = unmatched.get(sample.metric.key)?.shift();
    if (!other) missing.push([formatLine("expected", sample)]);
    else if (other.value !== sample.value || other.value === "NaN") {
      differences.push([formatLine("expected", sample), formatLine("got", other)]);
    }
  }
  const extra = [...unmatched.values()].flat().map((sample) => [formatLine("got", sample)]);
  return [...differences, ...missing, ...extra];
}

function formatLine(side: "expected" | "got", { metric, value }: DisplayedSample): DifferenceLine {
  return { side, text: `${formatMetric(metric)}  ${value}` };
}
