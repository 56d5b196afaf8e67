import { counterReset, missingScrape, podRestart, simulate, steps, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { auth } from "../../systems/qnt9/auth.js";
import { frontend } from "../../systems/qnt9/frontend.js";
import { search } from "../../systems/qnt9/search.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { user } from "../../systems/qnt9/user.js";
import { watchlist } from "../../systems/qnt9/watchlist.js";
import { highErrorRate, highLatency } from "./requests.js";

const services = Object.entries({ auth, user, watchlist, search, frontend });

describe.each(services)("HighErrorRate of %s", (name, service) => {
  const labels = { app: `${name}-service`, service: name, severity: "critical" };

  test("fires when more than 5 % of the requests have failed for five minutes", async () => {
    const run = await simulate(qnt9, { series: [traffic(service.http, { errors: 0.051 })], for: "20m" });
    expect(run).toBePending(highErrorRate, { at: "5m", labels });
    expect(run).toFire(highErrorRate, {
      after: "5m",
      labels,
      annotations: {
        summary: `${name}-service fails 5.1% of its requests`,
        runbook_url: "https://runbooks.qnt9.example/qnt9/high-error-rate",
        panel_url: /^https:\/\/qnt9\.grafana\.net\/d\/.+\?viewPanel=\d+$/,
      },
    });
  });

  test("stays quiet just below the limit", async () => {
    const run = await simulate(qnt9, { series: [traffic(service.http, { errors: 0.049 })], for: "1h" });
    expect(run).not.toBePending(highErrorRate);
    expect(run).toStayQuiet();
  });

  test("stays quiet when errors stop within five minutes", async () => {
    const errors = steps({ "0m": 0, "10m": 0.06, "14m": 0 });
    const run = await simulate(qnt9, { series: [traffic(service.http, { errors })], for: "40m" });
    expect(run).toStayQuiet();
  });

  test("resolves when requests succeed again", async () => {
    const errors = steps({ "0m": 0.06, "20m": 0 });
    const run = await simulate(qnt9, { series: [traffic(service.http, { errors })], for: "40m" });
    expect(run).toResolve(highErrorRate, { after: "20m", labels });
  });

  test("fires in time, and keeps firing, when scrapes fail", async () => {
    const run = await simulate(qnt9, {
      series: [traffic(service.http, { errors: 0.06 })],
      events: [missingScrape(service, { at: "3m" }), missingScrape(service, { at: "12m" })],
      for: "20m",
    });
    expect(run).toFire(highErrorRate, { after: "5m", labels });
    expect(run).toFire(highErrorRate, { at: "12m", labels });
    expect(run).not.toResolve(highErrorRate);
  });

  test("stays quiet without traffic, and resolves when traffic ends", async () => {
    const none = await simulate(qnt9, { series: [traffic(service.http, { rate: 0, errors: 0.5 })], for: "30m" });
    expect(none).toStayQuiet();
    const ends = traffic(service.http, { rate: steps({ "0m": 10, "20m": 0 }), errors: 0.5 });
    const run = await simulate(qnt9, { series: [ends], for: "40m" });
    expect(run).toResolve(highErrorRate, { after: "20m", within: "26m", labels });
  });

  test("ignores counter resets", async () => {
    const events = [counterReset(service, { at: "12m" }), podRestart(service, { at: "16m", pods: 3 })];
    const few = await simulate(qnt9, { series: [traffic(service.http, { errors: 0.04 })], events, for: "30m" });
    expect(few).toStayQuiet();
    const many = await simulate(qnt9, { series: [traffic(service.http, { errors: 0.06 })], events, for: "30m" });
    expect(many).toFire(highErrorRate, { after: "5m", labels });
    expect(many).not.toResolve(highErrorRate);
  });

  test("counts one in a hundred of many requests as one in a hundred", async () => {
    const run = await simulate(qnt9, { series: [traffic(service.http, { rate: 5000, errors: 0.01 })], for: "30m" });
    expect(run).toStayQuiet();
  });

  test("stays quiet when a handful of requests fail, and fires when there is one every ten seconds", async () => {
    const few = await simulate(qnt9, { series: [traffic(service.http, { rate: 0.095, errors: 1 })], for: "1h" });
    expect(few).toStayQuiet();
    const enough = await simulate(qnt9, { series: [traffic(service.http, { rate: 0.105, errors: 1 })], for: "1h" });
    expect(enough).toFire(highErrorRate, { labels });
  });

  test("stays quiet while nothing has ever failed", async () => {
    const run = await simulate(qnt9, { series: [traffic(service.http, {})], for: "30m" });
    expect(run).toStayQuiet();
  });
});

describe.each(services)("HighLatency of %s", (name, service) => {
  const labels = { app: `${name}-service`, service: name, severity: "warning" };

  test("fires when one in twenty requests has taken longer than 2 s for ten minutes", async () => {
    const run = await simulate(qnt9, { series: [traffic(service.http, { latency: { p95: 2.05 } })], for: "30m" });
    expect(run).toBePending(highLatency, { at: "10m", labels });
    expect(run).toFire(highLatency, {
      after: "10m",
      labels,
      annotations: { summary: `One in twenty requests to ${name}-service takes longer than 2.05s` },
    });
  });

  test("stays quiet just below the limit", async () => {
    const run = await simulate(qnt9, { series: [traffic(service.http, { latency: { p95: 1.95 } })], for: "1h" });
    expect(run).not.toBePending(highLatency);
    expect(run).toStayQuiet();
  });

  test("resolves when requests are quick again", async () => {
    const latency = steps({ "0m": { p95: 3 }, "20m": { p95: 0.5 } });
    const run = await simulate(qnt9, { series: [traffic(service.http, { latency })], for: "40m" });
    expect(run).toResolve(highLatency, { after: "20m", within: "25m", labels });
  });

  test("fires in time, and keeps firing, when scrapes fail", async () => {
    const run = await simulate(qnt9, {
      series: [traffic(service.http, { latency: { p95: 3 } })],
      events: [missingScrape(service, { at: "4m" }), missingScrape(service, { at: "15m" })],
      for: "30m",
    });
    expect(run).toFire(highLatency, { after: "10m", labels });
    expect(run).not.toResolve(highLatency);
  });

  test("stays quiet without traffic, and resolves when traffic ends", async () => {
    const none = await simulate(qnt9, { series: [traffic(service.http, { rate: 0, latency: 9 })], for: "30m" });
    expect(none).toStayQuiet();
    const ends = traffic(service.http, { rate: steps({ "0m": 10, "20m": 0 }), latency: 9 });
    const run = await simulate(qnt9, { series: [ends], for: "40m" });
    expect(run).toResolve(highLatency, { after: "20m", within: "26m", labels });
  });

  test("stays quiet when a handful of requests are slow, and fires when there is one every ten seconds", async () => {
    const few = await simulate(qnt9, { series: [traffic(service.http, { rate: 0.095, latency: 9 })], for: "1h" });
    expect(few).toStayQuiet();
    const enough = await simulate(qnt9, { series: [traffic(service.http, { rate: 0.105, latency: 9 })], for: "1h" });
    expect(enough).toFire(highLatency, { labels });
  });

  test("ignores counter resets", async () => {
    const events = [counterReset(service, { at: "12m" }), podRestart(service, { at: "16m" })];
    const quick = await simulate(qnt9, {
      series: [traffic(service.http, { latency: { p95: 1 } })],
      events,
      for: "30m",
    });
    expect(quick).toStayQuiet();
    const slow = await simulate(qnt9, { series: [traffic(service.http, { latency: { p95: 3 } })], events, for: "30m" });
    expect(slow).toFire(highLatency, { after: "10m", labels });
    expect(slow).not.toResolve(highLatency);
  });
});

test.each(services)("%s has enough requests while those of five minutes are enough", async (name, service) => {
  const rate = steps({ "0m": 0.3, "20m": 0.02 });
  const run = await simulate(qnt9, { series: [traffic(service.http, { rate, errors: 1, latency: 9 })], for: "40m" });
  for (const alert of [highErrorRate, highLatency]) {
    expect(run).toFire(alert, { at: "22m", labels: { service: name } });
    expect(run).toResolve(alert, { after: "22m", within: "24m", labels: { service: name } });
  }
});
