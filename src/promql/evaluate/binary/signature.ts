import type { Binary } from "../../syntax/ast.js";
import type { NodeMemo } from "../labels/label-memo.js";
import { type Metric, metadataLabels, metricNameLabel, withOnly, withoutLabels } from "../labels/metric.js";
import type { Semantics } from "../query/semantics.js";

/** The labels by which an operator matches series. */
export interface Matching {
  readonly on: boolean;
  readonly labels: ReadonlySet<string>;
  /** The labels that do not count unless they are asked for. */
  readonly left: ReadonlySet<string>;
}

export function matchingOf({ matching }: Binary, { dropsMetadata }: Semantics): Matching {
  const labels = new Set((matching?.labels?.labels ?? []).map(({ name }) => name));
  return {
    on: matching?.on ?? false,
    labels,
    left: new Set([...labels, ...(dropsMetadata ? metadataLabels : [metricNameLabel])]),
  };
}

/** What of a series' labels is matched. */
export function matchedLabels(metric: Metric, { on, labels, left }: Matching): Metric {
  return on ? withOnly(metric, labels) : withoutLabels(metric, left);
}

/** The signature of every series: series with the same one match. It is the same object for the same labels. */
export function signatureOf(matching: Matching, { together }: NodeMemo): (metric: Metric) => Metric {
  const make = (metric: Metric): Metric => matchedLabels(metric, matching);
  return (metric) => together.of(metric, make);
}
