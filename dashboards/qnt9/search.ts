import {
  cachePanels,
  databasePanels,
  eventRate,
  promql,
  quantile,
  redAbove,
  row,
  shareAtMost,
  timeseries,
  window,
} from "telltale";
import { caches } from "../../recording-rules/qnt9/caches.js";
import { requests } from "../../recording-rules/qnt9/requests.js";
import { limits } from "../../systems/qnt9/limits.js";
import { search } from "../../systems/qnt9/search.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { endpointsRow, hitRatioNow, marks, nextSteps, nowRow, podsRow, trafficRow } from "./now.js";

export const searchDashboard = qnt9.dashboard("Search service", {
  description: "Do people find their stocks, and fast enough? How much do we depend on the providers?",
  tags: ["service"],
  links: nextSteps(requests.search),
  annotations: marks(requests.search),
  rows: [
    nowRow(requests.search, [hitRatioNow(caches.search)]),
    trafficRow(search.http),
    endpointsRow(search.http),
    row("Cache and database", [cachePanels(search.cache, { hitLimit: limits.cacheHits }), databasePanels(search.db)], {
      key: "cache",
    }),
    row("Providers", [
      timeseries("Calls to providers", eventRate(search.apiCalls, { by: ["provider"] }), {
        description: "Calls to providers of stock data per second.",
        stack: "normal",
      }),
      timeseries(
        "Fallbacks",
        promql`sum(rate(${search.apiFallbacks}[${window}])) / sum(rate(${search.apiCalls}[${window}]))`,
        {
          description:
            "Calls that went to another provider, as a share of all calls. It rises when the first provider fails.",
          unit: "percentunit",
          legend: "fallbacks",
          min: 0,
          thresholds: redAbove(limits.fallbacks),
        },
      ),
    ]),
    podsRow(requests.search),
    row("Searches", [
      timeseries("Searches", eventRate(search.queries, { by: ["type"] }), {
        description: "Searches per second, by what people searched for.",
        stack: "normal",
        width: 12,
      }),
      timeseries(
        "Time to answer",
        { p50: quantile(search.queryDuration, 0.5), p95: quantile(search.queryDuration, 0.95) },
        { description: "Half and 95 % of the searches were answered within this time.", width: 12 },
      ),
      timeseries("Found nothing", shareAtMost(search.resultsPerQuery, 0), {
        description: "Share of the searches that found no stock. It rises when data of a provider is missing.",
        min: 0,
        width: 12,
        thresholds: redAbove(limits.foundNothing),
      }),
      timeseries(
        "Results",
        { p50: quantile(search.resultsPerQuery, 0.5), p95: quantile(search.resultsPerQuery, 0.95) },
        { description: "Half and 95 % of the searches found at most this many stocks.", width: 12 },
      ),
    ]),
  ],
});
