import { missingScrape, type Planned, ramp, series, simulate, steps, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { serviceNames, services } from "../../systems/pipeline/services.js";
import { pipeline } from "../../systems/pipeline/system.js";
import { leadsTo, told } from "../../test/systems/pipeline-expected.js";
import { highErrorRate, highMemoryUsage, highRequestLatency } from "./performance.js";

describe.each(serviceNames)("performance of %s", (name) => {
  const service = services[name];
  const { http, errors, memory } = service;
  const labels = { job: `${name}-service`, service: name };
  const flowing = serviceNames.map((other) => traffic(services[other].messages, {}));
  const run = (...own: readonly Planned[]) => simulate(pipeline, { series: [...flowing, ...own], for: "40m" });

  test("HighRequestLatency fires when one request in twenty has taken over a second for ten minutes", async () => {
    const slow = await run(traffic(http, { latency: { p95: 1.05 } }));
    expect(slow).toBePending(highRequestLatency, { at: "10m", labels });
    expect(slow).toFire(highRequestLatency, {
      after: "10m",
      labels: { ...labels, severity: "warning" },
      annotations: {
        ...leadsTo(name, 54209131, "high-request-latency"),
        summary: `One in twenty requests to ${name}-service takes longer than 1.05s`,
        description: /above 1 s for ten minutes/,
      },
    });
    expect(slow).toNotify(highRequestLatency, { ...told, labels });
  });

  test("HighRequestLatency stays quiet just below, with few requests, and resolves", async () => {
    expect(await run(traffic(http, { latency: { p95: 0.95 } }))).toStayQuiet();
    expect(await run(traffic(http, { rate: 0.095, latency: 5 }))).toStayQuiet();
    expect(await run(traffic(http, { rate: 0.105, latency: 5 }))).toFire(highRequestLatency, { labels });
    const ends = await run(traffic(http, { latency: steps({ "0m": { p95: 3 }, "25m": { p95: 0.1 } }) }));
    expect(ends).toResolve(highRequestLatency, { after: "25m", within: "30m", labels });
  });

  test("HighErrorRate fires when there has been more than one error in ten seconds for five minutes", async () => {
    const failing = await run(traffic(errors, { rate: 0.11 }));
    // The rate is one of five minutes: it takes as long to reach its limit.
    expect(failing).toBePending(highErrorRate, { at: "5m", labels });
    expect(failing).toFire(highErrorRate, {
      after: "9m45s",
      labels: { ...labels, severity: "warning" },
      annotations: {
        ...leadsTo(name, 188889385, "high-error-rate"),
        summary: `${name}-service has 0.11 errors per second`,
        description: /More than 0\.1 errors per second for five minutes/,
        value: "0.11 per second",
      },
    });
    expect(failing).toNotify(highErrorRate, { ...told, labels });
  });

  test("HighErrorRate adds up errors of all types, stays quiet just below, and resolves", async () => {
    const type = (error_type: string, component: string) =>
      traffic(errors.where({ error_type, component }), { rate: 0.06 });
    expect(await run(type("timeout", "reader"), type("timeout", "writer"))).toFire(highErrorRate, { labels });
    expect(await run(traffic(errors, { rate: 0.09 }))).toStayQuiet();
    const ends = await run(traffic(errors, { rate: steps({ "0m": 1, "20m": 0 }) }));
    expect(ends).toResolve(highErrorRate, { after: "20m", within: "25m", labels });
    expect(await run(traffic(errors, { rate: steps({ "0m": 0, "10m": 1, "11m": 0 }) }))).toStayQuiet(highErrorRate, {
      until: "15m",
    });
  });

  test("HighMemoryUsage fires above a gigabyte for fifteen minutes", async () => {
    const full = await run(series(memory, 1.1e9));
    expect(full).toBePending(highMemoryUsage, { at: "14m", labels });
    expect(full).toFire(highMemoryUsage, {
      after: "15m",
      labels: { ...labels, severity: "warning" },
      annotations: {
        ...leadsTo(name, 617153889, "high-memory-usage"),
        summary: `${name}-service uses 1.1GB of memory`,
        description: /More than 1 GB for fifteen minutes/,
      },
    });
    expect(full).toNotify(highMemoryUsage, { ...told, labels });
  });

  test("HighMemoryUsage takes the fullest instance, stays quiet at the limit, and resolves", async () => {
    const of = (instance: string, bytes: number) => series(memory.where({ instance }), bytes);
    expect(await run(of("a:8080", 0.8e9), of("b:8080", 1.1e9))).toFire(highMemoryUsage, { labels });
    expect(await run(of("a:8080", 0.8e9), of("b:8080", 0.9e9))).toStayQuiet();
    expect(await run(series(memory, 1e9))).toStayQuiet();
    const ends = await run(series(memory, ramp({ "0m": 1.5e9, "25m": 1.2e9, "26m": 0.5e9 })));
    expect(ends).toResolve(highMemoryUsage, { after: "25m", within: "26m", labels });
  });

  test("a scrape that fails changes nothing", async () => {
    const run = await simulate(pipeline, {
      series: [...flowing, traffic(http, { latency: { p95: 3 } }), traffic(errors, { rate: 1 })],
      events: [missingScrape(service, { at: "4m" }), missingScrape(service, { at: "15m" })],
      for: "25m",
    });
    expect(run).toFire(highErrorRate, { after: "5m", within: "6m", labels });
    expect(run).toFire(highRequestLatency, { after: "10m", labels });
    expect(run).not.toResolve([...highErrorRate, ...highRequestLatency]);
  });
});
