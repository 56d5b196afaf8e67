import { counterReset, missingScrape, podRestart, simulate, steps, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { qnt9 } from "../../systems/qnt9/system.js";
import { watchlist } from "../../systems/qnt9/watchlist.js";
import { watchlistTierLimitExceeded } from "./watchlist.js";

describe("WatchlistTierLimitExceeded", () => {
  const labels = { app: "watchlist-service", severity: "info" };
  const refusing = (rate: Parameters<typeof traffic<typeof watchlist.tierLimitHits>>[1]["rate"]) =>
    traffic(watchlist.tierLimitHits, { rate: rate! });

  test("fires when more than one stock every ten seconds has been refused for ten minutes", async () => {
    const run = await simulate(qnt9, { series: [refusing(0.11)], for: "30m" });
    // The rate exceeds the limit once it covers four of its five minutes.
    expect(run).toBePending(watchlistTierLimitExceeded, { after: "4m", labels });
    expect(run).toBePending(watchlistTierLimitExceeded, { at: "14m", labels });
    expect(run).toFire(watchlistTierLimitExceeded, { within: "15m", labels });
    expect(run).toFire(watchlistTierLimitExceeded, {
      at: "20m",
      annotations: { summary: "Watchlists hit the limit of their tier: 6.6 per minute" },
    });
  });

  test("counts what all pods refuse together", async () => {
    const run = await simulate(qnt9, { series: [refusing(0.15)], for: "30m" });
    expect(run).toFire(watchlistTierLimitExceeded, { labels });
  });

  test("stays quiet just below the limit", async () => {
    const run = await simulate(qnt9, { series: [refusing(0.09)], for: "1h" });
    expect(run).not.toBePending(watchlistTierLimitExceeded);
    expect(run).toStayQuiet();
  });

  test("stays quiet when someone tries a few times in a row", async () => {
    const run = await simulate(qnt9, { series: [refusing(steps({ "0m": 0, "10m": 2, "12m": 0 }))], for: "40m" });
    expect(run).toBePending(watchlistTierLimitExceeded);
    expect(run).toStayQuiet();
  });

  test("resolves when no more are refused", async () => {
    const run = await simulate(qnt9, { series: [refusing(steps({ "0m": 0.2, "25m": 0 }))], for: "40m" });
    expect(run).toResolve(watchlistTierLimitExceeded, { after: "25m", within: "30m", labels });
  });

  test("fires in time, and keeps firing, when scrapes fail", async () => {
    const run = await simulate(qnt9, {
      series: [refusing(0.5)],
      events: [missingScrape(watchlist, { at: "5m" }), missingScrape(watchlist, { at: "20m" })],
      for: "30m",
    });
    expect(run).toFire(watchlistTierLimitExceeded, { after: "10m", within: "12m", labels });
    expect(run).not.toResolve(watchlistTierLimitExceeded);
  });

  test("stays quiet without traffic", async () => {
    expect(await simulate(qnt9, { series: [refusing(0)], for: "30m" })).toStayQuiet();
    expect(await simulate(qnt9, { for: "30m" })).toStayQuiet();
  });

  test("ignores counter resets", async () => {
    const events = [counterReset(watchlist, { at: "8m" }), podRestart(watchlist, { at: "20m" })];
    const few = await simulate(qnt9, { series: [refusing(0.05)], events, for: "40m" });
    expect(few).toStayQuiet();
    const many = await simulate(qnt9, { series: [refusing(1)], events, for: "40m" });
    expect(many).toFire(watchlistTierLimitExceeded, { after: "10m", within: "12m", labels });
    expect(many).not.toResolve(watchlistTierLimitExceeded);
  });
});
