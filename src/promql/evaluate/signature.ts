import type { Binary } from "../ast.js";
import { type Metric, metricNameLabel, withOnly, withoutLabels } from "./metric.js";

/** The labels by which an operator matches series. */
export interface Matching {
  readonly on: boolean;
  readonly labels: ReadonlySet<string>;
}

export function matchingOf({ matching }: Binary): Matching {
  const labels = new Set((matching?.labels?.labels ?? []).map(({ name }) => name));
  return { on: matching?.on ?? false, labels };
}

/** What of a series' labels is matched. */
export function matchedLabels(metric: Metric, { on, labels }: Matching): Metric {
  return on ? withOnly(metric, labels) : withoutLabels(metric, new Set([...labels, metricNameLabel]));
}

/** The signature of every series: series with the same one match. */
export function signatureOf(matching: Matching): (metric: Metric) => string {
  return (metric) => matchedLabels(metric, matching).key;
}
