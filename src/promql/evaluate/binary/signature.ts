import type { Binary } from "../../syntax/ast.js";
import type { NodeMemo } from "../labels/label-memo.js";
import { keepLabels, type Metric, metricNameLabel, withoutLabels } from "../labels/metric.js";

/** The labels by which an operator matches series. */
export interface Matching {
  readonly on: boolean;
  readonly labels: ReadonlySet<string>;
  /** Labels that do not take part in matching unless `on` names them. */
  readonly ignored: ReadonlySet<string>;
}

export function createMatching({ matching }: Binary): Matching {
  const labels = new Set((matching?.labels?.labels ?? []).map(({ name }) => name));
  return {
    on: matching?.on ?? false,
    labels,
    ignored: new Set([...labels, metricNameLabel]),
  };
}

/** Returns the labels of a series that take part in matching. */
export function matchedLabels(metric: Metric, { on, labels, ignored: left }: Matching): Metric {
  return on ? keepLabels(metric, labels) : withoutLabels(metric, left);
}

/** Returns the matching signature of a series: the same object for the same labels. */
export function createSignature(matching: Matching, { signatures }: NodeMemo): (metric: Metric) => Metric {
  const make = (metric: Metric): Metric => matchedLabels(metric, matching);
  return (metric) => signatures.get(metric, make);
}
