import { counter, gauge, histogram, http, logStream, pythonMetrics, worker } from "telltale";
import { postgres, redis } from "./infrastructure.js";
import { openuser } from "./system.js";

/** The API. Its process exposes everything that the application measures, also what it knows of Celery. */
export const api = openuser.service("openuser-api", {
  port: 8000,
  dependsOn: [postgres, redis],
  http: http({
    requests: counter("http_requests_total", {
      help: "Total HTTP requests",
      labels: { method: 5, endpoint: 20, status: 10 },
    }),
    failed: { status: /5../ },
    // The objective is 0.5 s and the alert fires at 1 s: both are bucket bounds.
    duration: histogram("http_request_duration_seconds", {
      help: "HTTP request duration",
      labels: { method: 5, endpoint: 20 },
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 10],
    }),
  }),
  connections: gauge("active_connections", { help: "Number of active connections", unit: "short" }),
  videos: worker({
    processed: counter("video_generation_total", {
      help: "Total video generations",
      labels: { mode: 3, status: { values: ["success", "failed"], about: 2 } },
    }),
    failed: { status: "failed" },
    // The default buckets of the client end at 10 s: a video takes minutes.
    duration: histogram("video_generation_duration_seconds", {
      help: "Video generation duration",
      labels: { mode: 3 },
      buckets: [5, 10, 30, 60, 120, 300, 600, 1200],
    }),
    waiting: gauge("celery_queue_length", { help: "Celery queue length", unit: "short", labels: { queue: 2 } }),
  }),
  runtime: pythonMetrics(),
  logs: logStream({
    selector: { job: "openuser-api" },
    labels: { job: ["openuser-api"] },
    fields: {
      timestamp: 100_000,
      // The names of Python's levels, in upper case: `level="error"` matches nothing.
      level: ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"],
      logger: 50,
      message: 10_000,
      module: 100,
      function: 500,
      line: 2_000,
    },
  }),
});
