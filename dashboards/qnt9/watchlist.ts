import { databasePanels, eventRate, promql, quantile, redAbove, row, stat, timeseries } from "telltale";
import { requests } from "../../recording-rules/qnt9/requests.js";
import { limits } from "../../systems/qnt9/limits.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { watchlist } from "../../systems/qnt9/watchlist.js";
import { endpointsRow, marks, nextSteps, nowOptions, nowRow, podsRow, trafficRow } from "./now.js";

const limitHits = eventRate(watchlist.tierLimitHits, { per: "minute" });

export const watchlistDashboard = qnt9.dashboard("Watchlist service", {
  description: "Can people change their watchlists, and how many reach the limit of their tier?",
  tags: ["service"],
  links: nextSteps(requests.watchlist),
  annotations: marks(requests.watchlist),
  rows: [
    nowRow(requests.watchlist, [
      stat("Tier limit hits", limitHits, {
        ...nowOptions,
        description: "Stocks refused per minute. WatchlistTierLimitExceeded fires when it stays in the red.",
        thresholds: redAbove(limits.tierLimitHits),
      }),
    ]),
    trafficRow(watchlist.http),
    endpointsRow(watchlist.http),
    row("Limits", [
      timeseries("Tier limit hits", limitHits, {
        description: "Stocks refused per minute because the watchlist is as long as its tier allows.",
        thresholds: redAbove(limits.tierLimitHits),
      }),
      timeseries(
        "Length of watchlists",
        { p50: quantile(watchlist.itemsPerUser, 0.5), p95: quantile(watchlist.itemsPerUser, 0.95) },
        { description: "Half and 95 % of the watchlists have at most this many stocks.", unit: "suffix: stocks" },
      ),
    ]),
    podsRow(requests.watchlist),
    row("Watchlists", [
      timeseries(
        "Changes",
        {
          "{{tier}} added": eventRate(watchlist.added, { by: ["tier"], per: "minute" }),
          removed: eventRate(watchlist.removed, { per: "minute" }),
        },
        { description: "Stocks added to watchlists per minute, by tier, and stocks removed." },
      ),
      timeseries("People with a watchlist", promql`max by (tier) (${watchlist.activeUsers})`, {
        // Every pod exposes the number in the database, so a sum over pods would count users several times.
        description: "People who have a watchlist, by tier.",
        min: 0,
        stack: "normal",
        legend: "{{tier}}",
      }),
      databasePanels(watchlist.db),
    ]),
  ],
});
