import { resolveJob } from "../../compile/collection/resolve-jobs.js";
import type { Artifact } from "../../compile/compiled.js";
import { collectUses } from "../../compile/reference/collect-uses.js";
import { formatCount } from "../../diagnostics/format-count.js";
import { durationMs } from "../../model/definition/duration.js";
import { type AnyMetric, seriesOf } from "../../model/metric/any-metric.js";
import type { Prices, SystemCostSettings } from "../../model/project/cost-settings.js";
import type { Settings } from "../../model/project/project.js";
import { type CatalogueService, servicesOf } from "../../model/system/catalogue.js";
import type { SystemFacts } from "../../model/system/system.js";
import { compileMatcher } from "../../promql/index.js";
import { estimateSeries, type SharedTargets, sharedTargets } from "./estimate-series.js";

/** A metric of a service, with about how many series it has. */
export interface MetricCost {
  readonly metric: string;
  readonly type: string;
  readonly series: number;
  /** True if a rule or a dashboard reads it. */
  readonly isUsed: boolean;
}

/** A service with its metrics, those with the most series first. */
export interface ServiceCost {
  readonly service: string;
  /** The job that scrapes it; undefined for one that no collection scrapes. */
  readonly job: string | undefined;
  readonly interval: string;
  readonly series: number;
  readonly samplesPerMinute: number;
  readonly metrics: readonly MetricCost[];
}

/** A line of the bill. */
export interface CostLine {
  readonly item: "fee" | "metrics" | "logs" | "traces";
  /** How it comes about, in words. */
  readonly because: string;
  readonly dollars: number;
}

/** Metrics of a service that nothing reads. */
export interface UnusedMetrics {
  readonly service: string;
  readonly series: number;
  /** A regular expression of their names, for `drop` of its job. */
  readonly drop: string;
}

/** The prices that a bill goes by. */
export interface PriceList extends Pick<Prices, "plan" | "asOf"> {
  /** True if the configuration has no prices, and the environment may be one that nobody sends a bill for. */
  readonly isAssumed: boolean;
}

/** What it takes to collect and to keep the telemetry of a system in one environment, for a month. */
export interface SystemCost {
  readonly system: string;
  readonly environment: string;
  readonly series: number;
  readonly samplesPerMinute: number;
  readonly services: readonly ServiceCost[];
  readonly prices: PriceList;
  readonly lines: readonly CostLine[];
  readonly dollars: number;
  readonly unused: readonly UnusedMetrics[];
  /** The price of what is collected and never used. */
  readonly unusedDollars: number;
}

export interface EstimateOptions {
  readonly settings: Settings;
  /** The artifacts of the system in the environment, and those of others that use its services. */
  readonly artifacts: readonly Artifact[];
  readonly prices: Prices;
  readonly isAssumed: boolean;
  readonly given: SystemCostSettings;
}

/**
 * Estimates the cost of a system, as it is in one environment. A service of another system counts there, unless a job of
 * this one collects it.
 */
export function estimateCost(system: SystemFacts, options: EstimateOptions): SystemCost {
  const { settings, artifacts, prices, isAssumed, given } = options;
  const uses = collectUses(artifacts);
  const isUsed = (metric: AnyMetric) => seriesOf(metric).some(({ name }) => uses.has(name));
  const all = servicesOf(system);
  const shared = sharedTargets(system, all);
  const services = all
    // Without a selector, its series belong to no target: the store writes them itself.
    .filter(({ selector }) => Object.keys(selector).length > 0)
    .map((service) => ({ service, collected: collectedBy(system, service, settings) }))
    .filter(({ service, collected }) => service.system === system.name || collected.job !== undefined)
    .map(({ service, collected }) => serviceCost(service, collected, shared, isUsed))
    .sort((one, other) => other.series - one.series);
  const series = sum(services, (one) => one.series);
  const samplesPerMinute = sum(services, (one) => one.samplesPerMinute);
  const unused = services.flatMap(unusedMetrics);
  const lines = bill({ series, samplesPerMinute, ...given }, prices);
  const dollars = sum(lines, (line) => line.dollars);
  const rest = 1 - sum(unused, (one) => one.series) / Math.max(series, 1);
  const withoutUnused = bill({ series: series * rest, samplesPerMinute: samplesPerMinute * rest, ...given }, prices);
  return {
    ...{ system: system.name, environment: settings.environment, series, samplesPerMinute, services },
    ...{ prices: { plan: prices.plan, asOf: prices.asOf, isAssumed }, lines, dollars, unused },
    unusedDollars: round(dollars - sum(withoutUnused, (line) => line.dollars)),
  };
}

/** The interval at which a service is scraped, and the names that are dropped: those of its job, if it has one. */
function collectedBy({ definitions }: SystemFacts, { name }: CatalogueService, settings: Settings) {
  const jobs = definitions.flatMap((one) =>
    one.kind === "collection" ? one.jobs.map((job) => ({ collection: one, job })) : [],
  );
  const found = jobs.find(({ job }) => job.service?.name === name);
  const resolved = found && resolveJob(found.job, settings, found.collection);
  const { name: job, interval = settings.scrapeInterval, drop = [] } = resolved ?? {};
  return { job, interval, drop };
}

function serviceCost(
  service: CatalogueService,
  { job, interval, drop }: ReturnType<typeof collectedBy>,
  shared: SharedTargets,
  isUsed: (metric: AnyMetric) => boolean,
): ServiceCost {
  const dropped = drop.map((pattern) => compileMatcher(pattern));
  const metrics = service.metrics
    .filter((metric) => !seriesOf(metric).every(({ name }) => dropped.some((matcher) => matcher.test(name))))
    .map((metric) => ({
      ...{ metric: metric.name, type: metric.type, series: estimateSeries(metric, service, shared) },
      isUsed: isUsed(metric),
    }))
    .sort((one, other) => other.series - one.series);
  const series = sum(metrics, (one) => one.series);
  const samplesPerMinute = Math.round(series * (60_000 / (durationMs(interval) ?? 60_000)));
  return { service: service.name, job, interval, series, samplesPerMinute, metrics };
}

function unusedMetrics({ service, metrics }: ServiceCost): readonly UnusedMetrics[] {
  const unused = metrics.filter((metric) => !metric.isUsed);
  if (unused.length === 0) return [];
  const names = unused.map(({ metric, type }) =>
    type === "histogram" || type === "summary" ? `${metric}(_bucket|_sum|_count)?` : metric,
  );
  return [{ service, series: sum(unused, (one) => one.series), drop: names.sort().join("|") }];
}

interface Volumes {
  readonly series: number;
  readonly samplesPerMinute: number;
  readonly logs?: number;
  readonly traces?: number;
}

function bill({ series, samplesPerMinute, logs = 0, traces = 0 }: Volumes, prices: Prices): readonly CostLine[] {
  const bySamples = Math.round(samplesPerMinute / prices.series.samplesPerMinute);
  const billed = Math.max(Math.round(series), bySamples);
  const beyond = Math.max(0, billed - prices.series.included);
  const reason =
    bySamples > Math.round(series)
      ? `${format(samplesPerMinute)} samples a minute count as ${format(billed)} series`
      : `${format(billed)} series`;
  const volume = (item: "logs" | "traces", gigabytes: number): CostLine => {
    const { included, perGigabyte } = prices[item];
    const dollars = round(Math.max(0, gigabytes - included) * perGigabyte);
    return { item, because: `${gigabytes} GB, ${included} GB included, $${perGigabyte} for each more`, dollars };
  };
  return [
    { item: "fee", because: prices.plan, dollars: prices.fee },
    {
      item: "metrics",
      because: `${reason}, ${format(prices.series.included)} included, $${prices.series.perThousand} for each thousand more`,
      dollars: round((beyond / 1000) * prices.series.perThousand),
    },
    volume("logs", logs),
    volume("traces", traces),
  ];
}

/** Cents are precise enough for an estimate. */
function round(dollars: number): number {
  return Math.round(dollars * 100) / 100;
}

function sum<T>(list: readonly T[], value: (one: T) => number): number {
  return round(list.reduce((total, one) => total + value(one), 0));
}

export function format(count: number): string {
  return formatCount(Math.round(count));
}
