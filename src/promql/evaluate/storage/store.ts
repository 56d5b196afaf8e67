import type { VectorSelector } from "../../syntax/ast.js";
import type { PrometheusVersion } from "../../syntax/dialect.js";
import type { NativeHistogram } from "../histogram/native-histogram.js";
import { createMetric, labelOf, metricNameLabel } from "../labels/metric.js";
import { EvaluationCache } from "./cache.js";
import { compileLabelMatcher, isNameMatcher, type LabelMatcher, listMatchers } from "./matchers.js";
import { Series } from "./series.js";

/** A staleness marker, which ends a series until its next sample. */
export const stale = Symbol("stale");

export type SampleValue = number | NativeHistogram | typeof stale;

/** Labels of a series, with its name as `__name__`. */
export type Labels = Readonly<Record<string, string>> | ReadonlyMap<string, string>;

/** An in-memory TSDB. */
export interface Store {
  /** Derived data that evaluations over this store use again. */
  readonly cache: EvaluationCache;
  /**
   * Adds a sample. One for a time that there is a sample for already replaces it.
   *
   * @example
   * ```ts
   * store.append({ __name__: "up", job: "api" }, 0, 1);
   * ```
   */
  append(labels: Labels, timestamp: number, value: SampleValue): void;
  /** Returns the series with these labels, creating it if needed: the fast way to append many samples. */
  series(labels: Labels): Series;
  /** Returns the series that a selector matches. */
  select(selector: VectorSelector, version?: PrometheusVersion): readonly Series[];
  /** Returns the series that match all matchers. */
  selectMatching(matchers: readonly LabelMatcher[], version?: PrometheusVersion): readonly Series[];
  /** Returns all series in the order of creation. */
  all(): readonly Series[];
  /**
   * Returns a store with the same series, which is written independently. They are copied when they are written to, so
   * that this store must not be written any more.
   *
   * @example
   * ```ts
   * const forks = [1, 2].map(() => store.fork());
   * ```
   */
  fork(): Store;
}

export function createStore(): Store {
  return new MemoryStore();
}

/** A memoised selection. Candidates are append-only: only new ones are tested. */
interface Selection {
  readonly candidates: readonly Series[];
  scannedCount: number;
  series: readonly Series[];
}

const noSeries: readonly Series[] = [];

class MemoryStore implements Store {
  readonly cache = new EvaluationCache();
  private readonly allSeries: Series[];
  private readonly byKey: Map<string, Series>;
  private readonly byName: Map<string, Series[]>;
  /** The store that this is a fork of. */
  private readonly origin: MemoryStore | undefined;
  /** Memoises selections, which change only when series of that name are added. */
  private selections = new WeakMap<VectorSelector, Selection>();

  constructor(origin?: MemoryStore) {
    this.origin = origin;
    this.allSeries = [...(origin?.allSeries ?? [])];
    this.byKey = new Map(origin?.byKey);
    this.byName = new Map(Array.from(origin?.byName ?? [], ([name, series]) => [name, [...series]]));
  }

  fork(): Store {
    return new MemoryStore(this);
  }

  append(labels: Labels, timestamp: number, value: SampleValue): void {
    const series = this.series(labels);
    if (typeof value === "number") series.append(timestamp, value);
    else if (value === stale) series.end(timestamp);
    else series.appendHistogram(timestamp, value);
  }

  series(labels: Labels): Series {
    const metric = createMetric(labels instanceof Map ? labels : Object.entries(labels));
    let series = this.byKey.get(metric.key);
    if (!series) {
      series = new Series(metric);
      this.byKey.set(metric.key, series);
      this.allSeries.push(series);
      const name = labelOf(metric, metricNameLabel);
      const namesakes = this.byName.get(name);
      if (namesakes) namesakes.push(series);
      else this.byName.set(name, [series]);
    } else if (series === this.origin?.byKey.get(metric.key)) series = this.copyForWriting(series);
    return series;
  }

  /** Replaces a series of the origin by a copy. */
  private copyForWriting(shared: Series): Series {
    const copy = shared.copy();
    this.byKey.set(copy.metric.key, copy);
    for (const list of [this.allSeries, this.byName.get(labelOf(copy.metric, metricNameLabel))!]) {
      list[list.indexOf(shared)] = copy;
    }
    this.selections = new WeakMap();
    return copy;
  }

  select(selector: VectorSelector, version?: PrometheusVersion): readonly Series[] {
    let selection = this.selections.get(selector);
    if (!selection) {
      const candidates = this.candidatesFor(listMatchers(selector));
      if (candidates.length === 0) return noSeries;
      selection = { candidates, scannedCount: 0, series: noSeries };
      this.selections.set(selector, selection);
    }
    const { candidates, scannedCount } = selection;
    if (scannedCount < candidates.length) {
      const added = filterCandidates(candidates.slice(scannedCount), listMatchers(selector), version);
      if (added.length > 0) selection.series = [...selection.series, ...added];
      selection.scannedCount = candidates.length;
    }
    return selection.series;
  }

  /** Returns the series with the name that is matched, or all of them. */
  private candidatesFor(matchers: readonly LabelMatcher[]): readonly Series[] {
    const name = matchers.find(isNameMatcher);
    return name ? (this.byName.get(name.value) ?? noSeries) : this.allSeries;
  }

  selectMatching(matchers: readonly LabelMatcher[], version?: PrometheusVersion): readonly Series[] {
    return filterCandidates(this.candidatesFor(matchers), matchers, version);
  }

  all(): readonly Series[] {
    return this.allSeries;
  }
}

/** Filters candidates that have the matched name by the other matchers. */
function filterCandidates(
  candidates: readonly Series[],
  matchers: readonly LabelMatcher[],
  version?: PrometheusVersion,
): readonly Series[] {
  const name = matchers.find(isNameMatcher);
  const tests = matchers.filter((matcher) => matcher !== name).map((matcher) => compileLabelMatcher(matcher, version));
  return candidates.filter(({ metric }) => tests.every((test) => test(metric)));
}
