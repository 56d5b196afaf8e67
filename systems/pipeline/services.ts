import { counter } from "telltale";
import { processor } from "./processor.js";
import { pipeline } from "./system.js";

/** Turns raw messages of many sources into one form. */
export const normalization = pipeline.service(
  "normalization-service",
  processor("normalization_service", { topics: 2 }),
);

/** Adds metadata to messages, which it looks up and caches. */
export const enrichment = pipeline.service("enrichment-service", {
  ...processor("enrichment_service", { topics: 2 }),
  dependsOn: [normalization],
  cacheHits: counter("enrichment_service_cache_hits_total", { help: "Metadata found in the cache" }),
});

/** Aggregates messages to bars of open, high, low and close prices. */
export const aggregation = pipeline.service("aggregation-service", {
  ...processor("aggregation_service", { topics: 2 }),
  dependsOn: [enrichment],
  bars: counter("aggregation_service_bars_generated_total", { help: "Bars generated" }),
});

/** Writes bars to the materialised views that readers query, and to their cache. */
export const projection = pipeline.service("projection-service", {
  ...processor("projection_service", { topics: 2 }),
  dependsOn: [aggregation],
  projections: counter("projection_service_projections_updated_total", { help: "Materialised views updated" }),
});

/** The services, in the order in which a message passes them. */
export const services = { normalization, enrichment, aggregation, projection };

export const serviceNames = ["normalization", "enrichment", "aggregation", "projection"] as const;

export type ServiceName = (typeof serviceNames)[number];
