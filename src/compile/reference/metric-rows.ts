import { type AnyMetric, isHistogram, isSummary, seriesOf } from "../../model/metric/any-metric.js";
import { cardinality } from "../../model/metric/label.js";
import { type CatalogueService, servicesOf } from "../../model/system/catalogue.js";
import type { SystemFacts } from "../../model/system/system.js";
import type { Matcher } from "../../promql/index.js";
import { sortBy } from "../sort-by.js";
import type { Use } from "./collect-uses.js";

/** A service with its metrics; of an exporter, those that something reads. */
export interface ServiceMetrics {
  readonly service: string;
  /** Says how many metrics an exporter has that nothing reads; empty for other services. */
  readonly note: string;
  readonly metrics: readonly MetricRow[];
}

interface MetricRow {
  readonly name: string;
  readonly type: string;
  readonly unit: string;
  /** The labels that the process itself adds, with about how many values each has. */
  readonly labels: string;
  /** About how many series there are, of all targets. Of an exporter nothing is known: its labels go together. */
  readonly series: string;
  readonly help: string;
  readonly uses: string;
}

type UsesBySeries = ReadonlyMap<string, readonly Use[]>;

/** Lists the metrics of a system's services, with who reads them. */
export function metricRows(system: SystemFacts, uses: UsesBySeries): readonly ServiceMetrics[] {
  return servicesOf(system).map((service) => {
    const rows = service.metrics.map((metric) => metricRow(metric, service, uses));
    const metrics = service.exporter ? rows.filter((row) => row.uses !== "") : rows;
    return { service: service.name, note: describeRest(metrics.length, rows.length), metrics };
  });
}

function describeRest(listed: number, all: number): string {
  if (listed === all) return "";
  return listed === 0
    ? `Nothing here reads its ${all} metrics.`
    : `Of ${all} metrics, those that something here reads.`;
}

function metricRow(metric: AnyMetric, service: CatalogueService, uses: UsesBySeries): MetricRow {
  const { name, type, unit = "", help, labels } = metric;
  const own = Object.entries(labels).filter(([label, spec]) => service.addedLabels[label] !== spec);
  return {
    ...{ name, type, unit, help: help.replace(/\.$/, "") },
    labels: own.map(([label, spec]) => `${label} (${cardinality(spec)})`).join(", "),
    series: service.exporter ? "" : String(countSeries(metric, service)),
    uses: describeUses(
      seriesOf(metric).flatMap((series) => uses.get(series.name) ?? []),
      service,
    ),
  };
}

/** About how many series all targets expose: every combination of label values, for each bucket. */
function countSeries(metric: AnyMetric, { selector }: CatalogueService): number {
  const free = Object.entries(metric.labels).filter(([label]) => !Object.hasOwn(selector, label));
  const combinations = free.reduce((product, [, spec]) => product * cardinality(spec), 1);
  if (isHistogram(metric)) return combinations * (metric.buckets.length + 3);
  return combinations * (isSummary(metric) ? metric.quantiles.length + 2 : 1);
}

function describeUses(uses: readonly Use[], { selector }: CatalogueService): string {
  const isOther = ({ label, operator, value }: Matcher) =>
    operator === "=" && Object.hasOwn(selector, label) && selector[label] !== value;
  const own = uses.filter(({ matchers }) => !matchers.some(isOther));
  return (["alerts", "rules", "dashboards"] as const)
    .flatMap((kind) => {
      const names = new Set(own.flatMap((use) => (use.kind === kind ? [use.name] : [])));
      return names.size === 0 ? [] : [`${kind}: ${sortBy([...names], (name) => name).join(", ")}`];
    })
    .join("; ");
}
