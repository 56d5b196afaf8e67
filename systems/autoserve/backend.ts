import { counter, database, gauge, histogram, http } from "telltale";
import { serviceLogs } from "./logs.js";
import { autoserve } from "./system.js";

/** The API. */
export const backend = autoserve.service("backend", {
  port: 8000,
  http: http({
    requests: counter("http_requests_total", {
      help: "HTTP requests served",
      labels: {
        method: { values: ["GET"], about: 5 },
        endpoint: { values: ["/api/tasks"], about: 15 },
        status: { values: ["200"], about: 8 },
      },
    }),
    failed: { status: /5../ },
    // The objective is 0.5 s and the alert fires at 1 s: both are bucket bounds, as they are by default in Python.
    duration: histogram("http_request_duration_seconds", {
      help: "Time to serve an HTTP request",
      labels: { method: { values: ["GET"], about: 5 }, endpoint: { values: ["/api/tasks"], about: 15 } },
      buckets: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    }),
  }),
  inFlight: gauge("http_requests_in_flight", {
    help: "HTTP requests that are being served",
    unit: "short",
    labels: { endpoint: { values: ["/api/tasks"], about: 15 } },
  }),
  db: database({
    duration: histogram("db_query_duration_seconds", {
      help: "Time of a query of the database",
      labels: { operation: { values: ["select"], about: 4 } },
      buckets: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    }),
  }),
  pool: {
    active: gauge("db_connections_active", { help: "Connections of the pool in use", unit: "short" }),
    idle: gauge("db_connections_idle", { help: "Connections of the pool that are free", unit: "short" }),
    // Only the document's alert names it: the backend has to expose it, or the alert can never fire.
    max: gauge("db_connections_max", { help: "Connections that the pool may open", unit: "short" }),
  },
  tasks: {
    created: counter("tasks_created_total", { help: "Tasks that users have created", unit: "short" }),
    completed: counter("tasks_completed_total", { help: "Tasks that were completed", unit: "short" }),
    failed: counter("tasks_failed_total", { help: "Tasks that failed", unit: "short" }),
  },
  registrations: counter("user_registrations_total", { help: "Total user registrations", unit: "short" }),
  sessions: gauge("active_sessions", { help: "Number of active user sessions", unit: "short" }),
  logs: serviceLogs("backend"),
});
