import { formatMetric } from "../../promql/evaluate/index.js";
import type { SamplesDiffer, ShownSample } from "../test-file/outcome.js";
import type { Difference, DifferenceLine } from "./difference.js";

/** Tells expected samples and those that came apart; of the same series, one below the other. */
export function sampleDifferences({ expected, got }: SamplesDiffer): readonly Difference[] {
  const waiting = new Map<string, ShownSample[]>();
  for (const sample of got) waiting.set(sample.metric.key, [...(waiting.get(sample.metric.key) ?? []), sample]);
  const differences: DifferenceLine[][] = [];
  const missing: DifferenceLine[][] = [];
  for (const sample of expected) {
    const other = waiting.get(sample.metric.key)?.shift();
    if (!other) missing.push([lineOf("expected", sample)]);
    else if (other.value !== sample.value || other.value === "NaN") {
      differences.push([lineOf("expected", sample), lineOf("got", other)]);
    }
  }
  const extra = [...waiting.values()].flat().map((sample) => [lineOf("got", sample)]);
  return [...differences, ...missing, ...extra];
}

function lineOf(side: "expected" | "got", { metric, value }: ShownSample): DifferenceLine {
  return { side, text: `${formatMetric(metric)}  ${value}` };
}
