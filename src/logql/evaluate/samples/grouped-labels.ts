import { keepLabels, type Metric, noMetric, withoutLabels } from "../../../promql/evaluate/index.js";
import { type LabelSets, withoutEmpty } from "../labels/label-sets.js";
import type { LabelPair, LineLabels } from "../labels/line-labels.js";

/** The labels that the samples of a range aggregation keep. */
export interface SampleGrouping {
  readonly labels: readonly string[];
  readonly without: boolean;
  /** True if samples have no labels. */
  readonly isSingleton: boolean;
}

/** The labels of the sample of a line. A line with an error keeps all of them, so that the error is not lost. */
export function groupedLabels(
  line: LineLabels,
  stream: Metric,
  { labels, without, isSingleton }: SampleGrouping,
  sets: LabelSets,
): Metric {
  if (line.hasError) return sets.get(line.list());
  if (isSingleton) return noMetric;
  if (line.isUnchanged) return labels.length === 0 ? stream : groupStream(stream, labels, without, sets);
  if (labels.length === 0) return sets.get(line.list());
  if (without) return sets.get(line.listWithoutError().filter(([name]) => !labels.includes(name)));
  const kept: LabelPair[] = [];
  for (const label of labels) {
    const value = line.groupValue(label);
    if (value !== undefined) kept.push([label, value]);
  }
  return sets.get(kept);
}

function groupStream(stream: Metric, labels: readonly string[], without: boolean, sets: LabelSets): Metric {
  const named = new Set(labels);
  const kept = withoutEmpty(without ? withoutLabels(stream, named) : keepLabels(stream, named));
  return sets.get(kept.names.map((name, at) => [name, kept.values[at]!]));
}
