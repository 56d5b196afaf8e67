import type { Span } from "../../diagnostics/diagnostic.js";
import type { AnyMetric } from "../../model/metric/metric.js";
import type { EstateSubject } from "../check.js";

/** A metric of the catalogue, and where the user wrote it down. */
export interface DeclaredMetric {
  readonly metric: AnyMetric;
  /** In the user's words: `metric "cart_orders_total"`. */
  readonly name: string;
  readonly span: Span;
}

/**
 * The metrics that the user declared, each once. What an exporter exposes nobody here can change; and where a catalogue
 * comes without its definitions, as when files from outside are checked, there is nothing to say about them.
 */
export function declaredMetrics(estate: EstateSubject): DeclaredMetric[] {
  const { catalogue } = estate.context;
  if (!catalogue) return [];
  const exporters = new Set(catalogue.services.filter(({ exporter }) => exporter).map(({ name }) => name));
  const declared = new Map<string, DeclaredMetric>();
  for (const [series, { metric, owners }] of catalogue.series) {
    if (metric === undefined || declared.has(metric.name)) continue;
    if (owners.every(({ service }) => exporters.has(service))) continue;
    const span = estate.locateMetric(series);
    if (span) declared.set(metric.name, { metric, name: `metric "${metric.name}"`, span });
  }
  return [...declared.values()];
}
