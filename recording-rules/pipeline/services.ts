import { errorRatio, eventRate, latency, promql, requestRate, signal, up } from "telltale";
import { type ServiceName, services } from "../../systems/pipeline/services.js";
import { pipeline } from "../../systems/pipeline/system.js";

/** The indicators of each service: alerts fire on these series, and dashboards show them. */
export const indicators = {
  normalization: recordIndicators("normalization"),
  enrichment: recordIndicators("enrichment"),
  aggregation: recordIndicators("aggregation"),
  projection: recordIndicators("projection"),
};

export type ServiceIndicators = (typeof indicators)[ServiceName];

function recordIndicators(name: ServiceName) {
  // The names end in 5m, so the window must not follow the project's default.
  const options = { window: "5m" } as const;
  const service = services[name];
  const prefix = `job:${name}_service` as const;
  return {
    name,
    service,
    latency: pipeline.recordingRule(
      `${prefix}_request_duration_seconds:p95_rate5m`,
      latency(service.http, 0.95),
      options,
    ),
    errors: pipeline.recordingRule(`${prefix}_errors:rate5m`, eventRate(service.errors), options),
    messages: pipeline.recordingRule(`${prefix}_messages_processed:rate5m`, messageRate(name), options),
    failedMessages: pipeline.recordingRule(
      `${prefix}_message_failures_per_message:ratio_rate5m`,
      errorRatio(service.messages),
      options,
    ),
    invalidMessages: pipeline.recordingRule(
      `${prefix}_message_validation_errors_per_message:ratio_rate5m`,
      errorRatio(service.validation),
      options,
    ),
  };
}

/** The messages per second: 0, too, for a service that runs and has not processed one yet, which has no series. */
function messageRate(name: ServiceName) {
  const service = services[name];
  return signal("Messages", {
    query: promql`${requestRate(service.messages)} or 0 * max by (job) (${up(service)})`,
    unit: "ops",
    by: ["job"],
    description: "Messages processed per second, whether that succeeded or not.",
  });
}
