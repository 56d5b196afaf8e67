import { quote } from "../../syntax/strings.js";

/** The labels of a series, its name among them, sorted by name; none is empty. */
export interface Metric {
  readonly names: readonly string[];
  readonly values: readonly string[];
  /** The same for the same labels, and for no others. */
  readonly key: string;
  /** Its name; empty when it has none. */
  readonly name: string;
  /** Without its name. */
  readonly nameless: Metric;
  /** Without its name, its type and its unit. */
  readonly withoutMetadata: Metric;
}

export const metricNameLabel = "__name__";

/** No text that comes from outside has this noncharacter in it. */
const separator = "\uffff";

/** Knows what is made of it again and again, so that evaluating a rule for the hundredth time makes no texts. */
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

/** What says what a metric is, and not of whom: from 3.0 on it goes with the name. */
export const metadataLabels: ReadonlySet<string> = new Set([metricNameLabel, "__type__", "__unit__"]);

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
  const rest = of.nameless;
  if (name === "") return formatLabels(rest);
  return rest.names.length === 0 ? name : name + formatLabels(rest);
}
