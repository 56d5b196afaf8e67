import {
  cachePanels,
  databasePanels,
  eventRate,
  promql,
  quantile,
  red,
  row,
  shareAtMost,
  timeseries,
  window,
} from "telltale";
import { requests } from "../../recording-rules/qnt9/requests.js";
import { limits } from "../../systems/qnt9/limits.js";
import { search } from "../../systems/qnt9/search.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { nextSteps, nowRow } from "./now.js";

export const searchDashboard = qnt9.dashboard("Search service", {
  description: "Do people find their stocks, quickly, and without leaning on the providers?",
  tags: ["service"],
  links: nextSteps(requests.search),
  rows: [
    nowRow(requests.search),
    row("Traffic", red(search.http, { status: "status", errorLimit: limits.errors, latencyLimit: limits.latency })),
    row("Endpoints", red(search.http, { by: ["endpoint"] })),
    row("Searches", [
      timeseries("Searches", eventRate(search.queries, { by: ["type"] }), {
        description: "Searches each second, by what was searched for.",
        stack: "normal",
      }),
      timeseries(
        "Time to answer",
        { p50: quantile(search.queryDuration, 0.5), p95: quantile(search.queryDuration, 0.95) },
        { description: "How long half and 95 % of the searches took at most." },
      ),
      timeseries(
        "Results",
        { p50: quantile(search.resultsPerQuery, 0.5), p95: quantile(search.resultsPerQuery, 0.95) },
        { description: "How many stocks half and 95 % of the searches found at most." },
      ),
      timeseries("Found nothing", shareAtMost(search.resultsPerQuery, 0), {
        description: "Share of the searches that found no stock at all.",
        min: 0,
      }),
    ]),
    row("Providers", [
      timeseries("Calls to providers", eventRate(search.apiCalls, { by: ["provider"] }), {
        description: "Calls each second to providers of stock data.",
        stack: "normal",
      }),
      timeseries(
        "Fallback ratio",
        promql`sum(rate(${search.apiFallbacks}[${window}])) / sum(rate(${search.apiCalls}[${window}]))`,
        {
          description: "Fallbacks for each call: when it rises, the first provider fails.",
          unit: "percentunit",
          legend: "fallbacks",
        },
      ),
    ]),
    row("Cache", cachePanels(search.cache, { hitLimit: limits.cacheHits })),
    row("Database", databasePanels(search.db)),
  ],
});
