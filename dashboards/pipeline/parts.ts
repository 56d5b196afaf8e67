import { promql, red, redAbove, redTable, row, stat, timeseries, up, window } from "telltale";
import { indicators } from "../../recording-rules/pipeline/services.js";
import { limits } from "../../systems/pipeline/limits.js";
import { type ServiceName, services } from "../../systems/pipeline/services.js";

const now = { width: 4 } as const;

/** The series that the alerts of a service fire on, at this moment. */
export function nowRow(name: ServiceName) {
  const { messages, failedMessages, errors, latency } = indicators[name];
  const { healthy, memory } = services[name];
  return row("Now", [
    stat("Health", promql`min(${healthy})`, {
      ...now,
      description: "The service's own judgement. ServiceUnhealthy fires when it stays unhealthy for two minutes.",
      unit: "none",
      mappings: { "1": { text: "healthy", color: "green" }, "0": { text: "unhealthy", color: "red" } },
    }),
    stat("Messages now", messages, {
      ...now,
      description: "Messages processed per second. NoMessagesProcessed fires when it stays at 0.",
      color: "none",
    }),
    stat("Failed messages", failedMessages, {
      ...now,
      description: "Share of the messages that failed. MessageProcessingLag fires in the red.",
      thresholds: redAbove(limits.failedMessages, { warn: limits.failedMessages / 2 }),
    }),
    stat("Errors now", errors, {
      ...now,
      description: "Errors per second. HighErrorRate fires when it stays in the red for five minutes.",
      thresholds: redAbove(limits.errorsPerSecond, { warn: limits.errorsPerSecond / 2 }),
    }),
    stat("95th percentile", latency, {
      ...now,
      description: "95 % of the requests are served within this time. HighRequestLatency fires in the red.",
      thresholds: redAbove(limits.latency, { warn: limits.latency / 2 }),
    }),
    stat("Memory now", promql`max(${memory})`, {
      ...now,
      description: "Memory of the process. HighMemoryUsage fires in the red.",
      unit: "decbytes",
      thresholds: redAbove(limits.memory, { warn: 0.8 * limits.memory }),
    }),
  ]);
}

/** Messages: how many, which share fails, how long one takes; and by topic. */
export function messagesRow(name: ServiceName) {
  const { messages } = services[name];
  return row("Messages", [
    red(messages, { name: "Message", errorLimit: limits.failedMessages }),
    redTable(messages, { by: ["topic", "message_type"], width: 12 }),
    timeseries("Invalid messages", indicators[name].invalidMessages, {
      description: "Share of the messages that did not pass validation. HighDataQualityIssues fires in the red.",
      min: 0,
      width: 12,
      thresholds: redAbove(limits.invalidMessages),
    }),
  ]);
}

/** HTTP requests: rate, errors, latency. */
export function requestsRow(name: ServiceName) {
  return row("HTTP requests", red(services[name].http, { status: "status", latencyLimit: limits.latency }));
}

/** The errors of the service, its resources and its health. */
export function processRow(name: ServiceName) {
  const service = services[name];
  return row("Process", [
    timeseries("Errors by type", promql`sum by (error_type, component) (rate(${service.errors}[${window}]))`, {
      description: "Errors per second, by their type and the component that met them.",
      unit: "ops",
      legend: "{{error_type}} in {{component}}",
      stack: "normal",
      width: 24,
    }),
    timeseries("Memory", promql`max by (job) (${service.memory})`, {
      description: "Memory of the process.",
      unit: "decbytes",
      legend: "{{job}}",
      min: 0,
      thresholds: redAbove(limits.memory),
    }),
    timeseries("Connections", promql`sum by (job) (${service.connections})`, {
      description: "Connections that are open.",
      unit: "short",
      legend: "{{job}}",
      min: 0,
    }),
    timeseries("Up", promql`max by (job) (${up(service)})`, {
      description: "1 while Prometheus can scrape the service. ServiceDown fires when it cannot for a minute.",
      unit: "none",
      legend: "{{job}}",
      min: 0,
      max: 1,
    }),
    timeseries("Healthy", promql`min by (job) (${service.healthy})`, {
      description: "1 while the service finds itself healthy.",
      unit: "none",
      legend: "{{job}}",
      min: 0,
      max: 1,
    }),
  ]);
}

/** Settings of all dashboards: the document asks for the last hour, and a refresh every 30 seconds. */
export const settings = { last: "1h", refresh: "30s" } as const;
