import { down } from "telltale";
import { aggregation, enrichment, normalization, projection } from "./services.js";

/** The condition that a service is down: it has an alert of its own, and keeps the others of the service firing. */
export const outages = {
  normalization: down(normalization),
  enrichment: down(enrichment),
  aggregation: down(aggregation),
  projection: down(projection),
};
