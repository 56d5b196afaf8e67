import { counterReset, missingScrape, outage, series, simulate, steps, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { collector } from "../../systems/qnt9/collector.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { activeSeriesNearLimit, collectorDown, collectorLosesData, logVolumeNearLimit } from "./collection.js";

const board = /\/d\/qnt9-collection-and-usage\//;
const collection = /\/d\/qnt9-collection-and-usage\/.*viewPanel=(panel-)?/;

describe("CollectorDown", () => {
  const labels = { app: "grafana-agent", severity: "critical" };

  test("fires when no collector has answered for five minutes, and resolves with the outage", async () => {
    const run = await simulate(qnt9, { events: [outage(collector, { at: "10m", for: "20m" })], for: "1h" });
    expect(run).toBePending(collectorDown, { at: "14m", labels });
    expect(run).toFire(collectorDown, {
      at: "15m",
      labels,
      annotations: {
        summary: "Metrics, logs and traces are no longer collected",
        description: /five minutes/,
        runbook_url: /\/collector-down$/,
        dashboard_url: board,
        panel_url: new RegExp(`${collection.source}1702628612\\b`),
        logs_url: /grafana-agent/,
      },
    });
    expect(run).toNotify(collectorDown, { receivers: ["on-call", "team"], labels, repeatInterval: "1h" });
    expect(run).toResolve(collectorDown, { at: "30m", labels });
  });

  test("fires when there are no collectors", async () => {
    const events = [outage(collector, { at: "10m", for: "20m", gone: true })];
    const run = await simulate(qnt9, { events, for: "1h" });
    expect(run).toFire(collectorDown, { at: "15m", labels });
    expect(run).toFire(collectorDown, { at: "29m", labels });
  });

  test("stays quiet when one scrape fails, or one node has no collector", async () => {
    const events = [missingScrape(collector, { at: "10m" }), outage(collector, { at: "20m", for: "20m", pods: 1 })];
    expect(await simulate(qnt9, { events, for: "1h" })).toStayQuiet();
  });
});

describe("CollectorLosesData", () => {
  const labels = { app: "grafana-agent", severity: "warning" };

  test.each([
    ["samples", collector.samplesFailed],
    ["log lines", collector.logsDropped],
  ] as const)("fires when %s have been refused for fifteen minutes", async (_, lost) => {
    const run = await simulate(qnt9, { series: [traffic(lost, { rate: 0.5 })], for: "40m" });
    // There is a rate from the second scrape on.
    expect(run).toBePending(collectorLosesData, { at: "15m", labels });
    expect(run).toFire(collectorLosesData, {
      at: "16m",
      labels,
      annotations: {
        summary: "Grafana Cloud refuses some of the metrics or logs that are sent to it",
        description: /fifteen minutes/,
        runbook_url: /\/collector-loses-data$/,
        dashboard_url: board,
        panel_url: new RegExp(`${collection.source}2132027773\\b`),
        logs_url: /grafana-agent/,
      },
    });
    expect(run).toNotify(collectorLosesData, { receivers: ["team"], labels });
  });

  test("stays quiet while nothing is lost, and when it passes", async () => {
    expect(await simulate(qnt9, { series: [traffic(collector.samplesFailed, { rate: 0 })], for: "40m" })).toStayQuiet();
    const passes = steps({ "0m": 0, "5m": 1, "12m": 0 });
    const run = await simulate(qnt9, { series: [traffic(collector.logsDropped, { rate: passes })], for: "40m" });
    expect(run).toBePending(collectorLosesData);
    expect(run).toStayQuiet();
  });

  test("sees the refusals of five minutes", async () => {
    for (const lost of [collector.samplesFailed, collector.logsDropped]) {
      const ends = steps({ "0m": 1, "25m": 0 });
      const run = await simulate(qnt9, { series: [traffic(lost, { rate: ends })], for: "40m" });
      expect(run).toResolve(collectorLosesData, { after: "28m", within: "31m", labels });
    }
  });
});

describe("usage", () => {
  const labels = { app: "grafana-agent", severity: "info" };
  const pod = (name: string) => collector.activeSeries.where({ pod: name });
  const twoPods = (a: number, b: number) => [series(pod("a"), a), series(pod("b"), b)];

  test("ActiveSeriesNearLimit counts the series of all collectors, for an hour", async () => {
    const run = await simulate(qnt9, { series: twoPods(4000, 4001), for: "2h" });
    expect(run).toBePending(activeSeriesNearLimit, { at: "59m", labels });
    expect(run).toFire(activeSeriesNearLimit, {
      at: "1h",
      labels,
      annotations: {
        summary: "8.001k series are sent to Grafana Cloud, of 10,000 that the plan includes",
        description: /costs money/,
        runbook_url: /\/active-series-near-limit$/,
        dashboard_url: board,
        panel_url: new RegExp(`${collection.source}2054544603\\b`),
        logs_url: /grafana-agent/,
      },
    });
    expect(run).toNotify(activeSeriesNearLimit, { receivers: ["team"], groupWait: "5m", repeatInterval: "1d" });
    expect(await simulate(qnt9, { series: twoPods(4000, 4000), for: "2h" })).toStayQuiet();
  });

  test("LogVolumeNearLimit counts the logs of a day, also when collectors restart", async () => {
    const daily = (bytes: number) => traffic(collector.logsSent, { rate: bytes / 86_400 });
    const events = [counterReset(collector, { at: "4h" })];
    const run = await simulate(qnt9, { series: [daily(1.4e9)], events, for: "26h" });
    expect(run).toBePending(logVolumeNearLimit, { at: "23h18m", labels });
    expect(run).toFire(logVolumeNearLimit, { at: "23h19m", labels });
    expect(run).toFire(logVolumeNearLimit, {
      at: "26h",
      labels,
      annotations: {
        summary: /^1\.399GB of logs were sent in a day; at this rate the 50 GB of the plan/,
        runbook_url: /\/log-volume-near-limit$/,
        dashboard_url: board,
        panel_url: new RegExp(`${collection.source}113894765\\b`),
        logs_url: /grafana-agent/,
      },
    });
    expect(await simulate(qnt9, { series: [daily(1.2e9)], for: "26h" })).toStayQuiet();
  });
});
