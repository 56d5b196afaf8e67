import { counter, histogram, http, traceStream } from "telltale";
import { fastapi } from "./fastapi.js";
import { serviceLogs } from "./logs.js";
import { qnt9 } from "./system.js";

/** Serves the pages, and proxies their requests to the other services. */
export const frontend = qnt9.service("frontend", {
  selector: { app: "frontend-service" },
  http: fastapi("frontend", { endpoints: 15 }),
  pageViews: counter("frontend_page_views_total", { help: "Pages viewed" }),
  pageLoad: histogram("frontend_page_load_duration_seconds", {
    help: "Time to load a page",
    buckets: [0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30],
  }),
  proxy: http({
    requests: counter("frontend_proxy_requests_total", { help: "Requests passed on to a service" }),
    failed: counter("frontend_proxy_errors_total", { help: "Requests passed on that failed" }),
  }),
  searches: counter("frontend_search_queries_total", {
    help: "Searches on the page",
    labels: { user_type: ["authenticated", "anonymous"] },
  }),
  watchlistOperations: counter("frontend_watchlist_operations_total", { help: "Changes to watchlists on the page" }),
  staticFiles: counter("frontend_static_file_requests_total", { help: "Static files served" }),
  logs: serviceLogs("frontend-service", { request_id: 100_000 }),
  traces: traceStream({ service: "frontend-service" }),
});
