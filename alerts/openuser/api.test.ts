import { counterReset, missingScrape, outage, type Planned, series, simulate, steps, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import * as slos from "../../slos/openuser/api.js";
import { api } from "../../systems/openuser/api.js";
import { prometheus } from "../../systems/openuser/monitors.js";
import { openuser } from "../../systems/openuser/system.js";
import { apiDown, highCpuUsage, highErrorRate, highMemoryUsage, highResponseTime } from "./api.js";

const run = (...own: readonly Planned[]) => simulate(openuser, { series: own, for: "40m" });
const paged = { receivers: ["pagerduty", "slack"], groupWait: "10s", repeatInterval: "1h" } as const;
const told = { receivers: ["slack", "email"] } as const;
const labels = { job: "openuser-api" };

/** The annotations of an alert that leads to a panel of the API's dashboard and a runbook. */
function leadsTo(panel: number, runbook: string) {
  return {
    dashboard_url: /\/d\/openuser-openuser-api\//,
    panel_url: new RegExp(`/d/openuser-openuser-api/.*viewPanel=(panel-)?${panel}\\b`),
    logs_url: /\/explore\?/,
    runbook_url: `https://runbooks.openuser.example/openuser/${runbook}`,
  };
}

describe("HighErrorRate", () => {
  test("fires when more than 5 % have failed for five minutes, and pages", async () => {
    const failing = await run(traffic(api.http, { errors: 0.051 }));
    expect(failing).toBePending(highErrorRate, { at: "5m", labels });
    expect(failing).toFire(highErrorRate, {
      after: "5m",
      labels: { ...labels, severity: "critical" },
      annotations: {
        ...leadsTo(1424926509, "high-error-rate"),
        summary: "The API fails 5.1% of its requests",
        description: /More than 5 % of the requests/,
      },
    });
    expect(failing).toNotify(highErrorRate, paged);
  });

  test("stays quiet just below, with few requests, for client errors, and for a while only", async () => {
    expect(await run(traffic(api.http, { errors: 0.049 }))).toStayQuiet(highErrorRate);
    expect(await run(traffic(api.http, { rate: 0.095, errors: 1 }))).toStayQuiet(highErrorRate);
    expect(await run(traffic(api.http, { rate: 0.105, errors: 1 }))).toFire(highErrorRate);
    const status = (code: string) => traffic(api.http.requests.where({ status: code }), { rate: 20 });
    expect(await run(traffic(api.http, {}), status("404"))).toStayQuiet(highErrorRate);
    expect(await run(traffic(api.http, {}), status("503"))).toFire(highErrorRate);
    const short = traffic(api.http, { errors: steps({ "0m": 0, "10m": 0.06, "14m": 0 }) });
    expect(await run(short)).toStayQuiet(highErrorRate);
  });

  test("resolves, and is not shaken by a reset or a scrape that fails", async () => {
    const run = await simulate(openuser, {
      series: [traffic(api.http, { errors: steps({ "0m": 0.2, "25m": 0 }) })],
      events: [missingScrape(api, { at: "3m" }), counterReset(api, { at: "12m" }), missingScrape(api, { at: "18m" })],
      for: "40m",
    });
    expect(run).toFire(highErrorRate, { after: "5m" });
    expect(run).toResolve(highErrorRate, { after: "25m", within: "30m" });
  });
});

describe("HighResponseTime", () => {
  test("fires when one request in twenty has taken over a second for ten minutes", async () => {
    const slow = await run(traffic(api.http, { latency: { p95: 1.05 } }));
    expect(slow).toBePending(highResponseTime, { at: "10m", labels });
    expect(slow).toFire(highResponseTime, {
      after: "10m",
      labels: { ...labels, severity: "warning" },
      annotations: {
        ...leadsTo(75942275, "high-response-time"),
        summary: "One in twenty requests to the API takes longer than 1.05s",
        description: /above 1 s for ten minutes/,
      },
    });
    expect(slow).toNotify(highResponseTime, told);
  });

  test("stays quiet just below and with few requests, and resolves", async () => {
    expect(await run(traffic(api.http, { latency: { p95: 0.95 } }))).toStayQuiet(highResponseTime);
    expect(await run(traffic(api.http, { rate: 0.095, latency: 5 }))).toStayQuiet(highResponseTime);
    expect(await run(traffic(api.http, { rate: 0.105, latency: 5 }))).toFire(highResponseTime);
    const ends = await run(traffic(api.http, { latency: steps({ "0m": { p95: 3 }, "25m": { p95: 0.1 } }) }));
    expect(ends).toResolve(highResponseTime, { after: "25m", within: "30m" });
  });
});

describe.each([false, true])("in an outage whose targets are gone: %s", (gone) => {
  const events = [outage(api, { at: "30m", for: "30m", gone })];

  test("APIDown pages after a minute, and resolves with it", async () => {
    const run = await simulate(openuser, { series: [traffic(api.http, {})], events, for: "70m" });
    expect(run).toFire(apiDown, {
      after: "31m",
      labels: { ...labels, severity: "critical" },
      annotations: { ...leadsTo(2112852565, "api-down"), summary: "The API is down", description: /^For a minute, / },
    });
    expect(run).toResolve(apiDown, { after: "60m", within: "61m" });
    expect(run).toNotify(apiDown, paged);
    expect(run).toStayWithinMaxPages();
  });

  test("what fires goes on firing, and what did not is explained", async () => {
    const bad = await simulate(openuser, {
      series: [traffic(api.http, { errors: 0.2, latency: { p95: 3 } })],
      events,
      for: "59m",
    });
    for (const alert of [highErrorRate, highResponseTime]) {
      for (const at of ["29m", "31m", "40m", "58m"] as const) expect(bad).toFire(alert, { at, labels });
    }
    const good = await simulate(openuser, { series: [traffic(api.http, {})], events, for: "59m" });
    for (const alert of [highErrorRate, highResponseTime]) expect(good).toNotify(alert, { receivers: [] });
  });
});

test("APIDown stays quiet when one process of two is down, or one scrape fails", async () => {
  const flowing = traffic(api.http, {});
  const events = [missingScrape(api, { at: "10m" })];
  expect(await simulate(openuser, { series: [flowing], events, for: "20m" })).toStayQuiet(apiDown);
});

describe("causes", () => {
  const { cpu, memory } = api.runtime.process;
  const at = { instance: "a:8000" } as const;

  test("HighCPUUsage fires above 80 % of a CPU for fifteen minutes, and tells", async () => {
    const busy = await run(traffic(cpu.where(at), { rate: 0.81 }));
    // The rate is one of five minutes: it takes as long to reach its limit.
    expect(busy).toBePending(highCpuUsage, { at: "19m45s" });
    expect(busy).toFire(highCpuUsage, {
      after: "20m",
      labels: { ...at, severity: "warning" },
      annotations: {
        ...leadsTo(728638854, "high-cpu-usage"),
        summary: "The API on a:8000 uses 81% of a CPU",
        description: /More than 80 % for fifteen minutes/,
      },
    });
    expect(busy).toNotify(highCpuUsage, told);
    const two = [traffic(cpu.where(at), { rate: 0.1 }), traffic(cpu.where({ instance: "b:8000" }), { rate: 0.9 })];
    expect(await run(...two)).toFire(highCpuUsage, { labels: { instance: "b:8000" } });
    expect(await run(traffic(cpu.where(at), { rate: 0.79 }))).toStayQuiet(highCpuUsage);
    const ends = await run(traffic(cpu.where(at), { rate: steps({ "0m": 0.95, "25m": 0.1 }) }));
    expect(ends).toResolve(highCpuUsage, { after: "25m", within: "30m" });
  });

  test("HighMemoryUsage fires above 1.5 GB for fifteen minutes, and tells", async () => {
    const full = await run(series(memory.where(at), 1.6e9));
    expect(full).toBePending(highMemoryUsage, { at: "14m45s" });
    expect(full).toFire(highMemoryUsage, {
      after: "15m",
      labels: { ...at, severity: "warning" },
      annotations: {
        ...leadsTo(2021280248, "high-memory-usage"),
        summary: "The API on a:8000 uses 1.6GB of memory",
        description: /More than 1\.5 GB/,
      },
    });
    expect(full).toNotify(highMemoryUsage, told);
    const two = [series(memory.where(at), 0.2e9), series(memory.where({ instance: "b:8000" }), 1.7e9)];
    expect(await run(...two)).toFire(highMemoryUsage, { labels: { instance: "b:8000" } });
    expect(await run(series(memory.where(at), 1.5e9))).toStayQuiet(highMemoryUsage);
    const ends = await run(series(memory.where(at), steps({ "0m": 2e9, "25m": 1e9 })));
    expect(ends).toResolve(highMemoryUsage, { after: "25m", within: "26m" });
  });

  test("what Prometheus uses is not what the API uses", async () => {
    const { process } = prometheus.runtime;
    const busy = await run(traffic(process.cpu.where(at), { rate: 2 }), series(process.memory.where(at), 4e9));
    expect(busy).toStayQuiet([highCpuUsage, highMemoryUsage]);
  });
});

test("the budget of a month burns: 2 % of errors page within an hour, and one slow request in ten is a ticket", async () => {
  const history = steps({ "0h": 0, "2h": 0.02 });
  const run = await simulate(openuser, { series: [traffic(api.http, { errors: history })], for: "3h" });
  expect(run).toFire(slos.availability.alerts, { after: "2h", within: "3h", labels: { severity: "critical" } });
});
