import { missingScrape, outage, series, simulate, steps, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { serviceNames, services } from "../../systems/pipeline/services.js";
import { pipeline } from "../../systems/pipeline/system.js";
import { leadsTo, paged, told } from "../../test/systems/pipeline-expected.js";
import { serviceDown, serviceUnhealthy } from "./health.js";
import { highDataQualityIssues, messageProcessingLag, noMessagesProcessed } from "./messages.js";
import { highErrorRate, highMemoryUsage, highRequestLatency } from "./performance.js";

describe.each(serviceNames)("health of %s", (name) => {
  const service = services[name];
  const { http, messages, errors, healthy } = service;
  const flowing = serviceNames.map((other) => traffic(services[other].messages, {}));
  const labels = { job: `${name}-service`, service: name };
  const bad = [
    traffic(http, { latency: { p95: 3 } }),
    traffic(messages, { errors: 0.2 }),
    traffic(errors.where({ error_type: "validation_error" }), { rate: 1 }),
  ];
  const kept = [highErrorRate, highRequestLatency, messageProcessingLag, highDataQualityIssues];

  describe.each([false, true])("in an outage, whose target is gone: %s", (gone) => {
    const events = [outage(service, { at: "30m", for: "30m", gone })];

    test("ServiceDown fires after a minute, pages, and resolves with the outage", async () => {
      const run = await simulate(pipeline, { series: flowing, events, for: "70m" });
      expect(run).toFire(serviceDown, {
        after: "31m",
        labels: { ...labels, severity: "critical" },
        annotations: {
          ...leadsTo(name, 30461671, "service-down"),
          summary: `${name}-service is down`,
          description: /^For a minute, /,
        },
      });
      expect(run).toResolve(serviceDown, { after: "60m", within: "61m", labels });
      expect(run).toNotify(serviceDown, { ...paged, labels });
      expect(run).toNotify(noMessagesProcessed, { labels, receivers: [] });
    });

    test("what fires goes on firing, and notifies nobody a second time", async () => {
      const run = await simulate(pipeline, { series: bad, events, for: "59m" });
      for (const alert of kept) {
        for (const at of ["29m", "31m", "40m", "58m"] as const) expect(run).toFire(alert, { at, labels });
      }
      expect(run).toFire(noMessagesProcessed, { at: "45m", labels });
      for (const other of serviceNames.filter((other) => other !== name)) {
        expect(run).toStayQuiet(serviceDown, { labels: { service: other } });
      }
    });

    test("what did not fire before is explained by the outage", async () => {
      const good = [...flowing, traffic(http, {})];
      const run = await simulate(pipeline, { series: good, events, for: "59m" });
      for (const alert of [...kept, noMessagesProcessed]) expect(run).toNotify(alert, { labels, receivers: [] });
    });
  });

  test("ServiceDown stays quiet when one scrape fails", async () => {
    const run = await simulate(pipeline, {
      series: flowing,
      events: [missingScrape(service, { at: "10m" })],
      for: "30m",
    });
    expect(run).toStayQuiet();
  });

  test("ServiceUnhealthy fires when the service has said so for two minutes, and resolves", async () => {
    const run = await simulate(pipeline, {
      series: [...flowing, series(healthy, steps({ "0m": 1, "10m": 0, "20m": 1 }))],
      for: "30m",
    });
    expect(run).toBePending(serviceUnhealthy, { at: "11m", labels });
    expect(run).toFire(serviceUnhealthy, {
      after: "12m",
      labels: { ...labels, severity: "warning" },
      annotations: {
        ...leadsTo(name, 2060406432, "service-unhealthy"),
        summary: `${name}-service says that it is not healthy`,
        description: /failed for two minutes/,
      },
    });
    expect(run).toResolve(serviceUnhealthy, { after: "20m", within: "21m", labels });
    expect(run).toNotify(serviceUnhealthy, { ...told, labels });
  });

  test("ServiceUnhealthy takes the worst instance, and a minute is not enough", async () => {
    const of = (instance: string, value: number) => series(healthy.where({ instance }), value);
    const two = [...flowing, of("a:8080", 1), of("b:8080", 0)];
    expect(await simulate(pipeline, { series: two, for: "10m" })).toFire(serviceUnhealthy, { labels });
    const short = series(healthy, steps({ "0m": 1, "10m": 0, "11m": 1 }));
    expect(await simulate(pipeline, { series: [...flowing, short], for: "20m" })).toStayQuiet();
  });
});

describe.each([...serviceNames.entries()])("what happens behind a service that is down: %i, %s", (index, name) => {
  const at = steps({ "0m": 0, "10m": 1 });
  const failing = serviceNames.flatMap((other) => {
    const { messages, errors, healthy, memory } = services[other];
    return [
      traffic(messages, { errors: steps({ "0m": 0, "10m": 0.5 }) }),
      traffic(errors, { rate: at }),
      series(healthy, steps({ "0m": 1, "10m": 0 })),
      series(memory, steps({ "0m": 1, "10m": 2e9 })),
    ];
  });
  const events = [outage(services[name], { at: "10m", for: "40m" })];
  const alerts = [serviceUnhealthy, highErrorRate, highMemoryUsage, messageProcessingLag];

  test("is explained by its outage", async () => {
    const run = await simulate(pipeline, { series: failing, events, for: "45m" });
    for (const [position, other] of serviceNames.entries()) {
      if (other === name) continue;
      for (const alert of alerts) {
        const labels = { service: other };
        expect(run).toFire(alert, { at: "40m", labels });
        expect(run).toNotify(alert, { labels, receivers: position > index ? [] : told.receivers });
      }
    }
  });

  test("the outages behind it are, too", async () => {
    const both = serviceNames.map((other) => outage(services[other], { at: "10m", for: "40m" }));
    const series = serviceNames.map((other) => traffic(services[other].messages, {}));
    const run = await simulate(pipeline, { series, events: both, for: "30m" });
    expect(run).toFire(serviceDown, { at: "20m", labels: { service: name } });
    const receivers = index === 0 ? paged.receivers : [];
    expect(run).toNotify(serviceDown, { labels: { service: name }, receivers });
    if (index > 0) expect(run).toNotify(noMessagesProcessed, { labels: { service: name }, receivers });
    expect(run).toStayWithinMaxPages();
  });
});

test.each(serviceNames.slice(0, -1))(
  "an outage of %s explains why all services behind it get no messages",
  async (name) => {
    const series = serviceNames.map((one) => traffic(services[one].messages, { rate: steps({ "0m": 10, "10m": 0 }) }));
    const events = [outage(services[name], { at: "5m", for: "40m" })];
    const run = await simulate(pipeline, { series, events, for: "30m" });
    for (const service of serviceNames.slice(serviceNames.indexOf(name) + 1)) {
      expect(run).toFire(noMessagesProcessed, { labels: { service } });
      expect(run).toNotify(noMessagesProcessed, { labels: { service }, receivers: [] });
    }
  },
);
