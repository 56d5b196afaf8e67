import {
  cpuUse,
  eventRate,
  latency,
  promql,
  quantile,
  redAbove,
  redTable,
  requestRate,
  row,
  stat,
  stateTimeline,
  type Thresholds,
  timeseries,
  up,
  workerPanels,
} from "telltale";
import { errors, slowest } from "../../recording-rules/autoserve/requests.js";
import { memoryInUse } from "../../recording-rules/autoserve/saturation.js";
import * as slos from "../../slos/autoserve/services.js";
import { backend } from "../../systems/autoserve/backend.js";
import { containers } from "../../systems/autoserve/infrastructure.js";
import { limits } from "../../systems/autoserve/limits.js";
import { mlController } from "../../systems/autoserve/ml-controller.js";
import { autoserve } from "../../systems/autoserve/system.js";
import { celery } from "../../systems/autoserve/worker.js";

const now = { width: 6 } as const;
const half = { width: 12, min: 0 } as const;
const fromZero = { min: 0 } as const;
const where = { namespace: "autoserve-prod" } as const;

/** Red when the budget is overspent. */
const budgetLeft: Thresholds = {
  base: "red",
  steps: [
    { from: 0, color: "yellow" },
    { from: 0.25, color: "green" },
  ],
};

/** The error budgets that remain, and the values that alerts fire on, at this moment. */
const objectives = row("Objectives", [
  stat("Availability budget", promql`min(${slos.availability.series.budgetRemaining})`, {
    ...now,
    description: "Share of the error budget of 30 days that is left: one request in a thousand may fail.",
    unit: "percentunit",
    thresholds: budgetLeft,
  }),
  stat("Latency budget", promql`min(${slos.latency.series.budgetRemaining})`, {
    ...now,
    description: "Share of the budget that is left: one request in twenty may take longer than 500 ms.",
    unit: "percentunit",
    thresholds: budgetLeft,
  }),
  stat("Errors now", errors, {
    ...now,
    description: "Share of the requests that fail. HighErrorRate fires when it stays in the red for five minutes.",
    unit: "percentunit",
    thresholds: redAbove(limits.errors, { warn: limits.errors / 10 }),
  }),
  stat("95th percentile now", slowest, {
    ...now,
    description: "95 % of the requests are served within this time. HighLatency fires in the red.",
    unit: "s",
    thresholds: redAbove(limits.latency, { warn: limits.latency / 2 }),
  }),
]);

export const application = autoserve.dashboard("Application Overview", {
  description: "Are requests and tasks served correctly and in time, and with which resources?",
  tags: ["service"],
  links: ["Database Performance", "ML Scaling", "Kubernetes Infrastructure", "Logs", "Traces"],
  rows: [
    objectives,
    row("Request rate and error rate", [
      timeseries("Requests", requestRate(backend.http, { by: ["status"] }), {
        ...fromZero,
        description: "Requests per second, by status.",
        stack: "normal",
        legend: "{{status}}",
      }),
      timeseries("Errors", errors, {
        ...fromZero,
        description: "Share of the requests that fail. HighErrorRate fires in the red.",
        unit: "percentunit",
        thresholds: redAbove(limits.errors),
      }),
      timeseries("Requests in flight", promql`sum by (endpoint) (${backend.inFlight})`, {
        ...fromZero,
        description: "Requests that are being served, by endpoint. They grow when the backend cannot keep up.",
        unit: "short",
        legend: "{{endpoint}}",
      }),
    ]),
    row("Response time percentiles (p50, p95, p99)", [
      timeseries(
        "Response time",
        { p50: latency(backend.http, 0.5), p95: slowest, p99: latency(backend.http, 0.99) },
        {
          ...half,
          description: "Half, 95 % and 99 % of the requests are served within this time. HighLatency fires in the red.",
          unit: "s",
          thresholds: redAbove(limits.latency),
        },
      ),
      redTable(backend.http, {
        by: ["endpoint"],
        errorLimit: limits.errors,
        latencyLimit: limits.latency,
        width: 12,
      }),
    ]),
    row("Active users and sessions", [
      timeseries("Sessions", promql`sum(${backend.sessions})`, {
        ...half,
        description: "Sessions that are active. Users are not counted: one may have several sessions.",
        unit: "short",
        legend: "sessions",
      }),
      timeseries("Registrations", eventRate(backend.registrations, { per: "hour" }), {
        ...half,
        description: "Users who register, per hour.",
      }),
    ]),
    row("Task queue depth and processing rate", [
      workerPanels(celery.tasks, {
        by: ["task"],
        errorLimit: limits.failedTasks,
        durationLimit: limits.taskTime,
      }),
      timeseries(
        "Processing time",
        { p50: quantile(celery.processing, 0.5), p95: quantile(celery.processing, 0.95) },
        { ...fromZero, description: "Time of the processing alone, as the worker measures it inside of a task." },
      ),
      timeseries("Workers", promql`sum(${celery.workers})`, {
        ...fromZero,
        description: "Celery workers that are active.",
        unit: "short",
        legend: "workers",
      }),
      timeseries(
        "Tasks of users",
        {
          created: eventRate(backend.tasks.created),
          completed: eventRate(backend.tasks.completed),
          failed: eventRate(backend.tasks.failed),
        },
        { ...fromZero, description: "Tasks per second, as the backend counts them.", unit: "ops" },
      ),
      timeseries(
        "Records",
        { processed: eventRate(celery.records), errors: eventRate(celery.recordErrors) },
        { ...fromZero, description: "Records processed, and errors in their processing, per second.", unit: "ops" },
      ),
    ]),
    row("Resource utilization (CPU, memory)", [
      timeseries("CPU", cpuUse(containers, { where }), {
        ...half,
        description: "Cores that each container uses.",
      }),
      timeseries("Memory of limit", memoryInUse, {
        ...half,
        description: "Memory of each container, as a share of its limit. HighMemoryUsage fires in the red.",
        unit: "percentunit",
        thresholds: redAbove(limits.memory),
      }),
      timeseries("Memory of workers", promql`sum by (pod) (${celery.memory})`, {
        ...half,
        description: "Memory of each worker, as it measures it itself.",
        unit: "decbytes",
        legend: "{{pod}}",
      }),
      stateTimeline(
        "Up",
        {
          backend: promql`max(${up(backend)})`,
          worker: promql`max(${up(celery)})`,
          "ml-controller": promql`max(${up(mlController)})`,
        },
        {
          width: 12,
          description: "Whether Prometheus can scrape a pod of each service. ServiceDown fires after a minute.",
          unit: "none",
          mappings: { "1": { text: "up", color: "green" }, "0": { text: "down", color: "red" } },
        },
      ),
    ]),
  ],
});
