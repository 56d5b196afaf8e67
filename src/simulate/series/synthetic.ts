import { type AnyMetric, isHistogram, isNativeHistogram, isSummary, seriesOf } from "../../model/metric/any-metric.js";
import { buildCatalogue } from "../../model/system/catalogue.js";
import type { ServiceFacts } from "../../model/system/service.js";
import type { SystemFacts } from "../../model/system/system.js";
import type { Store } from "../../promql/evaluate/index.js";
import type { Expr, PrometheusVersion } from "../../promql/index.js";
import type { Family, SeriesLabels } from "./family.js";
import { enumerateLabelSets, ownLabels } from "./label-sets.js";
import { collectRequestedValues, type RequestedValues } from "./requested-values.js";
import { type Schedule, type TimeRange, uninterrupted } from "./schedule.js";
import { scrape } from "./scrape.js";
import { syntheticCounter } from "./synthetic-counter.js";
import { syntheticGauge, syntheticInfo } from "./synthetic-gauge.js";
import { syntheticHistogram, syntheticNativeHistogram, syntheticSummary } from "./synthetic-histogram.js";
import { createTargets } from "./targets.js";

/** Options for series generated from a catalogue. Times are in milliseconds. */
export interface SyntheticOptions {
  readonly start: number;
  readonly end: number;
  /** The scrape interval. */
  readonly interval: number;
  /** The scraping release, which decides the format of bucket bounds. */
  readonly version: PrometheusVersion;
  /** Seed of the values. @default "telltale" */
  readonly seed?: string;
  /** Maximum number of series of one metric in one process. @default 2000 */
  readonly maxSeries?: number;
  /** Expressions whose selectors should match series, if the labels allow it. */
  readonly expressions?: readonly Expr[];
  /** Ranges without any scrape. */
  readonly gaps?: readonly TimeRange[];
}

const defaultMaxSeries = 2000;

/**
 * Writes synthetic series for everything that a system exposes: every metric of every process, with labels and
 * cardinalities as in the catalogue. Counters never fall, the buckets, sum and count of a histogram are consistent, and
 * gauges stay in a range that suits their unit.
 *
 * @example
 * const store = createStore();
 * writeSyntheticSeries(store, qnt9, { start: 0, end: 3_600_000, interval: 60_000, version: { major: 3, minor: 5 } });
 */
export function writeSyntheticSeries(store: Store, system: SystemFacts, options: SyntheticOptions): void {
  const { start, end, interval, gaps = [], version, expressions = [] } = options;
  const catalogue = buildCatalogue(system);
  const requested = collectRequestedValues(system, catalogue, expressions, version);
  const targets = createTargets(system, requested.known);
  const schedule: Schedule = { start, end, interval, gaps };
  for (const service of catalogue.services) {
    const metrics = service.metrics.map((metric) => ({
      families: createFamilies(metric, service, requested, options),
      isInfo: metric.type === "info",
    }));
    (targets.get(service.name) ?? []).forEach(({ labels }, number) => {
      // A process exposes one series of an info metric, such as its version; processes differ.
      const exposed = metrics.flatMap(({ families, isInfo }) =>
        isInfo ? [families[number % families.length]!] : families,
      );
      scrape(store, schedule, uninterrupted(labels), exposed);
    });
  }
}

function createFamilies(
  metric: AnyMetric,
  service: ServiceFacts,
  requested: RequestedValues,
  options: SyntheticOptions,
): Family[] {
  const { maxSeries = defaultMaxSeries, version, seed = "telltale" } = options;
  const requestedLabels = seriesOf(metric).flatMap(({ name }) => requested.byMetric.get(name) ?? []);
  const limit = Math.max(1, Math.floor(maxSeries / seriesPerLabelSet(metric)));
  const sets = enumerateLabelSets(ownLabels(metric, service), requested.known, requestedLabels, limit);
  const native = isHistogram(metric) ? metric.native : undefined;
  const parts = native ? [metric, native] : [metric];
  return parts.flatMap((part) => sets.map((labels) => createSyntheticFamily(part, labels, seed, version)));
}

/** Creates the series of a metric for one set of its own labels. */
export function createSyntheticFamily(
  metric: AnyMetric,
  labels: SeriesLabels,
  seed: string,
  version: PrometheusVersion,
): Family {
  if (isHistogram(metric)) return syntheticHistogram(metric, labels, seed, version);
  if (isNativeHistogram(metric)) return syntheticNativeHistogram(metric, labels, seed);
  if (isSummary(metric)) return syntheticSummary(metric, labels, seed, version);
  if (metric.type === "counter") return syntheticCounter(metric, labels, seed);
  return metric.type === "info" ? syntheticInfo(metric, labels) : syntheticGauge(metric, labels, seed);
}

/** Number of series for one label set. */
function seriesPerLabelSet(metric: AnyMetric): number {
  if (isHistogram(metric)) return metric.buckets.length + (metric.native ? 4 : 3);
  return isSummary(metric) ? metric.quantiles.length + 2 : 1;
}
