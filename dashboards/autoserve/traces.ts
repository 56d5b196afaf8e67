import { nodeGraph, query, row, table } from "telltale";
import { autoserve } from "../../systems/autoserve/system.js";

/** A search of Jaeger, in the form of its editor in Grafana. Tags are written as in logfmt. */
function search(fields: { readonly service: string; readonly tags?: string; readonly minDuration?: string }) {
  return query.raw("jaeger", { queryType: "search", limit: 20, ...fields });
}

const list = {
  width: 12,
  height: 10,
  columns: {
    traceID: { title: "Trace" },
    traceName: { title: "Request" },
    startTime: { title: "Start" },
    duration: { title: "Time" },
  },
} as const;

const dependencies = query.raw("jaeger", { queryType: "dependencyGraph" });

const searches = {
  errors: search({ service: "backend", tags: "error=true" }),
  slow: search({ service: "backend", minDuration: "500ms" }),
  database: search({ service: "backend", tags: "db.system=postgresql" }),
};

export const traces = autoserve.dashboard("Traces", {
  description: "Where do requests spend their time, and where do they fail?",
  tags: ["traces"],
  links: [
    ...["Application Overview", "Logs"],
    // The queries of the document, saved as links to Explore.
    { title: "Service dependency map", explore: dependencies },
    { title: "Error traces", explore: searches.errors },
    { title: "Latency analysis", explore: searches.slow },
    { title: "Database queries", explore: searches.database },
  ],
  rows: [
    row("Services", [
      nodeGraph("Service dependency map", dependencies, {
        description: "Which service calls which, from the traces in Jaeger's memory.",
        height: 12,
      }),
    ]),
    row("Requests", [
      table(
        "Error traces",
        { backend: searches.errors },
        {
          ...list,
          description: "Requests to the backend with an error in one of their spans.",
        },
      ),
      table(
        "Latency analysis",
        { backend: searches.slow },
        {
          ...list,
          description: "Requests that took longer than the 500 ms of the objective.",
        },
      ),
      table(
        "Database queries",
        { backend: searches.database },
        {
          ...list,
          description: "Requests with a query of the database, as OpenTelemetry marks its spans.",
        },
      ),
      table(
        "Failed tasks",
        { worker: search({ service: "worker", tags: "task.status=error" }) },
        {
          ...list,
          description: "Tasks that failed, as the document's example marks them.",
        },
      ),
    ]),
  ],
});
