import type { Span } from "../../diagnostics/diagnostic.js";
import type { AnyMetric } from "../../model/metric/any-metric.js";
import type { EstateSubject } from "../check.js";

/** A metric of the catalogue with the span of its definition. */
export interface DeclaredMetric {
  readonly metric: AnyMetric;
  /** In the user's words: `metric "cart_orders_total"`. */
  readonly name: string;
  readonly span: Span;
}

/**
 * Returns the metrics that the user declared, each once. Skips metrics of exporters and client libraries, which users
 * cannot change, and metrics without a definition to point at, as in a catalogue for files from outside.
 */
export function declaredMetrics(estate: EstateSubject): DeclaredMetric[] {
  const { catalogue } = estate.context;
  if (!catalogue) return [];
  const exporters = new Set(catalogue.services.filter(({ exporter }) => exporter).map(({ name }) => name));
  const declared = new Map<string, DeclaredMetric>();
  for (const [series, { metric, owners }] of catalogue.series) {
    if (metric === undefined || metric.exporter || declared.has(metric.name)) continue;
    if (owners.every(({ system, service }) => system !== catalogue.system || exporters.has(service))) continue;
    const span = estate.locateMetric(series);
    if (span) declared.set(metric.name, { metric, name: `metric "${metric.name}"`, span });
  }
  return [...declared.values()];
}
