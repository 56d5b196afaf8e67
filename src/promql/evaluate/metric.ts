import { quote } from "../strings.js";

/** The labels of a series, its name among them, sorted by name; none is empty. */
export interface Metric {
  readonly names: readonly string[];
  readonly values: readonly string[];
  /** The same for the same labels, and for no others. */
  readonly key: string;
}

export const metricNameLabel = "__name__";

/** No text that comes from outside has this noncharacter in it. */
const separator = "\uffff";

function metric(names: readonly string[], values: readonly string[]): Metric {
  let key = "";
  for (let index = 0; index < names.length; index++) key += names[index] + separator + values[index] + separator;
  return { names, values, key };
}

export const noMetric: Metric = metric([], []);

/** Labels in any order; an empty value is no label. */
export function metricOf(labels: Iterable<readonly [string, string]>): Metric {
  const pairs = [...new Map(labels)].filter(([, value]) => value !== "");
  pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return metric(
    pairs.map(([name]) => name),
    pairs.map(([, value]) => value),
  );
}

/** The value of a label; empty when there is none. */
export function labelOf({ names, values }: Metric, name: string): string {
  const index = names.indexOf(name);
  return index < 0 ? "" : values[index]!;
}

export function nameOf(of: Metric): string {
  return labelOf(of, metricNameLabel);
}

function filtered({ names, values }: Metric, keep: (name: string) => boolean): Metric {
  const keptNames: string[] = [];
  const keptValues: string[] = [];
  for (let index = 0; index < names.length; index++) {
    if (!keep(names[index]!)) continue;
    keptNames.push(names[index]!);
    keptValues.push(values[index]!);
  }
  return metric(keptNames, keptValues);
}

export function withOnly(of: Metric, labels: ReadonlySet<string>): Metric {
  return filtered(of, (name) => labels.has(name));
}

export function withoutLabels(of: Metric, labels: ReadonlySet<string>): Metric {
  return filtered(of, (name) => !labels.has(name));
}

export function withoutMetricName(of: Metric): Metric {
  return of.names.includes(metricNameLabel) ? filtered(of, (name) => name !== metricNameLabel) : of;
}

/** What says what a metric is, and not of whom: from 3.0 on it goes with the name. */
export const metadataLabels: ReadonlySet<string> = new Set([metricNameLabel, "__type__", "__unit__"]);

export function withoutMetadata(of: Metric): Metric {
  return of.names.some((name) => metadataLabels.has(name)) ? withoutLabels(of, metadataLabels) : of;
}

/** With a label set, or taken away when the value is empty. */
export function withLabel(of: Metric, name: string, value: string): Metric {
  if (labelOf(of, name) === value) return of;
  const pairs = of.names.map((other, index) => [other, of.values[index]!] as const);
  return metricOf([...pairs, [name, value]]);
}

/** Sorts by the names and values of labels, as Prometheus orders the series of a range query. */
export function compareMetrics(a: Metric, b: Metric): number {
  const shorter = Math.min(a.names.length, b.names.length);
  for (let index = 0; index < shorter; index++) {
    const byName = compareText(a.names[index]!, b.names[index]!);
    if (byName !== 0) return byName;
    const byValue = compareText(a.values[index]!, b.values[index]!);
    if (byValue !== 0) return byValue;
  }
  return a.names.length - b.names.length;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** All labels in braces, the name among them: `{__name__="up", job="a"}`. */
export function formatLabels({ names, values }: Metric): string {
  const written = names.map((name, index) => `${name}=${quote(values[index]!)}`);
  return `{${written.join(", ")}}`;
}

/** As people write it: `up{job="a"}`. */
export function formatMetric(of: Metric): string {
  const name = nameOf(of);
  const rest = withoutMetricName(of);
  if (name === "") return formatLabels(rest);
  return rest.names.length === 0 ? name : name + formatLabels(rest);
}
