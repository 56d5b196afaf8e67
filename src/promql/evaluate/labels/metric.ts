import { compareText } from "../../../diagnostics/order.js";
import { quote } from "../../syntax/strings.js";

/** The labels of a series, including its name, sorted by name. They are never empty in PromQL. */
export interface Metric {
  readonly names: readonly string[];
  readonly values: readonly string[];
  /** Unique to the set of labels. */
  readonly key: string;
  /** The metric name; empty if missing. */
  readonly name: string;
  /** The same labels without the name. */
  readonly nameless: Metric;
  /** The same labels without name, type and unit. */
  readonly withoutMetadata: Metric;
}

export const metricNameLabel = "__name__";

/** A noncharacter, which cannot occur in valid input. */
const separator = "\uffff";

/** Memoises derived labels, so that evaluating a rule again creates no strings. */
class LabelSet implements Metric {
  readonly names: readonly string[];
  readonly values: readonly string[];
  #key: string | undefined;
  #name: string | undefined;
  #nameless: Metric | undefined;
  #withoutMetadata: Metric | undefined;

  constructor(names: readonly string[], values: readonly string[]) {
    this.names = names;
    this.values = values;
  }

  get key(): string {
    this.#key ??= createKey(this.names, this.values);
    return this.#key;
  }

  get name(): string {
    this.#name ??= labelOf(this, metricNameLabel);
    return this.#name;
  }

  get nameless(): Metric {
    this.#nameless ??= this.names.includes(metricNameLabel)
      ? filterLabels(this, (name) => name !== metricNameLabel)
      : this;
    return this.#nameless;
  }

  get withoutMetadata(): Metric {
    this.#withoutMetadata ??= this.names.some((name) => metadataLabels.has(name))
      ? withoutLabels(this, metadataLabels)
      : this;
    return this.#withoutMetadata;
  }
}

function createKey(names: readonly string[], values: readonly string[]): string {
  let key = "";
  for (let index = 0; index < names.length; index++) key += names[index] + separator + values[index] + separator;
  return key;
}

function metric(names: readonly string[], values: readonly string[]): Metric {
  return new LabelSet(names, values);
}

export const noMetric: Metric = metric([], []);

/** Creates a metric from labels in any order; empty values are dropped. */
export function createMetric(labels: Iterable<readonly [string, string]>): Metric {
  return createLabels([...new Map(labels)].filter(([, value]) => value !== ""));
}

/** Creates labels in any order that may be empty, as LogQL has them. */
export function createLabels(labels: Iterable<readonly [string, string]>): Metric {
  const pairs = [...labels].sort(([a], [b]) => compareText(a, b));
  return metric(
    pairs.map(([name]) => name),
    pairs.map(([, value]) => value),
  );
}

/** Returns the value of a label; empty if missing. */
export function labelOf({ names, values }: Metric, name: string): string {
  const index = names.indexOf(name);
  return index < 0 ? "" : values[index]!;
}

export function nameOf({ name }: Metric): string {
  return name;
}

function filterLabels({ names, values }: Metric, keep: (name: string) => boolean): Metric {
  const keptNames: string[] = [];
  const keptValues: string[] = [];
  for (let index = 0; index < names.length; index++) {
    if (!keep(names[index]!)) continue;
    keptNames.push(names[index]!);
    keptValues.push(values[index]!);
  }
  return metric(keptNames, keptValues);
}

export function keepLabels(of: Metric, labels: ReadonlySet<string>): Metric {
  return filterLabels(of, (name) => labels.has(name));
}

export function withoutLabels(of: Metric, labels: ReadonlySet<string>): Metric {
  return filterLabels(of, (name) => !labels.has(name));
}

/** Labels that describe the metric and are dropped with its name since 3.0. */
export const metadataLabels: ReadonlySet<string> = new Set([metricNameLabel, "__type__", "__unit__"]);

/** Sets a label; an empty value removes it. */
export function withLabel(of: Metric, name: string, value: string): Metric {
  if (labelOf(of, name) === value) return of;
  const pairs = of.names.map((other, index) => [other, of.values[index]!] as const);
  return createMetric([...pairs, [name, value]]);
}

/** Compares by label names and values, the order of series in a range query. */
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

/** Formats all labels in braces, including the name: `{__name__="up", job="a"}`. */
export function formatLabels({ names, values }: Metric): string {
  const written = names.map((name, index) => `${name}=${quote(values[index]!)}`);
  return `{${written.join(", ")}}`;
}

/** Formats a series as users write it: `up{job="a"}`. */
export function formatMetric(of: Metric): string {
  const name = nameOf(of);
  const rest = of.nameless;
  if (name === "") return formatLabels(rest);
  return rest.names.length === 0 ? name : name + formatLabels(rest);
}
