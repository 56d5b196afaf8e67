import { missingScrape, outage, series, simulate, steps, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import * as slos from "../../slos/autoserve/services.js";
import { backend } from "../../systems/autoserve/backend.js";
import { mlController } from "../../systems/autoserve/ml-controller.js";
import { autoserve } from "../../systems/autoserve/system.js";
import { celery } from "../../systems/autoserve/worker.js";
import { all, healthy, leadsTo, paged, told } from "../../test/systems/autoserve-expected.js";
import { highErrorRate, highLatency } from "./requests.js";
import { databaseConnectionHigh } from "./resources.js";
import { modelNotTrained, serviceDown } from "./services.js";

const services = { backend, worker: celery, "ml-controller": mlController } as const;
const names = ["backend", "worker", "ml-controller"] as const;

describe.each(names)("an outage of %s", (job) => {
  const labels = { job, service: job };

  test.each([false, true])("pages after a minute, and resolves with it; its targets are gone: %s", async (gone) => {
    const events = [outage(services[job], { at: "20m", for: "20m", gone })];
    const run = await simulate(autoserve, { series: all, events, for: "50m" });
    expect(run).toBePending(serviceDown, { at: "20m45s", labels });
    expect(run).toFire(serviceDown, {
      after: "21m",
      labels: { ...labels, severity: "critical" },
      annotations: {
        ...leadsTo("application-overview", 1751952550, "service-down"),
        summary: `Service ${job} is down`,
        description: /^For a minute, no pod of /,
      },
    });
    expect(run).toResolve(serviceDown, { after: "40m", within: "41m", labels });
    expect(run).toNotify(serviceDown, { ...paged, labels });
    for (const other of names.filter((name) => name !== job)) {
      expect(run).toStayQuiet(serviceDown, { labels: { job: other } });
    }
  });
});

test("one scrape that fails is no outage", async () => {
  const events = names.map((job) => missingScrape(services[job], { at: "10m" }));
  const run = await simulate(autoserve, { series: all, events, for: "30m" });
  expect(run).toStayQuiet();
});

const backendOutage = [outage(backend, { at: "15m", for: "20m" })];

test("an outage of the backend keeps its alerts firing", async () => {
  const bad = traffic(backend.http, { errors: 0.5, latency: { p95: 3 } });
  const run = await simulate(autoserve, { series: [...all.slice(1), bad], events: backendOutage, for: "34m" });
  for (const alert of [highErrorRate, highLatency]) {
    for (const at of ["14m", "16m", "25m", "33m"] as const)
      expect(run).toFire(alert, { at, labels: { job: "backend" } });
  }
});

test("an outage of the backend explains its other alerts", async () => {
  const run = await simulate(autoserve, { series: all, events: backendOutage, for: "34m" });
  for (const alert of [highErrorRate, highLatency]) {
    expect(run).toNotify(alert, { labels: { job: "backend" }, receivers: [] });
  }
});

test("an outage of the backend explains that its connections are gone", async () => {
  const pod = { pod: "backend-1" } as const;
  const full = [series(backend.pool.active.where(pod), 95), series(backend.pool.max.where(pod), 100)];
  const events = [outage(backend, { at: "20m", for: "20m" })];
  const run = await simulate(autoserve, { series: [...all, ...full], events, for: "39m" });
  expect(run).toFire(databaseConnectionHigh, { at: "19m" });
  expect(run).toResolve(databaseConnectionHigh, { after: "20m", within: "24m" });
});

test("an outage of the controller explains the objective of its model", async () => {
  const events = [outage(mlController, { at: "20m", for: "2h" })];
  const run = await simulate(autoserve, { series: all, events, for: "80m" });
  expect(run).toFire(slos.modelAvailability.alerts, { labels: { job: "ml-controller" } });
  expect(run).toNotify(slos.modelAvailability.alerts, { labels: { job: "ml-controller" }, receivers: [] });
  expect(run).toStayWithinMaxPages();
});

describe("ModelNotTrained", () => {
  const { trained: _, ...others } = healthy;
  const week = 7 * 24 * 3600;
  const run = (age: ReturnType<typeof steps<number>> | number, events: Parameters<typeof simulate>[1]["events"] = []) =>
    simulate(autoserve, { series: [...Object.values(others), series(mlController.trained, age)], events, for: "75m" });

  test("fires when the model is older than a week", async () => {
    // A simulation begins at the epoch: a week before it is negative.
    const old = await run(-week);
    expect(old).toFire(modelNotTrained, {
      after: "1h",
      labels: { job: "ml-controller", severity: "warning" },
      annotations: {
        ...leadsTo("ml-scaling", 1101106799, "model-not-trained"),
        summary: /^The model was last trained 7d .*ago$/,
        description: /^More than a week\./,
        value: /^7d /,
      },
    });
    expect(old).toNotify(modelNotTrained, told);
  });

  test("stays quiet for a model that is six days old, and resolves with a training", async () => {
    expect(await run(-6.4 * 24 * 3600)).toStayQuiet(modelNotTrained);
    const trained = await run(steps({ "0m": -2 * week, "70m": 4200 }));
    expect(trained).toFire(modelNotTrained, { after: "1h" });
    expect(trained).toResolve(modelNotTrained, { after: "70m", within: "71m" });
  });

  test("survives scrapes that fail for nine minutes", async () => {
    const shaken = await run(-2 * week, [missingScrape(mlController, { at: "30m", for: "9m" })]);
    expect(shaken).toFire(modelNotTrained, { after: "1h" });
  });
});
