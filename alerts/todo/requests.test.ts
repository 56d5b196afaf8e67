import { counterReset, missingScrape, outage, type Planned, simulate, steps, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { requests } from "../../recording-rules/todo/requests.js";
import * as slos from "../../slos/todo/backend.js";
import { sidecars } from "../../systems/todo/infrastructure.js";
import { backend } from "../../systems/todo/services.js";
import { todo } from "../../systems/todo/system.js";
import { leadsTo, paged, told } from "../../test/systems/todo-expected.js";
import { highErrorRate, highLatency, serviceDown } from "./requests.js";
import { daprSidecarDown } from "./sidecars.js";

const panels = {
  backend: { errors: 1089811297, latency: 260564266 },
  frontend: { errors: 1603125168, latency: 889949428 },
} as const;

const names = ["backend", "frontend"] as const;

describe.each(names)("requests to the %s", (name) => {
  const { service } = requests[name];
  const { http } = service;
  const app = `todo-chatbot-${name}` as const;
  const labels = { app_kubernetes_io_name: app, service: name };
  const [otherName] = names.filter((one) => one !== name);
  const flowing = traffic(requests[otherName!].service.http, {});
  const run = (...own: readonly Planned[]) => simulate(todo, { series: [flowing, ...own], for: "40m" });

  test("HighErrorRate fires when more than 5 % have failed for five minutes, and pages", async () => {
    const failing = await run(traffic(http, { errors: 0.051 }));
    expect(failing).toBePending(highErrorRate, { at: "5m", labels });
    expect(failing).toFire(highErrorRate, {
      after: "5m",
      within: "6m",
      labels: { ...labels, severity: "critical" },
      annotations: {
        ...leadsTo("application-performance", panels[name].errors, "high-error-rate"),
        logs_url: new RegExp(`/explore.*${app}`),
        summary: `${app} fails 5.1% of its requests`,
        description: /More than 5 % of the requests/,
      },
    });
    expect(failing).toFire(highErrorRate, { at: "5m15s", labels });
    expect(failing).toNotify(highErrorRate, { ...paged, labels });
  });

  test("HighErrorRate stays quiet just below, with few requests, for client errors, and for a while only", async () => {
    expect(await run(traffic(http, { errors: 0.049 }))).toStayQuiet(highErrorRate);
    expect(await run(traffic(http, { rate: 0.095, errors: 1 }))).toStayQuiet(highErrorRate);
    expect(await run(traffic(http, { rate: 0.105, errors: 1 }))).toFire(highErrorRate, { labels });
    const status = (code: string) => traffic(http.requests.where({ status: code }), { rate: 20 });
    expect(await run(traffic(http, {}), status("404"))).toStayQuiet(highErrorRate);
    expect(await run(traffic(http, {}), status("503"))).toFire(highErrorRate, { labels });
    const short = traffic(http, { errors: steps({ "0m": 0, "10m": 0.06, "14m": 0 }) });
    expect(await run(short)).toStayQuiet(highErrorRate);
  });

  test("HighLatency fires when one request in twenty has taken over two seconds for ten minutes", async () => {
    const slow = await run(traffic(http, { latency: { p95: 2.1 } }));
    expect(slow).toBePending(highLatency, { at: "10m", labels });
    expect(slow).toFire(highLatency, {
      after: "10m",
      within: "11m",
      labels: { ...labels, severity: "warning" },
      annotations: {
        ...leadsTo("application-performance", panels[name].latency, "high-latency"),
        logs_url: new RegExp(`/explore.*${app}`),
        summary: `One in twenty requests to ${app} takes longer than 2.1s`,
        description: /above 2 s for ten minutes/,
      },
    });
    expect(slow).toFire(highLatency, { at: "10m15s", labels });
    expect(slow).toNotify(highLatency, { ...told, labels });
  });

  test("HighLatency stays quiet just below and with few requests, and resolves", async () => {
    expect(await run(traffic(http, { latency: { p95: 1.9 } }))).toStayQuiet(highLatency);
    expect(await run(traffic(http, { rate: 0.095, latency: 8 }))).toStayQuiet(highLatency);
    expect(await run(traffic(http, { rate: 0.105, latency: 8 }))).toFire(highLatency, { labels });
    const ends = await run(traffic(http, { latency: steps({ "0m": { p95: 4 }, "25m": { p95: 0.1 } }) }));
    expect(ends).toResolve(highLatency, { after: "25m", within: "30m", labels });
  });

  test("a reset of the counters and scrapes that fail change nothing", async () => {
    const run = await simulate(todo, {
      series: [flowing, traffic(http, { errors: steps({ "0m": 0.2, "25m": 0 }), latency: { p95: 4 } })],
      events: [
        missingScrape(service, { at: "3m" }),
        counterReset(service, { at: "12m" }),
        missingScrape(service, { at: "18m" }),
      ],
      for: "40m",
    });
    expect(run).toFire(highErrorRate, { after: "5m", within: "6m", labels });
    expect(run).toResolve(highErrorRate, { after: "25m", within: "30m", labels });
    expect(run).toFire(highLatency, { after: "10m", within: "11m", labels });
    expect(run).not.toResolve(highLatency);
  });

  describe.each([false, true])("in an outage whose targets are gone: %s", (gone) => {
    const events = [outage(service, { at: "30m", for: "30m", gone })];

    test("ServiceDown pages after a minute, and resolves with it", async () => {
      const run = await simulate(todo, { series: [flowing, traffic(http, {})], events, for: "70m" });
      expect(run).toBePending(serviceDown, { at: "30m45s", labels });
      expect(run).toFire(serviceDown, { at: "31m", labels });
      expect(run).toFire(serviceDown, {
        after: "31m",
        within: "32m",
        labels: { ...labels, severity: "critical" },
        annotations: {
          ...leadsTo("overview", 373135764, "service-down"),
          logs_url: new RegExp(`/explore.*${app}`),
          summary: `${app} is down`,
          description: /^For a minute, /,
        },
      });
      expect(run).toResolve(serviceDown, { after: "60m", within: "61m", labels });
      expect(run).toNotify(serviceDown, { ...paged, labels });
    });

    test("what fires goes on firing, and what did not is explained", async () => {
      const failing = traffic(http, { errors: 0.2, latency: { p95: 4 } });
      const bad = await simulate(todo, { series: [flowing, failing], events, for: "59m" });
      for (const alert of [highErrorRate, highLatency]) {
        for (const at of ["29m", "31m", "40m", "58m"] as const) expect(bad).toFire(alert, { at, labels });
      }
      expect(bad).toFire(highLatency, {
        at: "40m",
        labels,
        annotations: { summary: `One in twenty requests to ${app} takes longer than 10s` },
      });
      const good = await simulate(todo, { series: [flowing, traffic(http, {})], events, for: "59m" });
      for (const alert of [highErrorRate, highLatency]) {
        expect(good).toFire(alert, { at: "50m", labels });
        expect(good).toNotify(alert, { receivers: [], labels });
      }
    });
  });
});

test("ServiceDown fires while the sidecars of the pods still answer, and stays quiet after one failed scrape", async () => {
  const flowing = names.map((name) => traffic(requests[name].service.http, {}));
  const alone = await simulate(todo, {
    series: flowing,
    events: [outage(backend, { at: "10m", for: "5m" })],
    for: "20m",
  });
  expect(alone).toFire(serviceDown, { labels: { service: "backend" } });
  expect(alone).toStayQuiet(daprSidecarDown);
  const events = [missingScrape(backend, { at: "10m" })];
  expect(await simulate(todo, { series: flowing, events, for: "20m" })).toStayQuiet(serviceDown);
});

test("an outage of the backend with its sidecars is one page", async () => {
  const flowing = names.map((name) => traffic(requests[name].service.http, {}));
  const events = [
    outage(backend, { at: "10m", for: "20m", gone: true }),
    outage(sidecars, { at: "10m", for: "20m", gone: true }),
  ];
  const run = await simulate(todo, { series: flowing, events, for: "30m" });
  expect(run).toNotify(serviceDown, { ...paged, labels: { service: "backend" } });
  expect(run).toFire(daprSidecarDown, { at: "15m" });
  expect(run).toNotify(daprSidecarDown, { receivers: [] });
});

test("the budget of two weeks burns: one failed request in ten pages within an hour", async () => {
  const history = steps({ "0h": 0, "2h": 0.1 });
  const run = await simulate(todo, { series: [traffic(backend.http, { errors: history })], for: "3h" });
  expect(run).toFire(slos.availability.alerts, { after: "2h", within: "3h", labels: { severity: "critical" } });
});

test("an outage of the backend explains what the frontend, which needs it, cannot do", async () => {
  const failing = traffic(requests.frontend.service.http, {
    errors: steps({ "0m": 0, "10m": 0.5 }),
    latency: steps<number>({ "0m": 0.1, "10m": 4 }),
  });
  const labels = { service: "frontend" };
  const down = (service: typeof backend | typeof requests.frontend.service) =>
    outage(service, { at: "10m", for: "40m" });
  const run = await simulate(todo, { series: [failing], events: [down(backend)], for: "45m" });
  for (const alert of [highErrorRate, highLatency]) {
    expect(run).toFire(alert, { at: "40m", labels });
    expect(run).toNotify(alert, { labels, receivers: [] });
  }
  const both = await simulate(todo, { events: [down(backend), down(requests.frontend.service)], for: "30m" });
  expect(both).toNotify(serviceDown, { labels, receivers: [] });
  expect(both).toNotify(serviceDown, { ...paged, labels: { service: "backend" } });
  expect(both).toStayWithinMaxPages();
  const alone = await simulate(todo, { series: [failing], for: "45m" });
  expect(alone).toNotify(highErrorRate, { ...paged, labels });
});
