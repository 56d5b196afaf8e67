import { eventRate, heatmap, observations, red, redTable, requestRate, row, text, timeseries } from "telltale";
import { limits } from "../../systems/todo/limits.js";
import { backend, frontend } from "../../systems/todo/services.js";
import { todo } from "../../systems/todo/system.js";
import { points, settings, traces } from "./settings.js";

const quality = { errorLimit: limits.errors, latencyLimit: limits.latency } as const;

const noDatabaseMetrics = `Nothing measures the queries of the backend yet. Count and time them in it, for instance as

- \`db_queries_total\`, a counter with the labels \`operation\` and \`success\`
- \`db_query_duration_seconds\`, a histogram

and declare them as \`database(…)\` of the backend.`;

export const application = todo.dashboard("Application Performance", {
  description: "Which requests are slow or fail, and what do people do?",
  tags: ["service"],
  links: ["Logs", ...traces],
  ...settings,
  rows: [
    row("Backend", red(backend.http, { status: "status", ...quality })),
    row("Distribution", [
      timeseries("Request distribution", requestRate(backend.http, { by: ["method", "endpoint"] }), {
        ...points,
        description: "Requests to the backend per second, by what they ask for.",
        stack: "normal",
        legend: "{{method}} {{endpoint}}",
        width: 12,
      }),
      heatmap("Durations", observations(backend.http.duration), {
        description: "Requests to the backend by how long they took. The darker, the more.",
        width: 12,
      }),
      redTable(backend.http, { by: ["endpoint"], ...quality, width: 24 }),
    ]),
    row("Throughput", [
      timeseries(
        "Throughput",
        { created: eventRate(backend.tasksCreated), completed: eventRate(backend.tasksCompleted) },
        { ...points, description: "Tasks created and completed per second.", unit: "ops", min: 0 },
      ),
      timeseries("Chat messages", eventRate(backend.chatMessages), {
        ...points,
        description: "Chat messages per second.",
        unit: "ops",
        min: 0,
      }),
      text("Database queries", noDatabaseMetrics),
    ]),
    row("Frontend", red(frontend.http, { name: "Frontend", status: "status", ...quality })),
  ],
});
