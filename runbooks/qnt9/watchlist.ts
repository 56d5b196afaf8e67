import { eventRate, logql, type Runbook } from "telltale";
import { watchlist } from "../../systems/qnt9/watchlist.js";

export const watchlistTierLimitExceeded: Runbook = {
  meaning:
    "For ten minutes, more than one stock every ten seconds has been refused because the watchlist is as long as its tier " +
    "allows.",
  impact: "People with a full watchlist cannot add stocks. All else works.",
  diagnosis: [
    { text: "Since when, and how many?", query: eventRate(watchlist.tierLimitHits, { per: "minute" }) },
    {
      text: "Do people of all tiers add stocks as usual? Then it is a single client that keeps trying.",
      query: eventRate(watchlist.added, { by: ["tier"] }),
    },
    {
      text: "Which requests are refused? The logs name the path.",
      query: logql`${watchlist.logs} | json | level="WARNING"`,
    },
    "Was the limit of a tier changed, or does a new page add stocks by itself?",
  ],
  mitigation: [
    "Nobody needs to act at night. In the morning, tell the people who decide on the tiers.",
    "If a client tries again and again, correct the client: a refusal is final.",
  ],
};
