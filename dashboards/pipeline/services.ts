import { eventRate, row, timeseries } from "telltale";
import { aggregation, enrichment, projection } from "../../systems/pipeline/services.js";
import { pipeline } from "../../systems/pipeline/system.js";
import { messagesRow, nowRow, processRow, requestsRow, settings } from "./parts.js";

export const normalizationDashboard = pipeline.dashboard("Normalization Service", {
  key: "normalization-service",
  description: "Are raw messages read and turned into one form, and which of them are refused?",
  tags: ["service"],
  ...settings,
  rows: [
    nowRow("normalization"),
    messagesRow("normalization"),
    requestsRow("normalization"),
    processRow("normalization"),
  ],
});

export const enrichmentDashboard = pipeline.dashboard("Enrichment Service", {
  key: "enrichment-service",
  description: "Do messages get their metadata, and does the cache spare lookups?",
  tags: ["service"],
  ...settings,
  rows: [
    nowRow("enrichment"),
    messagesRow("enrichment"),
    row("Metadata", [
      timeseries("Metadata from the cache", eventRate(enrichment.cacheHits), {
        description:
          "Lookups per second that the cache answered. Misses are not counted, so there is no hit ratio: compare it with " +
          "the messages per second.",
      }),
      timeseries("Messages per second", eventRate(enrichment.messages.requests, { by: ["topic"] }), {
        description: "Messages processed per second, by topic.",
        stack: "normal",
      }),
    ]),
    requestsRow("enrichment"),
    processRow("enrichment"),
  ],
});

export const aggregationDashboard = pipeline.dashboard("Aggregation Service", {
  key: "aggregation-service",
  description: "Are bars of open, high, low and close prices made in time?",
  tags: ["service"],
  ...settings,
  rows: [
    nowRow("aggregation"),
    messagesRow("aggregation"),
    row("Bars", [
      timeseries("Bars", eventRate(aggregation.bars, { per: "minute" }), {
        description:
          "Bars generated per minute. It falls to 0 where no message arrives, such as outside of trading hours.",
      }),
    ]),
    requestsRow("aggregation"),
    processRow("aggregation"),
  ],
});

export const projectionDashboard = pipeline.dashboard("Projection Service", {
  key: "projection-service",
  description: "Do the views that readers query follow what happens?",
  tags: ["service"],
  ...settings,
  rows: [
    nowRow("projection"),
    messagesRow("projection"),
    row("Views", [
      timeseries("Projections", eventRate(projection.projections), {
        description: "Materialised views updated per second.",
      }),
    ]),
    requestsRow("projection"),
    processRow("projection"),
  ],
});
