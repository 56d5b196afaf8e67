import type { Matcher, VectorSelector } from "../ast.js";
import type { PrometheusVersion } from "../dialect.js";
import { compileMatcher } from "../re2.js";
import { labelOf, type Metric, metricNameLabel, metricOf } from "./metric.js";
import type { NativeHistogram } from "./native-histogram.js";
import { Series } from "./series.js";

/** The end of a series, until it goes on. */
export const stale = Symbol("stale");

export type SampleValue = number | NativeHistogram | typeof stale;

/** Labels of a series, its name as `__name__`. */
export type Labels = Readonly<Record<string, string>> | ReadonlyMap<string, string>;

/** Series and their samples, in memory. */
export interface Store {
  /**
   * Adds a sample. One for a time that there is a sample for already replaces it.
   *
   * @example
   * ```ts
   * store.append({ __name__: "up", job: "api" }, 0, 1);
   * ```
   */
  append(labels: Labels, timestamp: number, value: SampleValue): void;
  /** The series with these labels, made if need be: the quick way to add many samples to it. */
  series(labels: Labels): Series;
  /** The series a selector lets through. */
  select(selector: VectorSelector, version?: PrometheusVersion): readonly Series[];
  /** The series that all of the matchers let through. */
  selectMatching(matchers: readonly LabelMatcher[], version?: PrometheusVersion): readonly Series[];
  /** Every series, in the order in which they came. */
  all(): readonly Series[];
}

export type LabelMatcher = Pick<Matcher, "label" | "operator" | "value">;

export function createStore(): Store {
  return new MemoryStore();
}

interface Selection {
  readonly seriesCount: number;
  readonly series: readonly Series[];
}

class MemoryStore implements Store {
  private readonly everything: Series[] = [];
  private readonly byKey = new Map<string, Series>();
  private readonly byName = new Map<string, Series[]>();
  /** A rule is evaluated again and again: what its selectors select changes only when series come. */
  private readonly selections = new WeakMap<VectorSelector, Selection>();

  append(labels: Labels, timestamp: number, value: SampleValue): void {
    const series = this.series(labels);
    if (typeof value === "number") series.append(timestamp, value);
    else if (value === stale) series.end(timestamp);
    else series.appendHistogram(timestamp, value);
  }

  series(labels: Labels): Series {
    const metric = metricOf(labels instanceof Map ? labels : Object.entries(labels));
    let series = this.byKey.get(metric.key);
    if (!series) {
      series = new Series(metric);
      this.byKey.set(metric.key, series);
      this.everything.push(series);
      const name = labelOf(metric, metricNameLabel);
      const namesakes = this.byName.get(name);
      if (namesakes) namesakes.push(series);
      else this.byName.set(name, [series]);
    }
    return series;
  }

  select(selector: VectorSelector, version?: PrometheusVersion): readonly Series[] {
    const kept = this.selections.get(selector);
    if (kept && kept.seriesCount === this.everything.length) return kept.series;
    const series = this.selectMatching(matchersOf(selector), version);
    this.selections.set(selector, { seriesCount: this.everything.length, series });
    return series;
  }

  selectMatching(matchers: readonly LabelMatcher[], version?: PrometheusVersion): readonly Series[] {
    const name = matchers.find(({ label, operator }) => label === metricNameLabel && operator === "=");
    const candidates = name ? (this.byName.get(name.value) ?? []) : this.everything;
    const tests = matchers.filter((matcher) => matcher !== name).map((matcher) => testOf(matcher, version));
    return candidates.filter(({ metric }) => tests.every((test) => test(metric)));
  }

  all(): readonly Series[] {
    return this.everything;
  }
}

/** The matchers of a selector, its name among them. */
export function matchersOf({ name, matchers }: VectorSelector): LabelMatcher[] {
  const byName: LabelMatcher[] = name === undefined ? [] : [{ label: metricNameLabel, operator: "=", value: name }];
  return [...byName, ...matchers];
}

/** Whether a matcher lets a metric through. */
export function testOf(
  { label, operator, value }: LabelMatcher,
  version?: PrometheusVersion,
): (metric: Metric) => boolean {
  if (operator === "=") return (metric) => labelOf(metric, label) === value;
  if (operator === "!=") return (metric) => labelOf(metric, label) !== value;
  const pattern = compileMatcher(value, version);
  const wanted = operator === "=~";
  const verdicts = new Map<string, boolean>();
  return (metric) => {
    const found = labelOf(metric, label);
    let verdict = verdicts.get(found);
    if (verdict === undefined) {
      verdict = pattern.test(found) === wanted;
      verdicts.set(found, verdict);
    }
    return verdict;
  };
}
