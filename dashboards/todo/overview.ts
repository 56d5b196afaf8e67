import { firing, promql, redAbove, requestRate, row, stat, timeseries, up } from "telltale";
import { kafkaOfflinePartitions, kafkaUnderReplicatedPartitions } from "../../alerts/todo/kafka.js";
import { highCpuUsage, highMemoryUsage, podNotReady } from "../../alerts/todo/pods.js";
import { highErrorRate, highLatency, serviceDown } from "../../alerts/todo/requests.js";
import { daprSidecarDown } from "../../alerts/todo/sidecars.js";
import { requests } from "../../recording-rules/todo/requests.js";
import * as slos from "../../slos/todo/backend.js";
import { limits } from "../../systems/todo/limits.js";
import { backend, frontend } from "../../systems/todo/services.js";
import { todo } from "../../systems/todo/system.js";
import { points, settings, traces } from "./settings.js";

const alerts = [
  ...serviceDown,
  ...highErrorRate,
  ...highLatency,
  kafkaOfflinePartitions,
  kafkaUnderReplicatedPartitions,
  daprSidecarDown,
  highCpuUsage,
  highMemoryUsage,
  podNotReady,
  ...slos.availability.alerts,
  ...slos.latency.alerts,
];

const now = { width: 6 } as const;

/** The document's overview takes the place of the generated one. */
export const overview = todo.dashboard("Overview", {
  key: "overview",
  description: "Can people use the Todo Chatbot, and what is wrong if they cannot?",
  links: [...traces],
  ...settings,
  rows: [
    row("Now", [
      stat("Alerts", promql`count(${firing(alerts)}) or vector(0)`, {
        ...now,
        description: "Alerts of the Todo Chatbot that fire now.",
        unit: "none",
        thresholds: redAbove(1),
      }),
      stat("Errors now", requests.backend.errors, {
        ...now,
        description: "Share of the requests to the backend that failed. HighErrorRate fires in the red.",
        unit: "percentunit",
        thresholds: redAbove(limits.errors, { warn: limits.errors / 2 }),
      }),
      stat("95th percentile", requests.backend.latency, {
        ...now,
        description: "95 % of the requests to the backend are served within this time. HighLatency fires in the red.",
        unit: "s",
        thresholds: redAbove(limits.latency, { warn: limits.latency / 2 }),
      }),
      stat("Sessions now", promql`sum(${backend.sessions})`, {
        ...now,
        description: "Sessions that are active. One user may have several.",
        unit: "short",
        color: "none",
      }),
    ]),
    row("Requests", [
      timeseries(
        "Request rate",
        { backend: requestRate(backend.http), frontend: requestRate(frontend.http) },
        { ...points, description: "Requests per second.", unit: "reqps", min: 0 },
      ),
      timeseries(
        "Error rate",
        { backend: requests.backend.errors, frontend: requests.frontend.errors },
        {
          ...points,
          description: "Share of the requests that failed with a 5xx status. HighErrorRate fires in the red.",
          unit: "percentunit",
          min: 0,
          thresholds: redAbove(limits.errors),
        },
      ),
      timeseries(
        "Latency",
        { backend: requests.backend.latency, frontend: requests.frontend.latency },
        {
          ...points,
          description: "95 % of the requests are served within this time. HighLatency fires in the red.",
          unit: "s",
          min: 0,
          thresholds: redAbove(limits.latency),
        },
      ),
    ]),
    row("Users and pods", [
      timeseries("Active users", promql`sum(${backend.sessions})`, {
        ...points,
        description: "Sessions that are active. One user may have several: nothing counts users.",
        unit: "short",
        legend: "sessions",
        min: 0,
      }),
      timeseries(
        "Pods that answer",
        { backend: promql`sum(${up(backend)}) or vector(0)`, frontend: promql`sum(${up(frontend)}) or vector(0)` },
        {
          ...points,
          description: "Pods that answer a scrape. ServiceDown fires when no pod of a service does.",
          unit: "short",
          decimals: 0,
          min: 0,
        },
      ),
    ]),
  ],
});
