import { counter, gauge, histogram, http, logStream } from "telltale";
import { apps, namespaces, todo } from "./system.js";

const streamLabels = { app_kubernetes_io_name: apps, namespace: namespaces, pod: 20, container: 6 } as const;

const fields = {
  // In lower case, as the example line of the document has it: `level="ERROR"` matches nothing.
  level: ["debug", "info", "warning", "error"],
  msg: 10_000,
  service: ["backend", "frontend"],
  time: 100_000,
  // The document wants correlation ids and its example line has none: OpenTelemetry adds this one to log records.
  trace_id: 100_000,
} as const;

/** The logs of both services: one JSON object per line. The level is a field, not a label of the stream. */
export const allLogs = logStream({ selector: { namespace: "default" }, labels: streamLabels, fields });

/** The logs of Kafka: text, with the level in upper case. */
export const kafkaLogs = logStream({
  selector: { namespace: "kafka" },
  labels: streamLabels,
  fields: {},
  format: "text",
});

/** One job scrapes the pods of both services. The sidecars have the same labels, and a job of their own. */
function selectorOf(app: (typeof apps)[number]) {
  return { job: "todo-chatbot", app_kubernetes_io_name: app } as const;
}

/** The requests that a service serves. The alert on latency fires at 2 s, and the objective is 1 s: both are buckets. */
function requests() {
  return http({
    requests: counter("http_requests_total", {
      help: "Total HTTP requests",
      labels: { method: 5, endpoint: 15, status: 8 },
    }),
    failed: { status: /5../ },
    duration: histogram("http_request_duration_seconds", {
      help: "HTTP request duration",
      labels: { method: 5, endpoint: 15 },
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10],
    }),
  });
}

export const backend = todo.service("todo-chatbot-backend", {
  port: 8000,
  selector: selectorOf("todo-chatbot-backend"),
  http: requests(),
  tasksCreated: counter("todo_tasks_created_total", { help: "Total created tasks" }),
  tasksCompleted: counter("todo_tasks_completed_total", { help: "Total completed tasks" }),
  chatMessages: counter("chat_messages_total", { help: "Total chat messages" }),
  sessions: gauge("user_sessions_active", { help: "Active user sessions", unit: "short" }),
  logs: logStream({
    selector: { app_kubernetes_io_name: "todo-chatbot-backend" },
    labels: streamLabels,
    // The example line of the document has no `duration`, which its query for slow requests needs.
    fields: { ...fields, duration: 10_000 },
  }),
});

export const frontend = todo.service("todo-chatbot-frontend", {
  port: 3000,
  dependsOn: [backend],
  selector: selectorOf("todo-chatbot-frontend"),
  http: requests(),
  logs: logStream({
    selector: { app_kubernetes_io_name: "todo-chatbot-frontend" },
    labels: streamLabels,
    fields,
  }),
});
