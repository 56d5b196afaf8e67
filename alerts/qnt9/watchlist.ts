import { eventRate } from "telltale";
import * as runbooks from "../../runbooks/qnt9/watchlist.js";
import { limits } from "../../systems/qnt9/limits.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { watchlist } from "../../systems/qnt9/watchlist.js";

export const watchlistTierLimitExceeded = qnt9.alert("WatchlistTierLimitExceeded", {
  when: eventRate(watchlist.tierLimitHits, { per: "minute" }).above(limits.tierLimitHits),
  // A few refused attempts in a row are normal.
  for: "10m",
  severity: "info",
  summary: "Watchlists hit the limit of their tier: {{ $value | humanize }} per minute",
  description:
    "For ten minutes, {{ $labels.app }} has refused more than one stock every ten seconds, because the watchlist is as " +
    "long as its tier allows. Either the limit is too low, or a client keeps trying.",
  runbook: runbooks.watchlistTierLimitExceeded,
});
