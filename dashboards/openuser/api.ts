import { promql, red, redAbove, redTable, row, stat, timeseries, up, window, workerPanels } from "telltale";
import { apiErrors, apiLatency } from "../../recording-rules/openuser/requests.js";
import { api } from "../../systems/openuser/api.js";
import { limits } from "../../systems/openuser/limits.js";
import { openuser } from "../../systems/openuser/system.js";

const now = { width: 6 } as const;
const { process } = api.runtime;

/** In place of FastAPI Observability, which reads the metrics of its own demonstration. */
export const apiOverview = openuser.dashboard("API Overview", {
  key: "openuser-api",
  description: "Does the API answer correctly and in time, and are videos generated?",
  tags: ["service"],
  links: ["Application Logs", "Database Performance", "Cache Performance", "System Metrics"],
  rows: [
    row("Now", [
      stat("Processes down", promql`count(${up(api)} == 0) or vector(0)`, {
        ...now,
        description: "Processes of the API that do not answer a scrape. APIDown fires when none does.",
        unit: "none",
        thresholds: redAbove(1),
      }),
      stat("Errors now", apiErrors, {
        ...now,
        description:
          "Share of the requests that failed. HighErrorRate fires when it stays in the red for five minutes.",
        thresholds: redAbove(limits.errors, { warn: limits.errors / 2 }),
      }),
      stat("95th percentile", apiLatency, {
        ...now,
        description: "95 % of the requests are served within this time. HighResponseTime fires in the red.",
        thresholds: redAbove(limits.latency, { warn: limits.latency / 2 }),
      }),
      stat("Connections now", promql`sum(${api.connections})`, {
        ...now,
        description: "Connections to the API that are open.",
        unit: "short",
        color: "none",
      }),
    ]),
    row("Traffic", red(api.http, { status: "status", errorLimit: limits.errors, latencyLimit: limits.latency })),
    row("Endpoints", [
      redTable(api.http, { by: ["endpoint"], errorLimit: limits.errors, latencyLimit: limits.latency, width: 12 }),
      red(api.http, { by: ["endpoint"], errorLimit: limits.errors, latencyLimit: limits.latency, width: 12 }),
    ]),
    row("Videos", workerPanels(api.videos, { name: "Videos", by: ["mode"], errorLimit: limits.videoErrors })),
    row("Processes", [
      timeseries("CPU", promql`max by (instance) (rate(${process.cpu}[${window}]))`, {
        description: "CPU time per second of each process. One process of Python cannot use more than one CPU.",
        unit: "percentunit",
        legend: "{{instance}}",
        min: 0,
        thresholds: redAbove(limits.cpu),
      }),
      timeseries("Memory", promql`max by (instance) (${process.memory})`, {
        description: "Memory of each process.",
        unit: "decbytes",
        legend: "{{instance}}",
        min: 0,
        thresholds: redAbove(limits.memory),
      }),
      timeseries("Connections", promql`sum by (instance) (${api.connections})`, {
        description: "Connections that are open, by process.",
        unit: "short",
        legend: "{{instance}}",
        min: 0,
      }),
      timeseries("Up", promql`sum(${up(api)}) or vector(0)`, {
        description: "Processes of the API that answer a scrape.",
        unit: "short",
        legend: "processes",
        min: 0,
      }),
    ]),
  ],
});
