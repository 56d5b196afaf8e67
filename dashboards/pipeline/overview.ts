import { eventRate, firing, promql, redAbove, row, stat, stateTimeline, timeseries, up } from "telltale";
import { serviceDown, serviceUnhealthy } from "../../alerts/pipeline/health.js";
import { highDataQualityIssues, messageProcessingLag, noMessagesProcessed } from "../../alerts/pipeline/messages.js";
import { highErrorRate, highMemoryUsage, highRequestLatency } from "../../alerts/pipeline/performance.js";
import { indicators } from "../../recording-rules/pipeline/services.js";
import { limits } from "../../systems/pipeline/limits.js";
import {
  aggregation,
  enrichment,
  projection,
  type ServiceName,
  serviceNames,
  services,
} from "../../systems/pipeline/services.js";
import { pipeline } from "../../systems/pipeline/system.js";
import { titleOf } from "../../systems/pipeline/titles.js";
import { settings } from "./parts.js";

const alerts = [
  ...serviceDown,
  ...serviceUnhealthy,
  ...highRequestLatency,
  ...highErrorRate,
  ...highMemoryUsage,
  ...messageProcessingLag,
  ...noMessagesProcessed,
  ...highDataQualityIssues,
];

/** One series for each service, in the order in which a message passes them. */
function ofEach<Value>(value: (name: ServiceName) => Value): Readonly<Record<string, Value>> {
  return Object.fromEntries(serviceNames.map((name) => [name, value(name)]));
}

/** The document's overview takes the place of the generated one. */
export const overview = pipeline.dashboard("Data Processing Overview", {
  key: "overview",
  description: "Does data flow through all four services, and which of them is the problem?",
  ...settings,
  rows: [
    row("Stages", [
      stat("Alerts", promql`count(${firing(alerts)}) or vector(0)`, {
        description: "Alerts of the pipeline that fire now.",
        unit: "none",
        width: 4,
        thresholds: redAbove(1),
      }),
      serviceNames.map((name) =>
        stat(titleOf(name), indicators[name].messages, {
          key: `stage-${name}`,
          description: "Messages processed per second, at this moment. A click leads to the dashboard of the service.",
          unit: "ops",
          width: 5,
          color: "none",
          links: [titleOf(name)],
        }),
      ),
    ]),
    row("Messages", [
      timeseries(
        "Messages by service",
        ofEach((name) => indicators[name].messages),
        {
          description:
            "Messages processed per second. The first service in the pipeline that stops is the one to look at.",
          unit: "ops",
          min: 0,
        },
      ),
      timeseries(
        "Failed messages",
        ofEach((name) => indicators[name].failedMessages),
        {
          description: "Share of the messages that failed. MessageProcessingLag fires in the red.",
          unit: "percentunit",
          min: 0,
          thresholds: redAbove(limits.failedMessages),
        },
      ),
      timeseries(
        "Invalid messages",
        ofEach((name) => indicators[name].invalidMessages),
        {
          description: "Share of the messages that did not pass validation. HighDataQualityIssues fires in the red.",
          unit: "percentunit",
          min: 0,
          thresholds: redAbove(limits.invalidMessages),
        },
      ),
    ]),
    row("Results", [
      timeseries(
        "Bars and views",
        { bars: eventRate(aggregation.bars), views: eventRate(projection.projections) },
        { description: "Bars generated and materialised views updated per second.", unit: "ops", min: 0 },
      ),
      timeseries("Metadata from the cache", eventRate(enrichment.cacheHits), {
        description: "Lookups per second that the cache of the enrichment service answered.",
        unit: "ops",
        min: 0,
      }),
    ]),
    row("Services", [
      stateTimeline(
        "Up",
        ofEach((name) => promql`max(${up(services[name])})`),
        {
          description: "Whether Prometheus can scrape each service.",
          unit: "none",
          mappings: { "1": { text: "up", color: "green" }, "0": { text: "down", color: "red" } },
        },
      ),
      stateTimeline(
        "Health",
        ofEach((name) => promql`min(${services[name].healthy})`),
        {
          description: "What each service says of itself.",
          unit: "none",
          mappings: { "1": { text: "healthy", color: "green" }, "0": { text: "unhealthy", color: "red" } },
        },
      ),
      timeseries(
        "Errors",
        ofEach((name) => indicators[name].errors),
        {
          description: "Errors per second. HighErrorRate fires in the red.",
          unit: "ops",
          min: 0,
          thresholds: redAbove(limits.errorsPerSecond),
        },
      ),
      timeseries(
        "Latency",
        ofEach((name) => indicators[name].latency),
        {
          description: "95 % of the HTTP requests are served within this time. HighRequestLatency fires in the red.",
          unit: "s",
          min: 0,
          thresholds: redAbove(limits.latency),
        },
      ),
      timeseries(
        "Memory",
        ofEach((name) => promql`max(${services[name].memory})`),
        {
          description: "Memory of each service. HighMemoryUsage fires in the red.",
          unit: "decbytes",
          min: 0,
          thresholds: redAbove(limits.memory),
        },
      ),
    ]),
  ],
});
