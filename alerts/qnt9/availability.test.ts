import { missingScrape, outage, podRestart, simulate, steps, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { auth } from "../../systems/qnt9/auth.js";
import { frontend } from "../../systems/qnt9/frontend.js";
import { search } from "../../systems/qnt9/search.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { user } from "../../systems/qnt9/user.js";
import { watchlist } from "../../systems/qnt9/watchlist.js";
import { serviceDown } from "./availability.js";
import { cachePerformanceDegradation } from "./caches.js";
import { highErrorRate, highLatency } from "./requests.js";

const services = Object.entries({ auth, user, watchlist, search, frontend });

describe.each(services)("ServiceDown of %s", (name, service) => {
  const labels = { app: `${name}-service`, service: name, severity: "critical" };

  test("fires when no pod has answered for two minutes, and resolves with the outage", async () => {
    const run = await simulate(qnt9, { events: [outage(service, { at: "10m", for: "20m" })], for: "1h" });
    expect(run).toBePending(serviceDown, { at: "11m", labels });
    expect(run).toFire(serviceDown, {
      at: "12m",
      labels,
      annotations: {
        summary: `${name}-service is down`,
        runbook_url: "https://runbooks.qnt9.example/qnt9/service-down",
      },
    });
    expect(run).toFire(serviceDown, { at: "29m", labels });
    expect(run).toResolve(serviceDown, { at: "30m", labels });
  });

  test("fires when the pods are gone, and stays until there are new ones", async () => {
    const events = [outage(service, { at: "10m", for: "20m", gone: true })];
    const run = await simulate(qnt9, { events, for: "1h" });
    expect(run).toFire(serviceDown, { at: "12m", labels });
    expect(run).toFire(serviceDown, { at: "29m", labels });
    expect(run).toResolve(serviceDown, { at: "30m", labels });
  });

  test("stays one alert when failing pods disappear during the outage", async () => {
    const events = [outage(service, { at: "10m", for: "10m" }), outage(service, { at: "20m", for: "10m", gone: true })];
    const run = await simulate(qnt9, { events, for: "1h" });
    expect(run).toFire(serviceDown, { at: "12m", labels });
    expect(run).toFire(serviceDown, { at: "20m", labels });
    expect(run).toResolve(serviceDown, { at: "30m", labels });
  });

  test("stays quiet when one scrape fails, pods are replaced, or one pod is down", async () => {
    const events = [
      missingScrape(service, { at: "10m" }),
      podRestart(service, { at: "20m", pods: 3 }),
      outage(service, { at: "30m", for: "20m", pods: 1 }),
    ];
    expect(await simulate(qnt9, { events, for: "1h" })).toStayQuiet();
  });
});

test.each([
  ["staging", ["team"]],
  ["prod", ["on-call", "team"]],
] as const)("an outage of one service silences no alert of another in %s", async (environment, receivers) => {
  const series = [traffic(user.http, {}), traffic(auth.http, { errors: 0.2 })];
  const events = [outage(user, { at: "1m", for: "40m" })];
  const run = await simulate(qnt9, { environment, series, events, for: "40m" });
  expect(run).toNotify(highErrorRate, { labels: { service: "user" }, receivers: [] });
  expect(run).toNotify(highErrorRate, { labels: { service: "auth" }, receivers });
});

test("an outage of one service is not that of another", async () => {
  const run = await simulate(qnt9, { events: [outage(user, { at: "10m", for: "20m" })], for: "1h" });
  expect(run).not.toFire(serviceDown, { labels: { service: "auth" } });
  expect(run).toStayWithinMaxPages();
});

const failing = steps({ "0m": 0.2, "30m": 0 });
const slow = steps({ "0m": { p95: 4 }, "30m": { p95: 0.2 } });

describe.each(["staging", "prod"] as const)("in a total outage in %s", (environment) => {
  const labels = { service: "user", environment };
  const series = [
    traffic(user.http, { errors: failing, latency: slow }),
    traffic(user.cache, { hits: steps({ "0m": 0.3, "30m": 0.9 }) }),
  ];

  describe.each([false, true])("whose targets are gone: %s", (gone) => {
    const events = [outage(user, { at: "30m", for: "1h", gone })];

    test("somebody is paged and stays paged, and nothing resolves while it lasts", async () => {
      const run = await simulate(qnt9, { environment, series, events, for: "1h29m" });
      for (const alert of [highErrorRate, highLatency, cachePerformanceDegradation]) {
        expect(run).toFire(alert, { at: "29m", labels });
        for (const at of ["31m", "36m", "1h", "1h29m"] as const) expect(run).toFire(alert, { at, labels });
      }
      for (const at of ["32m", "36m", "1h", "1h29m"] as const) expect(run).toFire(serviceDown, { at, labels });
      expect(run).not.toResolve([...serviceDown, ...highErrorRate, ...highLatency, ...cachePerformanceDegradation]);
    });

    test("it is one page: what it explains notifies nobody", async () => {
      const all = [traffic(user.http, {}), traffic(user.cache, {})];
      const run = await simulate(qnt9, { environment, series: all, events, for: "1h29m" });
      const receivers = environment === "prod" ? ["on-call", "team"] : ["team"];
      expect(run).toNotify(serviceDown, { labels, receivers });
      for (const alert of [highErrorRate, highLatency, cachePerformanceDegradation]) {
        expect(run).toNotify(alert, { labels, receivers: [] });
      }
    });

    test("everything resolves with it", async () => {
      const run = await simulate(qnt9, { environment, series, events, for: "2h" });
      for (const alert of [serviceDown, highErrorRate, highLatency, cachePerformanceDegradation]) {
        expect(run).toResolve(alert, { after: "1h30m", labels });
      }
      expect(run).toStayQuiet(undefined, { from: "1h31m" });
    });

    test("what did not fire before says that all requests fail", async () => {
      const run = await simulate(qnt9, { environment, series: [traffic(user.http, {})], events, for: "1h" });
      const summary = "user-service fails 100% of its requests";
      expect(run).toFire(highErrorRate, { after: "35m", labels, annotations: { summary } });
    });
  });
});
