import { eventRate } from "telltale";
import { limits } from "../../systems/qnt9/limits.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { watchlist } from "../../systems/qnt9/watchlist.js";

export const watchlistTierLimitExceeded = qnt9.alert("WatchlistTierLimitExceeded", {
  when: eventRate(watchlist.tierLimitHits).above(limits.tierLimitHits),
  // Someone who tries a few times in a row is no news.
  for: "10m",
  severity: "info",
  // `humanize` would call 0.11 "110m".
  summary: 'Watchlists hit the limit of their tier {{ printf "%.2f" $value }} times a second',
  description:
    "More than one stock every ten seconds has been refused by {{ $labels.app }} for ten minutes, because the watchlist " +
    "is as long as its tier allows. Either the limit is too tight, or a client keeps trying.",
  runbook: "watchlist-tier-limit-exceeded",
});
