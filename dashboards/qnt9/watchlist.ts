import { databasePanels, eventRate, promql, quantile, red, redAbove, row, timeseries } from "telltale";
import { requests } from "../../recording-rules/qnt9/requests.js";
import { limits } from "../../systems/qnt9/limits.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { watchlist } from "../../systems/qnt9/watchlist.js";
import { nextSteps, nowRow } from "./now.js";

export const watchlistDashboard = qnt9.dashboard("Watchlist service", {
  description: "Can people keep their watchlists, and how many come up against the limit of their tier?",
  tags: ["service"],
  links: nextSteps(requests.watchlist),
  rows: [
    nowRow(requests.watchlist),
    row("Traffic", red(watchlist.http, { status: "status", errorLimit: limits.errors, latencyLimit: limits.latency })),
    row("Endpoints", red(watchlist.http, { by: ["endpoint"] })),
    row("Watchlists", [
      timeseries("Stocks added", eventRate(watchlist.added, { by: ["tier"] }), {
        description: "Stocks put on a watchlist each second, by tier.",
      }),
      timeseries("Stocks removed", eventRate(watchlist.removed), {
        description: "Stocks taken off a watchlist each second.",
      }),
      timeseries("People with a watchlist", promql`max by (tier) (${watchlist.activeUsers})`, {
        // Every pod exposes the number in the database, so a sum over pods would count users several times.
        description: "People who have a watchlist, by tier.",
        min: 0,
        stack: "normal",
        legend: "{{tier}}",
      }),
    ]),
    row("Limits", [
      timeseries("Tier limit hits", eventRate(watchlist.tierLimitHits), {
        description: "Stocks refused each second because the watchlist is as long as its tier allows.",
        thresholds: redAbove(limits.tierLimitHits),
      }),
      timeseries(
        "Length of watchlists",
        { p50: quantile(watchlist.itemsPerUser, 0.5), p95: quantile(watchlist.itemsPerUser, 0.95) },
        { description: "How many stocks half and 95 % of the watchlists hold at most." },
      ),
    ]),
    row("Database", databasePanels(watchlist.db)),
  ],
});
