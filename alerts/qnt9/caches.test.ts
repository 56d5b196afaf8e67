import { counterReset, missingScrape, podRestart, simulate, steps, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { search } from "../../systems/qnt9/search.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { user } from "../../systems/qnt9/user.js";
import { cachePerformanceDegradation } from "./caches.js";

describe.each(Object.entries({ user, search }))("CachePerformanceDegradation of %s", (name, service) => {
  const labels = { app: `${name}-service`, service: name, severity: "warning" };

  test("fires when the cache has answered less than 70 % of its lookups for fifteen minutes", async () => {
    const run = await simulate(qnt9, { series: [traffic(service.cache, { hits: 0.69 })], for: "30m" });
    expect(run).toBePending(cachePerformanceDegradation, { at: "15m", labels });
    expect(run).toFire(cachePerformanceDegradation, {
      after: "15m",
      labels,
      annotations: { summary: `The cache of ${name}-service answers only 69% of its lookups` },
    });
  });

  test("stays quiet just above the limit", async () => {
    const run = await simulate(qnt9, { series: [traffic(service.cache, { hits: 0.71 })], for: "1h" });
    expect(run).not.toBePending(cachePerformanceDegradation);
    expect(run).toStayQuiet();
  });

  test("stays quiet while the cache warms up after a deployment", async () => {
    const hits = steps({ "0m": 0.95, "20m": 0.1, "25m": 0.5, "30m": 0.9 });
    const run = await simulate(qnt9, {
      series: [traffic(service.cache, { hits })],
      events: [podRestart(service, { at: "20m", pods: 3 })],
      for: "1h",
    });
    expect(run).toStayQuiet();
  });

  test("resolves when the cache answers again", async () => {
    const run = await simulate(qnt9, {
      series: [traffic(service.cache, { hits: steps({ "0m": 0.5, "25m": 0.95 }) })],
      for: "45m",
    });
    expect(run).toResolve(cachePerformanceDegradation, { after: "25m", within: "29m", labels });
  });

  test("fires in time, and keeps firing, when scrapes fail", async () => {
    const run = await simulate(qnt9, {
      series: [traffic(service.cache, { hits: 0.5 })],
      events: [missingScrape(service, { at: "4m" }), missingScrape(service, { at: "20m", for: "3m" })],
      for: "40m",
    });
    expect(run).toFire(cachePerformanceDegradation, { after: "15m", labels });
    expect(run).not.toResolve(cachePerformanceDegradation);
  });

  test("stays quiet when there are few lookups, or none", async () => {
    const hardly = await simulate(qnt9, { series: [traffic(service.cache, { rate: 0.09, hits: 0 })], for: "1h" });
    expect(hardly).toStayQuiet();
    const enough = await simulate(qnt9, { series: [traffic(service.cache, { rate: 0.11, hits: 0 })], for: "1h" });
    expect(enough).toFire(cachePerformanceDegradation, { labels });
    const never = await simulate(qnt9, { series: [traffic(service.cache, { rate: 0 })], for: "1h" });
    expect(never).toStayQuiet();
  });

  test("ignores counter resets", async () => {
    const events = [counterReset(service, { at: "8m" }), counterReset(service, { at: "20m", pods: 1 })];
    const good = await simulate(qnt9, { series: [traffic(service.cache, { hits: 0.8 })], events, for: "40m" });
    expect(good).toStayQuiet();
    const bad = await simulate(qnt9, { series: [traffic(service.cache, { hits: 0.5 })], events, for: "40m" });
    expect(bad).toFire(cachePerformanceDegradation, { after: "15m", labels });
    expect(bad).not.toResolve(cachePerformanceDegradation);
  });
});
