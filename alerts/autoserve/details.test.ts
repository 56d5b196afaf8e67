import { outage, type Planned, series, simulate, steps, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import * as slos from "../../slos/autoserve/services.js";
import { backend } from "../../systems/autoserve/backend.js";
import { containers, hosts, kubernetes, postgres } from "../../systems/autoserve/infrastructure.js";
import { mlController } from "../../systems/autoserve/ml-controller.js";
import { fluentBit, jaeger } from "../../systems/autoserve/monitors.js";
import { autoserve } from "../../systems/autoserve/system.js";
import { celery } from "../../systems/autoserve/worker.js";
import { all, healthy, told } from "../../test/systems/autoserve-expected.js";
import { logsMissing, metricsMissing, tracesMissing } from "./monitors.js";
import { highErrorRate, highLatency } from "./requests.js";
import {
  databaseConnectionHigh,
  databaseConnectionLimitMissing,
  databaseConnectionRising,
  highMemoryUsage,
  lowDiskSpace,
} from "./resources.js";
import { modelNotTrained, serviceDown } from "./services.js";

// Details that only a change of the rules shows, see docs/mutation-testing.md: windows, matchers, budgets.

const { requests: _, ...others } = healthy;
const run = (planned: readonly Planned[], length: "20m" | "40m" | "3h" = "40m") =>
  simulate(autoserve, { series: planned, for: length });
const { requests, duration } = backend.http;
const logs = { annotations: { logs_url: /\/explore\?/ } } as const;

/** Requests to two endpoints, of which a share fails in two ways; 4xx are answers. */
function failing(share: number): readonly Planned[] {
  const of = (status: string, endpoint: string, part: number) =>
    traffic(requests.where({ status, endpoint }), { rate: 5 * part });
  return [of("500", "/a", share), of("503", "/b", share), of("404", "/a", 1 - share), of("200", "/b", 1 - share)];
}

/** Requests to two endpoints, of which a share takes 0.6 s, and the rest 0.4 s. */
function slow(share: number): readonly Planned[] {
  const of = (endpoint: string, values: number, part: number) =>
    traffic(duration.where({ endpoint }), { rate: 5 * part, values });
  return [of("/a", 0.6, share), of("/b", 0.6, share), of("/c", 0.4, 1 - share), of("/d", 0.4, 1 - share)];
}

/** Tasks of two kinds, of which a share fails; retries and starts are no ends. */
function failingTasks(share: number): readonly Planned[] {
  const of = (task: string, state: "SUCCESS" | "FAILURE" | "RETRY" | "STARTED", part: number) =>
    traffic(celery.runs.where({ task, state }), { rate: 5 * part });
  return ["a", "b"].flatMap((task) => [
    ...[of(task, "FAILURE", share), of(task, "SUCCESS", 1 - share), of(task, "RETRY", 0.5), of(task, "STARTED", 1)],
  ]);
}

/** Tasks of two kinds, of which a share takes 70 s, and the rest 50 s. */
function slowTasks(share: number): readonly Planned[] {
  const of = (task: string, values: number, part: number) =>
    traffic(celery.tasks.duration.where({ task }), { rate: 5 * part, values });
  return [of("a", 70, share), of("b", 70, share), of("c", 50, 1 - share), of("d", 50, 1 - share)];
}

describe("requests", () => {
  test("failures and slow requests that come in bursts count on average over five minutes", async () => {
    const errors = steps({ "0m": 1, "1m": 0, "5m": 1, "6m": 0, "10m": 1, "11m": 0, "15m": 1, "16m": 0 });
    const quick = { p95: 0.1 };
    const latency = steps({
      ...{ "0m": { p50: 4 }, "1m": quick, "5m": { p50: 4 }, "6m": quick, "10m": { p50: 4 }, "11m": quick },
      ...{ "15m": { p50: 4 }, "16m": quick },
    });
    const bursts = await run([...Object.values(others), traffic(backend.http, { errors, latency })], "20m");
    expect(bursts).toFire(highErrorRate, { at: "12m", ...logs });
    expect(bursts).toFire(highLatency, { at: "16m", ...logs });
  });

  test("requests of almost a second are quick enough, and rare ones to many endpoints count together", async () => {
    const of = (endpoint: string, rate: number, values: number) =>
      traffic(duration.where({ endpoint }), { rate, values });
    expect(await run([of("/a", 96, 0.9), of("/b", 4, 2)])).toStayQuiet(highLatency);
    expect(await run(["/a", "/b", "/c", "/d"].map((path) => of(path, 0.03, 4)))).toFire(highLatency);
    const few = Array.from({ length: 4 }, (__, index) =>
      traffic(requests.where({ status: "500", endpoint: `/${index}` }), { rate: 0.03 }),
    );
    expect(await run(few)).toFire(highErrorRate);
  });

  test("there are enough of them while those of five minutes are enough", async () => {
    const rate = steps({ "0m": 0.3, "20m": 0.02 });
    const ends = await run([traffic(backend.http, { rate, errors: 1, latency: 9 })]);
    for (const alert of [highErrorRate, highLatency]) {
      expect(ends).toFire(alert, { at: "23m" });
      expect(ends).toResolve(alert, { after: "23m", within: "24m" });
    }
  });

  test("slow ones count for five minutes", async () => {
    const latency = steps<number>({ "0m": 3, "25m": 0.1 });
    const ends = await run([traffic(backend.http, { latency })]);
    expect(ends).toResolve(highLatency, { after: "29m15s", within: "30m15s" });
  });

  test.each([false, true])("in an outage the worst is said of them; the targets are gone: %s", async (gone) => {
    const events = [outage(backend, { at: "5m", for: "30m", gone })];
    const down = await simulate(autoserve, { events, for: "30m" });
    const labels = { job: "backend" };
    const summary = "One in twenty requests to the backend takes longer than 10s";
    expect(down).toFire(highLatency, { at: "29m", labels, annotations: { summary } });
    expect(down).toFire(highErrorRate, { at: "29m", labels });
  });
});

test("failures of the backend page while the worker is down, too", async () => {
  const events = [outage(celery, { at: "2m", for: "40m" })];
  const both = await simulate(autoserve, { series: failing(0.5), events, for: "40m" });
  expect(both).toFire(serviceDown, { at: "10m", labels: { job: "worker" } });
  expect(both).toNotify(highErrorRate, { receivers: ["on-call", "team"] });
});

describe("the outage of one service fires no outage alert of another", () => {
  test("of those that serve", async () => {
    for (const [job, service] of [
      ["backend", celery],
      ["worker", mlController],
      ["ml-controller", backend],
    ] as const) {
      const events = [outage(service, { at: "2m", for: "30m" })];
      const down = await simulate(autoserve, { series: all, events, for: "20m" });
      expect(down).toStayQuiet(serviceDown, { labels: { service: job } });
      if (job === "backend") expect(down).toStayQuiet([highErrorRate, highLatency]);
      expect(down).toStayQuiet([...metricsMissing, logsMissing, tracesMissing]);
      expect(down).toFire(serviceDown, { ...logs });
    }
  });

  test("of those that watch", async () => {
    for (const [exporter, monitor] of [
      ["node-exporter", containers],
      ["cadvisor", kubernetes],
      ["kube-state-metrics", postgres],
      ["postgres-exporter", hosts],
    ] as const) {
      const events = [outage(monitor, { at: "2m", for: "30m" })];
      const down = await simulate(autoserve, { series: all, events, for: "20m" });
      expect(down).toStayQuiet(metricsMissing, { labels: { exporter } });
    }
  });
});

test("losses of Fluent Bit and Jaeger are one alert each, however many lose, and name their job", async () => {
  const few = [
    ...["a", "b"].map((name) => traffic(fluentBit.dropped.where({ name }), { rate: 0.01 })),
    ...["a", "b"].map((receiver) => traffic(jaeger.spans.refused.where({ receiver }), { rate: 0.01 })),
  ];
  const lost = await run([...all, ...few], "20m");
  expect(lost).toFire(logsMissing, {
    labels: { job: "fluent-bit" },
    annotations: { dashboard_url: /\/d\/autoserve-logs\// },
  });
  expect(lost).toFire(tracesMissing, {
    labels: { job: "jaeger" },
    annotations: { dashboard_url: /\/d\/autoserve-traces\// },
  });
  const events = [outage(fluentBit, { at: "2m", for: "30m", gone: true }), outage(jaeger, { at: "2m", for: "30m" })];
  const down = await simulate(autoserve, { series: all, events, for: "20m" });
  expect(down).toFire(logsMissing, { labels: { job: "fluent-bit" } });
  expect(down).toFire(tracesMissing, { labels: { job: "jaeger" } });
});

describe("pools", () => {
  const { active, max } = backend.pool;
  const at = (instance: string) => ({ pod: "backend-1", instance }) as const;

  test("two processes of a pod are as full as the fuller one, of the larger pool", async () => {
    const two = [
      ...[series(active.where(at("a")), 90), series(active.where(at("b")), 10)],
      ...[series(max.where(at("a")), 100), series(max.where(at("b")), 1)],
    ];
    expect(await run([...all, ...two], "20m")).toFire(databaseConnectionHigh, { ...logs });
    const half = [series(active.where(at("a")), 50), series(max.where(at("a")), 100), series(max.where(at("b")), 40)];
    expect(await run([...all, ...half], "20m")).toStayQuiet(databaseConnectionHigh);
    const one = [series(active.where(at("a")), 1), series(max.where(at("a")), 1)];
    expect(await run([...all, ...one], "20m")).toFire(databaseConnectionHigh, { ...logs });
    const numbers = /At 80 % somebody is woken; at 100 % requests wait/;
    const rising = await run([...all, series(active.where(at("a")), 75), series(max.where(at("a")), 100)]);
    expect(rising).toFire(databaseConnectionRising, { annotations: { description: numbers, ...logs.annotations } });
  });

  test("a limit that was exposed ten minutes ago is missing, and so are connections", async () => {
    const stops = steps({ "0m": 100, "10m": "gone" as const });
    const lost = await simulate(autoserve, {
      series: [series(active.where(at("a")), 50), series(max.where(at("a")), stops)],
      for: "60m",
    });
    expect(lost).toBePending(databaseConnectionLimitMissing, { at: "34m30s" });
    expect(lost).toFire(databaseConnectionLimitMissing, { after: "34m45s", ...logs });
    const ends = steps({ "0m": 50, "20m": "gone" as const });
    const gone = await simulate(autoserve, { series: [series(active.where(at("a")), ends)], for: "60m" });
    expect(gone).toResolve(databaseConnectionLimitMissing, { after: "29m30s", within: "30m15s" });
  });
});

test("each fires at the evaluation at which its time is over", async () => {
  const pod = { pod: "backend-1" } as const;
  const place = { namespace: "autoserve-prod", ...pod, container: "backend" } as const;
  const bad = await run([
    ...[series(backend.pool.active.where(pod), 90), series(backend.pool.max.where(pod), 100)],
    ...[series(containers.memory.where(place), 90), series(containers.memoryLimit.where(place), 100)],
    traffic(backend.http, { errors: 0.5, latency: 3 }),
  ]);
  expect(bad).toFire(databaseConnectionHigh, { at: "5m" });
  expect(bad).toFire(databaseConnectionRising, { at: "15m" });
  expect(bad).toFire(highMemoryUsage, { at: "15m", annotations: { description: /At 100 % the kernel kills it/ } });
  expect(bad).toBePending(highErrorRate, { at: "5m" });
  expect(bad).toBePending(highLatency, { at: "10m" });
  const unlimited = await run([series(backend.pool.active.where(pod), 90)], "20m");
  expect(unlimited).toFire(databaseConnectionLimitMissing, { at: "15m" });
  const watched = [backend, celery, mlController, hosts, containers, kubernetes, postgres];
  const events = watched.map((service) => outage(service, { at: "5m", for: "20m" }));
  const down = await simulate(autoserve, { events, for: "20m" });
  for (const job of ["backend", "worker", "ml-controller"])
    expect(down).toFire(serviceDown, { at: "6m", labels: { job } });
  for (const job of ["node-exporter", "cadvisor", "kube-state-metrics", "postgres-exporter"]) {
    expect(down).toFire(metricsMissing, { at: "15m", labels: { job } });
  }
});

test("a container that is being replaced has two rows, which count together", async () => {
  const row = (image: string, used: number, allowed: number) => {
    const place = { namespace: "autoserve-prod", pod: "backend-1", container: "backend", image } as const;
    return [series(containers.memory.where(place), used), series(containers.memoryLimit.where(place), allowed)];
  };
  expect(await run([...row("old", 430, 500), ...row("new", 430, 500)])).toFire(highMemoryUsage);
  expect(await run([...row("old", 300, 500), ...row("new", 300, 500)])).toStayQuiet(highMemoryUsage);
});

describe("file systems", () => {
  const disk = { instance: "a:9100", device: "/dev/sda1", fstype: "ext4", mountpoint: "/" } as const;
  const { available, size, readOnly } = hosts.fileSystem;

  function used(share: number, place: Readonly<Record<string, string>> = disk, isReadOnly = 0): readonly Planned[] {
    const free = series(available.where(place), 1e12 * (1 - share));
    return [series(size.where(place), 1e12), free, series(readOnly.where(place), isReadOnly)];
  }

  test.each(["tmpfs", "ramfs", "overlay", "squashfs", "iso9660", "autofs", "nsfs", "fuse.sshfs"])(
    "%s has no space to run out of",
    async (fstype) => void expect(await run(used(0.99, { ...disk, fstype }), "20m")).toStayQuiet(lowDiskSpace),
  );

  test.each([
    ["instance", { instance: "b:9100" }],
    ["device", { device: "/dev/sdb1" }],
    ["mountpoint", { mountpoint: "/data" }],
  ])("those that differ in %s are watched for themselves", async (__, other) => {
    const full = await run([...used(0.5), ...used(0.97, { ...disk, ...other })], "20m");
    expect(full).toFire(lowDiskSpace, { labels: other });
  });

  test("one that containers mount once more has the space that is left, one that is read-only does not fill", async () => {
    expect(await run([...used(0.97), ...used(0.5, { ...disk, fstype: "xfs" })], "20m")).toStayQuiet(lowDiskSpace);
    expect(await run(used(0.99, disk, 1), "20m")).toStayQuiet(lowDiskSpace);
  });
});

test("a model that is trained in another process counts, and the last training is known for ten minutes", async () => {
  const two = [
    series(mlController.trained.where({ instance: "a" }), -2 * 7 * 24 * 3600),
    series(mlController.trained.where({ instance: "b" }), 0),
  ];
  expect(await simulate(autoserve, { series: two, for: "75m" })).toStayQuiet(modelNotTrained);
  const stops = series(mlController.trained, steps({ "0m": -2 * 7 * 24 * 3600, "70m": "gone" }));
  const gone = await simulate(autoserve, { series: [stops], for: "90m" });
  expect(gone).toBePending(modelNotTrained, { at: "59m45s" });
  expect(gone).toFire(modelNotTrained, { after: "1h", ...logs });
  expect(gone).toResolve(modelNotTrained, { after: "79m30s", within: "80m15s" });
  const falls = series(mlController.trained, steps({ "0m": -1e6, "65m": 4e6, "66m": -1e6 }));
  const back = await simulate(autoserve, { series: [falls], for: "80m" });
  expect(back).not.toFire(modelNotTrained, { at: "70m" });
});

describe("objectives", () => {
  const page = (name: string) => ({ runbook_url: `https://runbooks.autoserve.example/autoserve/${name}` });

  // 2 % of the budget of 30 days within an hour: 14.4 times the failures that it allows.
  test.each([
    ["availability", slos.availability, failing, 14.4 * 0.001, "high-error-rate", "backend"],
    ["latency", slos.latency, slow, 14.4 * 0.05, "high-latency", "backend"],
    ["tasks", slos.tasks, failingTasks, 14.4 * 0.005, "worker-availability-budget-burn", "worker"],
    ["the time of tasks", slos.processingTime, slowTasks, 14.4 * 0.05, "worker-processing-time-budget-burn", "worker"],
  ] as const)(
    "%s pages when a fiftieth of the budget has been spent within an hour",
    async (__, slo, bad, limit, name, job) => {
      const fast = { job, slo_tier: "fast", severity: "critical" };
      const burns = await run(bad(limit * 1.05), "3h");
      expect(burns).toFire(slo.alerts, { labels: fast, annotations: page(name) });
      expect(await run(bad(limit * 0.95), "3h")).toStayQuiet(slo.alerts, { labels: { slo_tier: "fast" } });
    },
  );

  test.each([
    ["availability", slos.availability, "high-error-rate"],
    ["latency", slos.latency, "high-latency"],
    ["tasks", slos.tasks, "worker-availability-no-data"],
    ["the time of tasks", slos.processingTime, "worker-processing-time-no-data"],
  ] as const)("%s that is not measured is a ticket", async (__, { alerts }, name) => {
    const none = await run([], "20m");
    expect(none).toFire(alerts, { after: "10m", labels: { severity: "warning" }, annotations: page(name) });
  });

  /** Minutes of an hour in which a value is bad, as often as they are given. */
  function minutes<T>(good: T, bad: T, count: number) {
    const times = Array.from(
      { length: 180 },
      (__, minute) => [`${minute}m`, minute % 60 < count ? bad : good] as const,
    );
    return steps(Object.fromEntries(times) as Record<"0m", T>);
  }

  test("predictions are wrong in too many minutes, which wakes nobody", async () => {
    const { alerts } = slos.accuracy;
    const labels = { slo_tier: "fast" };
    const of = (instance: string, value: Parameters<typeof series>[1]) =>
      series(mlController.accuracy.where({ instance }), value);
    // 14.4 times 5 % are 43.2 minutes of an hour, of which the last five must be bad, too.
    const wrong = await run([of("a", minutes(0.86, 0.84, 45)), of("b", 0.99)], "3h");
    expect(wrong).toFire(alerts, {
      ...{ at: "2h44m", labels: { ...labels, job: "ml-controller", severity: "warning" } },
      annotations: page("ml-prediction-accuracy-budget-burn"),
    });
    expect(wrong).toNotify(alerts, { ...told, labels: { ...labels, severity: "warning" } });
    expect(await run([of("a", minutes(0.86, 0.84, 41)), of("b", 0.99)], "3h")).toStayQuiet(alerts, { labels });
    expect(await run([of("a", 0.86)], "3h")).toStayQuiet(alerts);
  });

  test("the controller may be unreachable for eight minutes of an hour", async () => {
    const { alerts } = slos.modelAvailability;
    const labels = { slo_tier: "fast" };
    const down = await simulate(autoserve, {
      series: all,
      events: [outage(mlController, { at: "80m", for: "20m" })],
      for: "2h",
    });
    // 14.4 times 1 % are 8.6 minutes of an hour, and the alert waits for two more.
    expect(down).toFire(alerts, {
      ...{ after: "92m", within: "92m45s" },
      labels: { ...labels, job: "ml-controller", severity: "critical" },
      annotations: page("service-down"),
    });
    const events = [outage(celery, { at: "80m", for: "1h" })];
    expect(await simulate(autoserve, { series: all, events, for: "2h30m" })).toStayQuiet(alerts);
  });

  test("a faster burn silences the slower ones of its objective, and none of the other", async () => {
    const tier = ({ alerts }: typeof slos.availability, name: string) =>
      alerts.filter(({ labels = {} }) => "slo_tier" in labels && labels.slo_tier === name);
    const { availability, latency, modelAvailability } = slos;
    const pages = ["on-call", "team"];
    await expect(autoserve).toRoute([
      { alert: tier(availability, "medium"), while: tier(availability, "fast"), receivers: [] },
      { alert: tier(availability, "slow"), while: tier(availability, "medium"), receivers: [] },
      { alert: tier(availability, "steady"), while: tier(availability, "slow"), receivers: [] },
      { alert: tier(latency, "medium"), while: tier(availability, "fast"), receivers: pages },
      { alert: tier(latency, "slow"), while: tier(availability, "medium"), receivers: ["team"] },
      { alert: tier(latency, "steady"), while: tier(availability, "slow"), receivers: ["team"] },
      { alert: tier(modelAvailability, "fast"), receivers: pages },
      { alert: tier(modelAvailability, "slow"), receivers: ["team"] },
    ]);
  });

  test("HighLatency explains the burn of the budget", async () => {
    const latency = steps<number>({ "0m": 0.1, "65m": 3 });
    const bad = [...Object.values(others), traffic(backend.http, { latency })];
    const burns = await simulate(autoserve, { series: bad, for: "2h30m" });
    expect(burns).toFire(slos.latency.alerts, { at: "2h29m", labels: { slo_tier: "fast" } });
    expect(burns).toNotify(slos.latency.alerts, { labels: { slo_tier: "fast" }, receivers: [] });
  });
});
