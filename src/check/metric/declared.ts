import type { Span } from "../../diagnostics/diagnostic.js";
import type { AnyMetric } from "../../model/metric.js";
import type { EstateSubject } from "../check.js";

/** A metric of the catalogue, and where the user wrote it down. */
export interface DeclaredMetric {
  readonly metric: AnyMetric;
  /** In the user's words: `metric "cart_orders_total"`. */
  readonly name: string;
  readonly span: Span | undefined;
}

/** The metrics that the user declared, each once. What an exporter exposes nobody here can change. */
export function declaredMetrics(estate: EstateSubject): DeclaredMetric[] {
  const { catalogue } = estate.surroundings;
  if (!catalogue) return [];
  const exporters = new Set(catalogue.services.filter(({ exporter }) => exporter).map(({ name }) => name));
  const declared = new Map<string, DeclaredMetric>();
  for (const { metric, owners } of catalogue.series.values()) {
    if (metric === undefined || declared.has(metric.name)) continue;
    if (owners.every(({ service }) => exporters.has(service))) continue;
    declared.set(metric.name, { metric, name: `metric "${metric.name}"`, span: estate.locateMetric(metric.name) });
  }
  return [...declared.values()];
}
