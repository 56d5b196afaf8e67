/** Settings of all dashboards: the document asks for a refresh every minute, and its queries for the last hour. */
export const settings = { last: "1h", refresh: "1m" } as const;

/** The most points of a graph, as the document asks. */
export const points = { maxDataPoints: 1000 } as const;

const jaeger = "https://jaeger.todo-chatbot.example.com/search?lookback=1h&service=todo-chatbot-backend";

/** The searches for traces. Jaeger has no query language in Grafana's Explore: they open Jaeger itself. */
export const traces = [
  { title: "Traces", url: jaeger },
  { title: "Slow traces", url: `${jaeger}&minDuration=5s` },
  { title: "Failed traces", url: `${jaeger}&tags=${encodeURIComponent('{"error":"true"}')}` },
  { title: "Traces of new tasks", url: `${jaeger}&operation=${encodeURIComponent("POST /api/tasks")}` },
] as const;
