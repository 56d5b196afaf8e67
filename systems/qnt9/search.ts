import { cache, counter, database, histogram, traceStream } from "telltale";
import { fastapi } from "./fastapi.js";
import { serviceLogs } from "./logs.js";
import { qnt9 } from "./system.js";

/** Finds stocks by their numbers and names, in the cache, in the database or at a provider. */
export const search = qnt9.service("search", {
  selector: { app: "search-service" },
  http: fastapi("search", { endpoints: 5 }),
  queries: counter("search_queries_total", {
    help: "Searches",
    labels: { type: ["ISIN", "WKN", "symbol"] },
  }),
  queryDuration: histogram("search_query_duration_seconds", {
    help: "Time to answer a search",
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10],
  }),
  resultsPerQuery: histogram("search_results_per_query", {
    help: "Stocks found by a search",
    unit: "short",
    // With a bucket for 0, searches that find nothing can be counted.
    buckets: [0, 1, 2, 5, 10, 20, 50, 100],
  }),
  cache: cache({
    hits: counter("search_cache_hits_total", { help: "Searches answered by the cache" }),
    misses: counter("search_cache_misses_total", { help: "Searches that the cache could not answer" }),
  }),
  apiCalls: counter("search_api_calls_total", {
    help: "Calls to providers of stock data",
    labels: { provider: 3 },
  }),
  apiFallbacks: counter("search_api_fallback_total", {
    help: "Calls that went to another provider because the first one failed",
  }),
  db: database({ operations: counter("search_db_operations_total", { help: "Database operations" }) }),
  logs: serviceLogs("search-service", {}),
  traces: traceStream({ service: "search-service" }),
});
