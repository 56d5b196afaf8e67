import { nodeGraph, query, row, table } from "telltale";
import { todo } from "../../systems/todo/system.js";
import { searches, settings, traces } from "./settings.js";

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

/** The document's four searches for traces, as tables. */
export const tracesDashboard = todo.dashboard("Traces", {
  description: "Where do requests to the backend spend their time, and where do they fail?",
  tags: ["traces"],
  links: [...traces],
  ...settings,
  rows: [
    row("Services", [
      nodeGraph("Service dependencies", query.raw("jaeger", { queryType: "dependencyGraph" }), {
        description: "Which service calls which, from the traces that Jaeger keeps.",
        height: 12,
      }),
    ]),
    row("Requests", [
      table(
        "Traces by service",
        { backend: searches.all },
        { ...list, description: "The last requests to the backend." },
      ),
      table(
        "Slow traces",
        { backend: searches.slow },
        { ...list, description: "Requests that took longer than five seconds." },
      ),
      table(
        "Traces with errors",
        { backend: searches.failed },
        { ...list, description: "Requests with an error in one of their spans." },
      ),
      table(
        "Traces by operation",
        { backend: searches.newTasks },
        { ...list, description: "Requests that create a task." },
      ),
    ]),
  ],
});
