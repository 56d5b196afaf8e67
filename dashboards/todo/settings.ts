import { query } from "telltale";

/** Settings of all dashboards: the document asks for a refresh every minute, and its queries for the last hour. */
export const settings = { last: "1h", refresh: "1m" } as const;

/** The most points of a graph, as the document asks. */
export const points = { maxDataPoints: 1000 } as const;

/** A search of Jaeger for traces of the backend, in the form of its editor in Grafana. Tags are written as in logfmt. */
export function search(
  fields: { readonly tags?: string; readonly minDuration?: string; readonly operation?: string } = {},
) {
  return query.raw("jaeger", { queryType: "search", limit: 20, service: "todo-chatbot-backend", ...fields });
}

/** The searches of the document. */
export const searches = {
  all: search(),
  slow: search({ minDuration: "5s" }),
  failed: search({ tags: "error=true" }),
  newTasks: search({ operation: "POST /api/tasks" }),
};

/** The same searches, saved as links to Explore. */
export const traces = [
  { title: "Traces", explore: searches.all },
  { title: "Slow traces", explore: searches.slow },
  { title: "Failed traces", explore: searches.failed },
  { title: "Traces of new tasks", explore: searches.newTasks },
] as const;
