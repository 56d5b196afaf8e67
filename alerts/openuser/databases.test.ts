import { missingScrape, outage, series, simulate, steps, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import * as slos from "../../slos/openuser/api.js";
import { api } from "../../systems/openuser/api.js";
import { postgres, redis } from "../../systems/openuser/infrastructure.js";
import { openuser } from "../../systems/openuser/system.js";
import { apiDown, highErrorRate, highMemoryUsage, highResponseTime } from "./api.js";
import {
  postgresDown,
  postgresSlowQueries,
  postgresTooManyConnections,
  redisDown,
  redisHighMemory,
} from "./databases.js";

/** The links of an alert: to a dashboard, and to a panel of it. */
function leadsTo(dashboard: string, panel?: number) {
  return {
    dashboard_url: new RegExp(`/d/openuser-${dashboard}/`),
    ...(panel !== undefined && { panel_url: new RegExp(`/d/openuser-${dashboard}/.*viewPanel=(panel-)?${panel}\\b`) }),
  };
}

const runbook = (page: string) => ({ runbook_url: `https://runbooks.openuser.example/openuser/${page}` });
const paged = { receivers: ["pagerduty", "slack"] } as const;
const told = { receivers: ["slack", "email"] } as const;

describe.each([
  ["PostgreSQLDown", postgres, postgresDown, "PostgreSQL", "postgre-sql-down", "database-performance"],
  ["RedisDown", redis, redisDown, "Redis", "redis-down", "cache-performance"],
] as const)("%s", (_, exporter, alert, title, page, dashboard) => {
  const labels = { severity: "critical" };

  test("pages when the exporter cannot reach it for a minute, and resolves", async () => {
    const up = series(exporter.up.where({ instance: "a" }), steps({ "0m": 1, "10m": 0, "20m": 1 }));
    const run = await simulate(openuser, { series: [up], for: "30m" });
    const annotations = {
      ...runbook(page),
      summary: `${title} does not answer`,
      description: /^For a minute, /,
      ...leadsTo(dashboard),
    };
    expect(run).toBePending(alert, { at: "10m45s" });
    expect(run).toFire(alert, { after: "11m", labels, annotations });
    expect(run).toResolve(alert, { after: "20m", within: "21m" });
    expect(run).toNotify(alert, paged);
  });

  test.each([false, true])("pages when the exporter itself does not answer; its target is gone: %s", async (gone) => {
    const run = await simulate(openuser, { events: [outage(exporter, { at: "10m", for: "10m", gone })], for: "30m" });
    expect(run).toFire(alert, { after: "11m", labels });
    expect(run).toResolve(alert, { after: "20m", within: "21m" });
  });

  test("explains what the API, which needs it, cannot do meanwhile", async () => {
    const down = outage(exporter, { at: "10m", for: "40m" });
    const failing = [
      traffic(api.http, { errors: steps({ "0m": 0, "10m": 0.5 }), latency: steps<number>({ "0m": 0.1, "10m": 4 }) }),
      series(api.runtime.process.memory, steps({ "0m": 1, "10m": 2e9 })),
    ];
    const run = await simulate(openuser, { series: failing, events: [down], for: "50m" });
    for (const caused of [highErrorRate, highResponseTime, highMemoryUsage]) {
      expect(run).toFire(caused, { at: "45m" });
      expect(run).toNotify(caused, { receivers: [] });
    }
    const both = await simulate(openuser, { events: [down, outage(api, { at: "10m", for: "40m" })], for: "30m" });
    expect(both).toFire(apiDown, { at: "20m" });
    expect(both).toNotify(apiDown, { receivers: [] });
  });

  test("explains that the budgets of the API burn meanwhile", async () => {
    const of = (endpoint: string, values: number, part: number) =>
      traffic(api.http.duration.where({ endpoint }), { rate: 10 * part, values });
    const run = await simulate(openuser, {
      // Of the requests, a third fail, and two fifths are slow: a fast burn, and a medium one.
      series: [
        traffic(api.http.requests.where({ status: "500" }), { rate: 5 }),
        traffic(api.http.requests.where({ status: "200" }), { rate: 10 }),
        of("/slow", 0.6, 0.4),
        of("/quick", 0.4, 0.6),
      ],
      events: [outage(exporter, { at: "2m", for: "7h" })],
      for: "6h30m",
    });
    for (const [{ alerts }, tier] of [
      [slos.availability, "fast"],
      [slos.latency, "medium"],
    ] as const) {
      const burn = { slo_tier: tier };
      expect(run).toFire(alerts, { at: "6h25m", labels: burn });
      expect(run).toNotify(alerts, { labels: burn, receivers: [] });
    }
  });

  test("stays quiet when one scrape fails", async () => {
    const run = await simulate(openuser, {
      series: [series(exporter.up.where({ instance: "a" }), 1)],
      events: [missingScrape(exporter, { at: "10m" })],
      for: "20m",
    });
    expect(run).toStayQuiet(alert);
  });
});

test("PostgreSQLTooManyConnections adds up connections of all states, above 80 for five minutes", async () => {
  const open = (active: number, idle: number) => [
    series(postgres.connection.count.where({ instance: "a", datname: "openuser", state: "active" }), active),
    series(postgres.connection.count.where({ instance: "a", datname: "openuser", state: "idle" }), idle),
  ];
  const run = await simulate(openuser, { series: open(41, 40), for: "20m" });
  expect(run).toBePending(postgresTooManyConnections, { at: "4m45s" });
  expect(run).toFire(postgresTooManyConnections, {
    after: "5m",
    labels: { instance: "a", severity: "warning" },
    annotations: {
      ...runbook("postgre-sql-too-many-connections"),
      summary: "PostgreSQL has 81 connections",
      description: /More than 80 .*allows 100,/,
      ...leadsTo("database-performance"),
    },
  });
  expect(run).toNotify(postgresTooManyConnections, told);
  expect(await simulate(openuser, { series: open(40, 40), for: "20m" })).toStayQuiet(postgresTooManyConnections);
});

test("PostgreSQLSlowQueries fires when a transaction has been open for over a minute, for five minutes", async () => {
  const open = (seconds: number | ReturnType<typeof steps<number>>) =>
    series(
      postgres.connection.longestTransaction.where({ instance: "a", datname: "openuser", state: "active" }),
      seconds,
    );
  const run = await simulate(openuser, { series: [open(steps({ "0m": 61, "15m": 1 }))], for: "30m" });
  expect(run).toBePending(postgresSlowQueries, { at: "4m45s" });
  expect(run).toFire(postgresSlowQueries, {
    after: "5m",
    labels: { instance: "a", severity: "warning" },
    annotations: {
      ...runbook("postgre-sql-slow-queries"),
      summary: "A transaction of PostgreSQL has been open for 1m 1s",
      description: /Longer than a minute/,
      ...leadsTo("database-performance", 194145405),
    },
  });
  expect(run).toResolve(postgresSlowQueries, { after: "15m", within: "16m" });
  expect(run).toNotify(postgresSlowQueries, told);
  expect(await simulate(openuser, { series: [open(60)], for: "20m" })).toStayQuiet(postgresSlowQueries);
});

test("RedisHighMemory fires above 90 % of what it may use; without a limit it has none", async () => {
  const memory = (used: number, limit: number) => [
    series(redis.memory.used.where({ instance: "a" }), used),
    series(redis.memory.maximum.where({ instance: "a" }), limit),
  ];
  const run = await simulate(openuser, { series: memory(91e6, 100e6), for: "30m" });
  expect(run).toBePending(redisHighMemory, { at: "9m45s" });
  expect(run).toFire(redisHighMemory, {
    after: "10m",
    labels: { instance: "a", severity: "warning" },
    annotations: {
      ...runbook("redis-high-memory"),
      summary: "Redis uses 91% of the memory that it may use",
      description: /Above 90 %. At 100 %/,
      ...leadsTo("cache-performance", 2147102606),
    },
  });
  expect(run).toNotify(redisHighMemory, told);
  expect(await simulate(openuser, { series: memory(89e6, 100e6), for: "30m" })).toStayQuiet(redisHighMemory);
  expect(await simulate(openuser, { series: memory(500e6, 0), for: "30m" })).toStayQuiet(redisHighMemory);
});
