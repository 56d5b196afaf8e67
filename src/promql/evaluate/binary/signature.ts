import type { Binary } from "../../syntax/ast.js";
import type { NodeMemo } from "../labels/label-memo.js";
import { keepLabels, type Metric, metadataLabels, metricNameLabel, withoutLabels } from "../labels/metric.js";
import type { Semantics } from "../query/semantics.js";

/** The labels by which an operator matches series. */
export interface Matching {
  readonly on: boolean;
  readonly labels: ReadonlySet<string>;
  /** The labels that do not count unless they are asked for. */
  readonly ignored: ReadonlySet<string>;
}

export function createMatching({ matching }: Binary, { dropsMetadata }: Semantics): Matching {
  const labels = new Set((matching?.labels?.labels ?? []).map(({ name }) => name));
  return {
    on: matching?.on ?? false,
    labels,
    ignored: new Set([...labels, ...(dropsMetadata ? metadataLabels : [metricNameLabel])]),
  };
}

/** What of a series' labels is matched. */
export function matchedLabels(metric: Metric, { on, labels, ignored: left }: Matching): Metric {
  return on ? keepLabels(metric, labels) : withoutLabels(metric, left);
}

/** The signature of every series: series with the same one match. It is the same object for the same labels. */
export function createSignature(matching: Matching, { signatures }: NodeMemo): (metric: Metric) => Metric {
  const make = (metric: Metric): Metric => matchedLabels(metric, matching);
  return (metric) => signatures.get(metric, make);
}
