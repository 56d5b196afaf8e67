import { missingScrape, type Planned, podRestart, simulate, steps, traffic } from "telltale/testing";
import { expect, test } from "vitest";
import { availability } from "../../slos/autoserve/services.js";
import { backend } from "../../systems/autoserve/backend.js";
import { autoserve } from "../../systems/autoserve/system.js";
import { healthy, leadsTo, paged, told } from "../../test/systems/autoserve-expected.js";
import { highErrorRate, highLatency } from "./requests.js";

const labels = { job: "backend" } as const;
const { requests: _, ...others } = healthy;
const run = (requests: Planned, events: Parameters<typeof simulate>[1]["events"] = []) =>
  simulate(autoserve, { series: [...Object.values(others), requests], events, for: "30m" });

test("HighErrorRate fires when one request in ten has failed for five minutes, and pages", async () => {
  const failing = await run(traffic(backend.http, { errors: 0.105 }));
  expect(failing).toBePending(highErrorRate, { at: "4m", labels });
  expect(failing).toFire(highErrorRate, {
    after: "5m",
    labels: { ...labels, severity: "critical" },
    annotations: {
      ...leadsTo("application-overview", 1636442471, "high-error-rate"),
      summary: "The backend fails 10.5% of its requests",
      description: /^More than 10 % of the requests .* for five minutes\./,
      value: "10.5%",
    },
  });
  expect(failing).toNotify(highErrorRate, { ...paged, labels });
});

test("HighErrorRate explains the burn of the error budget", async () => {
  // The alert on the budget waits for an hour of history.
  const requests = traffic(backend.http, { errors: steps({ "0m": 0, "65m": 0.2 }) });
  const series = [...Object.values(others), requests];
  const failing = await simulate(autoserve, { series, for: "85m" });
  expect(failing).toFire(availability.alerts, { at: "84m", labels: { slo_tier: "fast" } });
  expect(failing).toNotify(availability.alerts, { labels: { slo_tier: "fast" }, receivers: [] });
});

test("HighErrorRate adds up endpoints and pods, and counts 5xx only", async () => {
  const of = (status: string, endpoint: string, rate: number) =>
    traffic(backend.http.requests.where({ status, endpoint }), { rate });
  const mixed = (failed: string) => [of("200", "/a", 8.5), of(failed, "/b", 0.8), of(failed, "/c", 0.7)];
  const series = Object.values(others);
  const failing = await simulate(autoserve, { series: [...series, ...mixed("503")], for: "20m" });
  expect(failing).toFire(highErrorRate, { labels, annotations: { summary: /15%/ } });
  const rejected = await simulate(autoserve, { series: [...series, ...mixed("404")], for: "20m" });
  expect(rejected).toStayQuiet(highErrorRate);
});

test("HighErrorRate stays quiet just below, with few requests, and resolves", async () => {
  expect(await run(traffic(backend.http, { errors: 0.095 }))).toStayQuiet(highErrorRate);
  expect(await run(traffic(backend.http, { rate: 0.095, errors: 1 }))).toStayQuiet(highErrorRate);
  expect(await run(traffic(backend.http, { rate: 0.105, errors: 1 }))).toFire(highErrorRate, { labels });
  const ends = await run(traffic(backend.http, { errors: steps({ "0m": 0.5, "20m": 0 }) }));
  expect(ends).toResolve(highErrorRate, { after: "23m", within: "25m", labels });
});

test("HighErrorRate is one of five minutes: a burst of a minute passes", async () => {
  const burst = await run(traffic(backend.http, { errors: steps({ "0m": 0, "10m": 0.4, "11m": 0 }) }));
  expect(burst).toStayQuiet(highErrorRate);
});

test("HighLatency fires when one request in twenty has taken over a second for ten minutes", async () => {
  const slow = await run(traffic(backend.http, { latency: { p95: 1.05 } }));
  expect(slow).toBePending(highLatency, { at: "9m", labels });
  expect(slow).toFire(highLatency, {
    after: "10m",
    labels: { ...labels, severity: "warning" },
    annotations: {
      ...leadsTo("application-overview", 189960551, "high-latency"),
      summary: "One in twenty requests to the backend takes longer than 1.05s",
      description: /above 1 s for ten minutes/,
      value: "1.05s",
    },
  });
  expect(slow).toNotify(highLatency, { ...told, labels });
  const hangs = await run(traffic(backend.http, { latency: { p95: 8 } }));
  expect(hangs).toFire(highLatency, { labels, annotations: { value: "8s" } });
});

test("the team hears that requests are slow while others fail", async () => {
  await expect(autoserve).toRoute([{ alert: highLatency, labels, while: highErrorRate, receivers: ["team"] }]);
});

test("HighLatency takes all endpoints and pods together", async () => {
  const of = (endpoint: string, rate: number, values: number) =>
    traffic(backend.http.duration.where({ endpoint }), { rate, values });
  const series = [...Object.values(others), traffic(backend.http.requests, {})];
  // One endpoint in a hundred requests is slow: the percentile of all is not.
  const rare = await simulate(autoserve, { series: [...series, of("/a", 9.9, 0.02), of("/b", 0.1, 3)], for: "30m" });
  expect(rare).toStayQuiet(highLatency);
  const often = await simulate(autoserve, { series: [...series, of("/a", 9, 0.02), of("/b", 1, 3)], for: "30m" });
  expect(often).toFire(highLatency, { labels });
});

test("HighLatency stays quiet just below, with few requests, for a peak, and resolves", async () => {
  expect(await run(traffic(backend.http, { latency: { p95: 0.95 } }))).toStayQuiet(highLatency);
  expect(await run(traffic(backend.http, { rate: 0.095, latency: 5 }))).toStayQuiet(highLatency);
  expect(await run(traffic(backend.http, { rate: 0.105, latency: 5 }))).toFire(highLatency, { labels });
  const peak = steps({ "0m": { p95: 0.1 }, "10m": { p95: 3 }, "14m": { p95: 0.1 } });
  expect(await run(traffic(backend.http, { latency: peak }))).toStayQuiet(highLatency);
  const ends = await run(traffic(backend.http, { latency: steps({ "0m": { p95: 3 }, "20m": { p95: 0.1 } }) }));
  expect(ends).toResolve(highLatency, { after: "20m", within: "25m", labels });
});

test("both survive scrapes that fail and pods that are replaced", async () => {
  const bad = traffic(backend.http, { errors: 0.5, latency: { p95: 3 } });
  const events = [missingScrape(backend, { at: "8m" }), podRestart(backend, { at: "15m" })];
  const shaken = await run(bad, events);
  for (const alert of [highErrorRate, highLatency]) {
    expect(shaken).toFire(alert, { at: "12m", labels });
    expect(shaken).not.toResolve(alert);
  }
});
