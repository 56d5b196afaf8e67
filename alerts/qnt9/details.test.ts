import { missingScrape, outage, type Planned, series, simulate, steps, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { auth } from "../../systems/qnt9/auth.js";
import { frontend } from "../../systems/qnt9/frontend.js";
import { containers, kubernetes } from "../../systems/qnt9/kubernetes.js";
import { search } from "../../systems/qnt9/search.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { user } from "../../systems/qnt9/user.js";
import { watchlist } from "../../systems/qnt9/watchlist.js";
import { serviceDown } from "./availability.js";
import { cachePerformanceDegradation } from "./caches.js";
import { highMemoryUsage, podRestartLoop } from "./pods.js";
import { highErrorRate, highLatency } from "./requests.js";
import { watchlistTierLimitExceeded } from "./watchlist.js";

// Details that only a change of the rules shows, see docs/mutation-testing.md: links, numbers in texts, routes, windows.

const services = Object.entries({ auth, user, watchlist, search, frontend });
const place = { namespace: "qnt9", pod: "user-1", container: "user" } as const;
const restarts = kubernetes.container.restarts.where(place);
const waiting = kubernetes.container.waiting.where({ ...place, reason: "CrashLoopBackOff" });

/** The annotations of an alert that leads to a panel and a runbook. */
function leadsTo(dashboard: string, panel: number, runbook: string, description: RegExp) {
  return {
    description,
    dashboard_url: new RegExp(`/d/qnt9-${dashboard}/`),
    panel_url: new RegExp(`/d/qnt9-${dashboard}/.*viewPanel=(panel-)?${panel}\\b`),
    logs_url: /\/explore\?/,
    runbook_url: new RegExp(`\\b${runbook}$`),
  };
}

async function firing(planned: readonly Planned[]) {
  return simulate(qnt9, { series: planned, for: "40m" });
}

const groupBy = ["alertname", "app", "environment", "system"];

describe.each(services)("%s-service", (name, service) => {
  const labels = { service: name };
  const board = `${name}-service`;

  test("errors lead to the errors of the service, and wake the one on call", async () => {
    const run = await firing([traffic(service.http, { errors: 0.06 })]);
    const annotations = leadsTo(board, 1424926509, "high-error-rate", /More than 5 % /);
    expect(run).toFire(highErrorRate, { labels, annotations });
    const receivers = ["on-call", "team"];
    expect(run).toNotify(highErrorRate, { receivers, labels, groupBy, groupWait: "10s", repeatInterval: "1h" });
  });

  test("client errors are no failures, whatever fails the server are", async () => {
    const ok = traffic(service.http, {});
    const status = (code: string) => traffic(service.http.requests.where({ status: code }), { rate: 20 });
    expect(await firing([ok, status("404")])).toStayQuiet(highErrorRate);
    expect(await firing([ok, status("503")])).toFire(highErrorRate, { labels });
  });

  test("latency leads to the latency of the service, and wakes nobody", async () => {
    const run = await firing([traffic(service.http, { latency: { p95: 2.5 } })]);
    const annotations = leadsTo(board, 75942275, "high-latency", /above 2 s /);
    expect(run).toFire(highLatency, { labels, annotations });
    expect(run).toNotify(highLatency, { receivers: ["team"], labels, groupBy });
  });

  test("slow requests count for five minutes", async () => {
    const latency = steps({ "0m": { p95: 9 }, "20m": { p95: 0.5 } });
    const run = await firing([traffic(service.http, { latency })]);
    expect(run).toFire(highLatency, { at: "23m", labels });
    expect(run).toResolve(highLatency, { after: "23m", within: "26m", labels });
  });
});

test.each(services)("an outage of %s leads to its pods", async (name, service) => {
  const events = [outage(service, { at: "5m", for: "20m" })];
  const run = await simulate(qnt9, { events, for: "20m" });
  const annotations = leadsTo(`${name}-service`, 170322678, "service-down", /two minutes/);
  expect(run).toFire(serviceDown, { labels: { service: name }, annotations });
});

describe.each(services)("%s-service with a slow endpoint", (name, service) => {
  test("counts the requests of all endpoints together", async () => {
    const endpoint = (path: string) => service.http.duration.where({ endpoint: path });
    const run = await firing([
      traffic(endpoint("/slow"), { rate: 1, values: 4 }),
      traffic(endpoint("/quick"), { rate: 10, values: 0.02 }),
    ]);
    expect(run).toFire(highLatency, { labels: { service: name } });
  });
});

describe.each(Object.entries({ user, search }))("the cache of %s-service", (name, service) => {
  const labels = { service: name };

  test("leads to its hit ratio", async () => {
    const run = await firing([traffic(service.cache, { hits: 0.6 })]);
    const links = leadsTo(`${name}-service`, 1151340567, "cache-performance-degradation", /Less than 70 % /);
    const annotations = { ...links, traces_url: new RegExp(`/explore\\?.*${name}-service`) };
    expect(run).toFire(cachePerformanceDegradation, { labels, annotations });
    expect(run).toNotify(cachePerformanceDegradation, { receivers: ["team"], labels });
  });

  test("needs a lookup every ten seconds, counted over five minutes and all pods", async () => {
    for (const hits of [0, 0.65]) {
      expect(await firing([traffic(service.cache, { rate: 0.095, hits })])).toStayQuiet(cachePerformanceDegradation);
      expect(await firing([traffic(service.cache, { rate: 0.105, hits })])).toFire(cachePerformanceDegradation, {
        labels,
      });
      const run = await firing([traffic(service.cache, { rate: steps({ "0m": 0.3, "20m": 0.02 }), hits })]);
      expect(run).toFire(cachePerformanceDegradation, { at: "22m", labels });
      expect(run).toResolve(cachePerformanceDegradation, { after: "22m", within: "24m", labels });
    }
  });
});

describe("pods", () => {
  test("restarts lead to the restarts of pods", async () => {
    const run = await firing([series(waiting, 1)]);
    const annotations = leadsTo("kubernetes-pods", 1531235084, "pod-restart-loop", /./);
    expect(run).toFire(podRestartLoop, { annotations });
    expect(run).toNotify(podRestartLoop, { receivers: ["team"] });
  });

  test("memory leads to the memory of pods", async () => {
    const limit = series(containers.memoryLimit.where(place), 1000e6);
    const run = await firing([series(containers.memory.where(place), 950e6), limit]);
    const annotations = leadsTo("kubernetes-pods", 1855276087, "high-memory-usage", /At 100 %/);
    expect(run).toFire(highMemoryUsage, { annotations });
    const sameNamespace = /[?&]var-namespace=qnt9\b/;
    expect(run).toFire(highMemoryUsage, { annotations: { dashboard_url: sameNamespace, panel_url: sameNamespace } });
    expect(run).toNotify(highMemoryUsage, { receivers: ["team"] });
  });

  test("memory is known for three minutes after the last scrape", async () => {
    const run = await simulate(qnt9, {
      series: [series(containers.memory.where(place), 950e6), series(containers.memoryLimit.where(place), 1000e6)],
      events: [missingScrape(containers, { at: "12m", for: "2m" })],
      for: "20m",
    });
    expect(run).toFire(highMemoryUsage, { at: "13m" });
  });

  test("restarts count for fifteen minutes", async () => {
    const seldom = steps({ "0m": 7, "10m": 8, "16m": 9, "22m": 10, "28m": 11, "34m": 12 });
    expect(await firing([series(restarts, seldom)])).toStayQuiet();
    expect(await firing([traffic(restarts, { rate: 3.7 / 900 })])).toFire(podRestartLoop);
  });

  test("restarts count across a reset of their counter", async () => {
    const reset = steps({ "0m": 2, "10m": 3, "11m": 4, "12m": 0, "13m": 1, "14m": 2, "15m": 3 });
    expect(await firing([series(restarts, reset)])).toFire(podRestartLoop);
  });

  test("a container that waits now and then counts as waiting for five minutes", async () => {
    const flaps = steps({ "0m": 1, "4m": 0, "7m": 1, "11m": 0, "14m": 1, "18m": 0 });
    expect(await firing([series(waiting, flaps)])).toFire(podRestartLoop, { at: "12m" });
    const ends = await firing([series(waiting, steps({ "0m": 1, "20m": "gone" }))]);
    expect(ends).toFire(podRestartLoop, { at: "23m" });
    expect(await firing([series(waiting, 0)])).toStayQuiet();
  });

  test("a crash loop of the collector counts, too: it would make us blind", async () => {
    const monitoring = { namespace: "qnt9-monitoring", pod: "alloy-1", container: "alloy" } as const;
    const collectorWaits = kubernetes.container.waiting.where({ ...monitoring, reason: "CrashLoopBackOff" });
    expect(await firing([series(collectorWaits, 1)])).toFire(podRestartLoop, { labels: monitoring });
    const collectorRestarts = traffic(kubernetes.container.restarts.where(monitoring), { rate: 4 / 900 });
    expect(await firing([collectorRestarts])).toFire(podRestartLoop, { labels: monitoring });
  });

  test("containers of other namespaces wait without an alert", async () => {
    const elsewhere = kubernetes.container.waiting.where({
      ...place,
      namespace: "kube-system",
      reason: "CrashLoopBackOff",
    });
    expect(await firing([series(elsewhere, 1)])).toStayQuiet();
  });
});

test("watchlists at their limit link to their panel, and notify once a day", async () => {
  const run = await firing([traffic(watchlist.tierLimitHits, { rate: 0.2 })]);
  const annotations = leadsTo("watchlist-service", 1198099090, "watchlist-tier-limit-exceeded", /./);
  expect(run).toFire(watchlistTierLimitExceeded, { annotations });
  expect(run).toNotify(watchlistTierLimitExceeded, { receivers: ["team"], groupWait: "5m", repeatInterval: "1d" });
});
