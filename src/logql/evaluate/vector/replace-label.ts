import { compileReplacement, createMetric, labelOf, type Metric } from "../../../promql/evaluate/index.js";
import type { LabelReplace } from "../../syntax/ast.js";
import type { StepVector } from "./step-vector.js";

/** `label_replace`: sets a label from a part of another one. Series may become equal. */
export function replaceLabel(
  { destination, replacement, source, pattern }: LabelReplace,
  steps: readonly StepVector[],
): readonly StepVector[] {
  const replace = compileReplacement(pattern.value, replacement.value, false);
  const replaced = new Map<Metric, Metric>();
  const change = (labels: Metric): Metric => {
    const text = replace?.(labelOf(labels, source.value));
    if (text === undefined) return labels;
    return createMetric([
      ...labels.names.map((name, at) => [name, labels.values[at]!] as const),
      [destination.value, text],
    ]);
  };
  const changed = (labels: Metric): Metric => {
    let result = replaced.get(labels);
    if (result === undefined) {
      result = change(labels);
      replaced.set(labels, result);
    }
    return result;
  };
  return steps.map(({ time, samples }) => ({
    time,
    samples: samples.map(({ metric, value }) => ({ metric: changed(metric), value })),
  }));
}
