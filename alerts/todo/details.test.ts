import { outage, type Planned, series, simulate, steps, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { requests } from "../../recording-rules/todo/requests.js";
import * as slos from "../../slos/todo/backend.js";
import { containers, kafka, kubernetes, sidecars } from "../../systems/todo/infrastructure.js";
import { backend } from "../../systems/todo/services.js";
import { todo } from "../../systems/todo/system.js";
import { paged } from "../../test/systems/todo-expected.js";
import { kafkaOfflinePartitions, kafkaUnderReplicatedPartitions } from "./kafka.js";
import { highCpuUsage, highMemoryUsage, podNotReady } from "./pods.js";
import { highErrorRate, highLatency, serviceDown } from "./requests.js";
import { daprSidecarDown } from "./sidecars.js";

// Details that only a change of the rules shows, see docs/mutation-testing.md: windows, matchers, budgets.

const run = (planned: readonly Planned[], length: "20m" | "40m" | "90m" = "40m") =>
  simulate(todo, { series: planned, for: length });
const names = ["backend", "frontend"] as const;
const groupBy = ["alertname", "app_kubernetes_io_name", "environment", "system"];

/** Requests to two endpoints, of which a share fails in two ways; 4xx are answers. */
function failing({ requests: all }: (typeof backend)["http"], share: number): readonly Planned[] {
  const of = (status: string, endpoint: string, part: number) =>
    traffic(all.where({ status, endpoint }), { rate: 5 * part });
  return [of("500", "/a", share), of("503", "/b", share), of("404", "/a", 1 - share), of("200", "/b", 1 - share)];
}

/** Requests to two endpoints, of which a share takes 1.2 s, and the rest 0.8 s. */
function slow({ duration }: (typeof backend)["http"], share: number): readonly Planned[] {
  const of = (endpoint: string, values: number, part: number) =>
    traffic(duration.where({ endpoint }), { rate: 5 * part, values });
  return [of("/a", 1.2, share), of("/b", 1.2, share), of("/c", 0.8, 1 - share), of("/d", 0.8, 1 - share)];
}

describe.each(names)("requests to the %s", (name) => {
  const { service } = requests[name];
  const { http } = service;
  const labels = { service: name };
  const of = (endpoint: string, rate: number, values: number) =>
    traffic(http.duration.where({ endpoint }), { rate, values });

  test("those of all endpoints and all failures count together", async () => {
    expect(await run(failing(http, 0.055))).toFire(highErrorRate, { labels });
    expect(await run(failing(http, 0.045))).toStayQuiet(highErrorRate);
    const few = Array.from({ length: 4 }, (_, index) =>
      traffic(http.requests.where({ status: "500", endpoint: `/${index}` }), { rate: 0.03 }),
    );
    expect(await run(few)).toFire(highErrorRate, { labels });
  });

  test("failures and slow requests that come in bursts count on average over five minutes", async () => {
    const errors = steps({ "0m": 1, "1m": 0, "5m": 1, "6m": 0, "10m": 1, "11m": 0, "15m": 1, "16m": 0 });
    const quick = { p95: 0.1 };
    const latency = steps({
      ...{ "0m": { p50: 4 }, "1m": quick, "5m": { p50: 4 }, "6m": quick, "10m": { p50: 4 }, "11m": quick },
      ...{ "15m": { p50: 4 }, "16m": quick },
    });
    const bursts = await run([traffic(http, { errors, latency })], "20m");
    expect(bursts).toFire(highErrorRate, { at: "12m", labels });
    expect(bursts).toFire(highLatency, { at: "16m", labels });
  });

  test("a slow endpoint counts among all, and so do rare requests to many", async () => {
    expect(await run([of("/slow", 1, 4), of("/quick", 10, 0.02)])).toFire(highLatency, { labels });
    expect(await run(["/a", "/b", "/c", "/d"].map((path) => of(path, 0.03, 4)))).toFire(highLatency, { labels });
  });

  test("a latency of eight seconds is told as eight seconds", async () => {
    const annotations = { summary: /takes longer than 8s$/ };
    expect(await run([traffic(http, { latency: { p95: 8 } })])).toFire(highLatency, { labels, annotations });
  });

  test("requests of almost two seconds are quick enough", async () => {
    expect(await run([of("/a", 96, 1.9), of("/b", 4, 4)])).toStayQuiet(highLatency);
  });

  test("there are enough of them while those of five minutes are enough", async () => {
    const rate = steps({ "0m": 0.3, "20m": 0.02 });
    const ends = await run([traffic(http, { rate, errors: 1, latency: 9 })]);
    for (const alert of [highErrorRate, highLatency]) {
      expect(ends).toFire(alert, { at: "23m", labels });
      expect(ends).toResolve(alert, { after: "23m", within: "24m", labels });
    }
  });

  test("the outage of one service fires no outage alert of the other", async () => {
    const [other] = names.filter((one) => one !== name);
    const flowing = names.map((one) => traffic(requests[one].service.http, {}));
    const events = [outage(requests[other!].service, { at: "2m", for: "30m" })];
    const down = await simulate(todo, { series: flowing, events, for: "30m" });
    expect(down).toStayQuiet([...serviceDown, ...highErrorRate, ...highLatency], { labels });
  });
});

test("failures of the backend page while the frontend is down, too", async () => {
  const events = [outage(requests.frontend.service, { at: "2m", for: "30m" })];
  const both = await simulate(todo, { series: failing(backend.http, 0.2), events, for: "20m" });
  expect(both).toFire(serviceDown, { at: "10m", labels: { service: "frontend" } });
  expect(both).toNotify(highErrorRate, { ...paged, labels: { service: "backend" } });
});

test("the team hears that requests are slow while others fail", async () => {
  const labels = { app_kubernetes_io_name: "todo-chatbot-backend" };
  await expect(todo).toRoute([{ alert: highLatency, labels, while: highErrorRate, receivers: ["team"] }]);
});

test("an outage of the services fires no alert of Kafka, of the sidecars or of the exporters", async () => {
  const flowing = [series(kafka.controller.offlinePartitions, 0), series(kafka.replicas.underReplicated, 0)];
  const events = [backend, containers, kubernetes].map((service) => outage(service, { at: "2m", for: "30m" }));
  const down = await simulate(todo, { series: flowing, events, for: "30m" });
  expect(down).toStayQuiet([kafkaOfflinePartitions, kafkaUnderReplicatedPartitions, daprSidecarDown]);
});

test("notifications of Kafka and of a service are grouped by alert", async () => {
  const bad = await run([series(kafka.controller.offlinePartitions, 1), ...failing(backend.http, 0.2)], "20m");
  expect(bad).toNotify(kafkaOfflinePartitions, { ...paged, groupBy });
  expect(bad).toNotify(highErrorRate, { ...paged, groupBy });
});

test("offline partitions are known to be none in an outage", async () => {
  const down = await simulate(todo, { events: [outage(kafka, { at: "2m", for: "20m" })], for: "20m" });
  expect(down).toFire([kafkaOfflinePartitions], { at: "15m", annotations: { value: "0" } });
  expect(down).toFire([kafkaUnderReplicatedPartitions], { at: "15m", annotations: { value: "0" } });
});

test("each sidecar of a service is watched for itself, by its last target", async () => {
  const two = [
    series(sidecars.component.loaded.where({ pod: "backend-1" }), 3),
    series(sidecars.component.loaded.where({ pod: "backend-2" }), 3),
  ];
  const events = [outage(sidecars, { at: "2m", for: "20m", pods: 1 })];
  const down = await simulate(todo, { series: two, events, for: "20m" });
  expect(down).toFire(daprSidecarDown, { at: "10m" });
});

describe("pods", () => {
  const place = { namespace: "default", pod: "backend-1", container: "backend" } as const;
  const limit = [series(containers.cpuQuota.where(place), 50_000), series(containers.cpuPeriod.where(place), 100_000)];
  const annotations = {
    dashboard_url: /\/d\/todo-infrastructure\/.*var-namespace=default&var-pod=backend-1$/,
    panel_url: /\/d\/todo-infrastructure\/.*var-namespace=default&var-pod=backend-1$/,
  };

  test("HighCPUUsage begins when five minutes are above the limit, and ends three minutes after the last scrape", async () => {
    const busy = await run([traffic(containers.cpu.where(place), { rate: 0.46 }), ...limit]);
    expect(busy).toBePending(highCpuUsage, { at: "14m45s" });
    expect(busy).toFire(highCpuUsage, { at: "15m", annotations });
    const stops = steps({ "0m": 50_000, "20m": "gone" as const });
    const used = traffic(containers.cpu.where(place), { rate: 0.46 });
    const gone = await run([used, series(containers.cpuQuota.where(place), stops), limit[1]!]);
    expect(gone).toResolve(highCpuUsage, { after: "22m30s", within: "23m15s" });
    const falls = steps({ "0m": 0.49, "25m": 0 });
    const ends = await run([traffic(containers.cpu.where(place), { rate: falls }), ...limit]);
    expect(ends).toResolve(highCpuUsage, { after: "25m15s", within: "26m" });
  });

  test("a container that is being replaced has two rows, which count together", async () => {
    const row = (image: string, used: number, allowed: number) => [
      series(containers.memory.where({ ...place, image }), used),
      series(containers.memoryLimit.where({ ...place, image }), allowed),
    ];
    const full = await run([...row("old", 460, 500), ...row("new", 460, 500)]);
    expect(full).toFire(highMemoryUsage, { annotations });
    expect(await run([...row("old", 300, 500), ...row("new", 300, 500)])).toStayQuiet(highMemoryUsage);
    const core = (cpu: string) => traffic(containers.cpu.where({ ...place, cpu }), { rate: 0.24 });
    expect(await run([core("cpu00"), core("cpu01"), ...limit])).toFire(highCpuUsage);
  });

  test("PodNotReady leads to the pod, and is known for three minutes after the last scrape", async () => {
    const pod = { namespace: "default", pod: "backend-1", condition: "true" } as const;
    const ready = kubernetes.pod.ready.where(pod);
    const gone = await run([series(ready, steps({ "0m": 0, "20m": "gone" }))]);
    expect(gone).toFire(podNotReady, { at: "10m", annotations });
    expect(gone).toResolve(podNotReady, { after: "22m30s", within: "23m15s" });
    // The pod of a StatefulSet has the name of the one that it replaces.
    const replaced = series(kubernetes.pod.ready.where({ ...pod, uid: "old" }), 0);
    const twice = [replaced, series(kubernetes.pod.ready.where({ ...pod, uid: "new" }), 1)];
    expect(await run(twice, "20m")).toStayQuiet(podNotReady);
  });

  test("what has ended in another namespace hides no pod", async () => {
    const other = { namespace: "kube-system", pod: "backend-1" } as const;
    const ready = kubernetes.pod.ready.where({ namespace: "default", pod: "backend-1", condition: "true" });
    const ended = series(kubernetes.pod.phase.where({ ...other, phase: "Succeeded" }), 1);
    const ofJob = series(kubernetes.pod.owner.where({ ...other, owner_kind: "Job" }), 1);
    expect(await run([series(ready, 0), ended, ofJob], "20m")).toFire(podNotReady);
  });
});

describe("objectives", () => {
  // 2 % of the budget of two weeks within half an hour: 13.44 times the failures that it allows.
  test.each([
    ["availability", slos.availability, failing, 13.44 * 0.005, "high-error-rate"],
    ["latency", slos.latency, slow, 13.44 * 0.05, "high-latency"],
  ] as const)(
    "%s pages when a fiftieth of the budget has been spent within half an hour",
    async (_, { alerts }, bad, limit, page) => {
      const burns = await run(bad(backend.http, limit * 1.05), "90m");
      const labels = { app_kubernetes_io_name: "todo-chatbot-backend", slo_tier: "fast", severity: "critical" };
      const annotations = { runbook_url: `https://runbooks.todo-chatbot.example.com/todo/${page}` };
      expect(burns).toFire(alerts, { labels, annotations });
      const below = await run(bad(backend.http, limit * 0.95), "90m");
      expect(below).toStayQuiet(alerts, { labels: { slo_tier: "fast" } });
    },
  );

  test.each([
    ["availability", slos.availability],
    ["latency", slos.latency],
  ] as const)("%s that is not measured is a ticket", async (_, { alerts }) => {
    const none = await run([], "20m");
    expect(none).toFire(alerts, { after: "10m", labels: { severity: "warning" } });
    expect(none).toNotify(alerts, { receivers: ["team"], labels: { severity: "warning" } });
  });

  test("those of the frontend are not those of the backend", async () => {
    const { http } = requests.frontend.service;
    const bad = await run(
      [...failing(http, 0.5), ...slow(http, 0.9), ...failing(backend.http, 0), ...slow(backend.http, 0)],
      "90m",
    );
    expect(bad).toStayQuiet([...slos.availability.alerts, ...slos.latency.alerts]);
  });

  test("a faster burn silences the slower ones of its objective, and none of the other", async () => {
    const tier = ({ alerts }: typeof slos.availability, name: string) =>
      alerts.filter(({ labels = {} }) => "slo_tier" in labels && labels.slo_tier === name);
    const { availability, latency } = slos;
    const pages = ["on-call", "team"];
    await expect(todo).toRoute([
      { alert: tier(availability, "medium"), while: tier(availability, "fast"), receivers: [] },
      { alert: tier(availability, "slow"), while: tier(availability, "medium"), receivers: [] },
      { alert: tier(availability, "steady"), while: tier(availability, "slow"), receivers: [] },
      { alert: tier(latency, "medium"), while: tier(availability, "fast"), receivers: pages },
      { alert: tier(latency, "slow"), while: tier(availability, "medium"), receivers: ["team"] },
      { alert: tier(latency, "steady"), while: tier(availability, "slow"), receivers: ["team"] },
    ]);
  });

  test("the fastest burn is the one that is notified", async () => {
    const { alerts } = slos.availability;
    // Three hours of history, and the next three to burn.
    const burns = await simulate(todo, { series: failing(backend.http, 0.3), for: "6h15m" });
    expect(burns).toFire(alerts, { at: "6h10m", labels: { slo_tier: "medium" } });
    expect(burns).toNotify(alerts, { receivers: ["on-call", "team"], labels: { slo_tier: "fast" } });
    expect(burns).toNotify(alerts, { receivers: [], labels: { slo_tier: "medium" } });
  });
});
