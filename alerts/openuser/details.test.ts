import { outage, type Planned, series, simulate, steps, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import * as slos from "../../slos/openuser/api.js";
import { api } from "../../systems/openuser/api.js";
import { hosts, postgres, redis } from "../../systems/openuser/infrastructure.js";
import { openuser } from "../../systems/openuser/system.js";
import { apiDown, highCpuUsage, highErrorRate, highMemoryUsage, highResponseTime } from "./api.js";
import {
  postgresDown,
  postgresSlowQueries,
  postgresTooManyConnections,
  redisDown,
  redisHighMemory,
} from "./databases.js";
import { diskSpaceCritical, diskSpaceLow, highNodeCpu, highNodeMemory, nodeDown } from "./nodes.js";

// Details that only a change of the rules shows, see docs/mutation-testing.md: windows, matchers, budgets.

const run = (planned: readonly Planned[], length: "20m" | "40m" | "3h" = "40m") =>
  simulate(openuser, { series: planned, for: length });
const { requests, duration } = api.http;
const groupBy = ["alertname", "job", "environment", "system"];

/** Requests to two endpoints, of which a share fails in two ways; 4xx are answers. */
function failing(share: number, rate = 10): readonly Planned[] {
  const of = (status: string, endpoint: string, part: number) =>
    traffic(requests.where({ status, endpoint }), { rate: (rate / 2) * part });
  return [of("500", "/a", share), of("503", "/b", share), of("404", "/a", 1 - share), of("200", "/b", 1 - share)];
}

/** Requests to two endpoints, of which a share takes 0.6 s, and the rest 0.4 s. */
function slow(share: number): readonly Planned[] {
  const of = (endpoint: string, values: number, part: number) =>
    traffic(duration.where({ endpoint }), { rate: 5 * part, values });
  return [of("/a", 0.6, share), of("/b", 0.6, share), of("/c", 0.4, 1 - share), of("/d", 0.4, 1 - share)];
}

describe("requests", () => {
  test("those of all endpoints and all failures count together", async () => {
    expect(await run(failing(0.055))).toFire(highErrorRate);
    expect(await run(failing(0.045))).toStayQuiet(highErrorRate);
    const few = Array.from({ length: 4 }, (_, index) =>
      traffic(requests.where({ status: "500", endpoint: `/${index}` }), { rate: 0.03 }),
    );
    expect(await run(few)).toFire(highErrorRate);
  });

  test("failures that come in bursts count on average over five minutes", async () => {
    const bursts = steps({ "0m": 1, "1m": 0, "5m": 1, "6m": 0, "10m": 1, "11m": 0, "15m": 1, "16m": 0 });
    expect(await run([traffic(api.http, { errors: bursts })], "20m")).toFire(highErrorRate, { at: "12m" });
  });

  test("a slow endpoint counts among all, and so do rare requests to many", async () => {
    const of = (endpoint: string, rate: number, values: number) =>
      traffic(duration.where({ endpoint }), { rate, values });
    expect(await run([of("/slow", 1, 4), of("/quick", 10, 0.02)])).toFire(highResponseTime);
    expect(await run(["/a", "/b", "/c", "/d"].map((path) => of(path, 0.03, 4)))).toFire(highResponseTime);
  });

  test("requests of almost a second are quick enough", async () => {
    const of = (endpoint: string, rate: number, values: number) =>
      traffic(duration.where({ endpoint }), { rate, values });
    expect(await run([of("/a", 96, 0.9), of("/b", 4, 2)])).toStayQuiet(highResponseTime);
  });

  test("slow requests that come in bursts count on average over five minutes", async () => {
    const quick = { p95: 0.1 };
    const bursts = steps({
      ...{ "0m": { p95: 3 }, "1m": quick, "5m": { p95: 3 }, "6m": quick, "10m": { p95: 3 }, "11m": quick },
      ...{ "15m": { p95: 3 }, "16m": quick },
    });
    expect(await run([traffic(api.http, { latency: bursts })], "20m")).toStayQuiet(highResponseTime);
    const many = steps({
      ...{ "0m": { p50: 3 }, "1m": quick, "5m": { p50: 3 }, "6m": quick, "10m": { p50: 3 }, "11m": quick },
      ...{ "15m": { p50: 3 }, "16m": quick },
    });
    expect(await run([traffic(api.http, { latency: many })], "20m")).toFire(highResponseTime, { at: "16m" });
  });

  test("there are enough of them while those of five minutes are enough", async () => {
    const rate = steps({ "0m": 0.3, "20m": 0.02 });
    const ends = await run([traffic(api.http, { rate, errors: 1, latency: 9 })]);
    for (const alert of [highErrorRate, highResponseTime]) {
      expect(ends).toFire(alert, { at: "23m" });
      expect(ends).toResolve(alert, { after: "23m", within: "24m" });
    }
  });

  test("a latency of eight seconds is told as eight seconds", async () => {
    const annotations = { summary: "One in twenty requests to the API takes longer than 8s" };
    expect(await run([traffic(api.http, { latency: { p95: 8 } })])).toFire(highResponseTime, { annotations });
  });

  test("slow ones are told while others fail", async () => {
    const labels = { job: "openuser-api" };
    const receivers = ["slack", "email"];
    await expect(openuser).toRoute([{ alert: highResponseTime, labels, while: highErrorRate, receivers }]);
  });

  test("in an outage their quantile is that of the slowest bucket", async () => {
    const down = await simulate(openuser, { events: [outage(api, { at: "5m", for: "30m" })], for: "30m" });
    const summary = "One in twenty requests to the API takes longer than 10s";
    expect(down).toFire(highResponseTime, { at: "29m", annotations: { summary } });
  });

  test("notifications are grouped by alert and job", async () => {
    expect(await run(failing(0.2))).toNotify(highErrorRate, { receivers: ["pagerduty", "slack"], groupBy });
  });
});

describe("the outage of one exporter fires no alert of another", () => {
  test.each([
    ["postgres-exporter", postgres, [apiDown, highErrorRate, highResponseTime, redisDown, nodeDown]],
    ["redis-exporter", redis, [apiDown, highErrorRate, highResponseTime, postgresDown, nodeDown]],
  ] as const)("%s", async (_, exporter, others) => {
    const events = [outage(exporter, { at: "2m", for: "30m" })];
    const down = await simulate(openuser, { series: [traffic(api.http, {})], events, for: "30m" });
    expect(down).toStayQuiet([...others]);
  });
});

describe("each instance of a database is watched for itself", () => {
  test.each([
    ["PostgreSQLDown", postgres, postgresDown],
    ["RedisDown", redis, redisDown],
  ] as const)("%s", async (_, exporter, alert) => {
    const { up } = exporter;
    const two = [series(up.where({ instance: "a" }), 1), series(up.where({ instance: "b" }), 0)];
    expect(await run(two, "20m")).toFire(alert, { labels: { instance: "b", job: exporter.service.name } });
  });
});

describe("file systems", () => {
  const disk = { instance: "a:9100", device: "/dev/sda1", fstype: "ext4", mountpoint: "/" } as const;
  const { available, size, readOnly } = hosts.fileSystem;

  /** A file system of a terabyte of which a share is in use. */
  function used(share: number, place: Readonly<Record<string, string>> = disk, isReadOnly = 0): readonly Planned[] {
    const free = series(available.where(place), 1e12 * (1 - share));
    return [series(size.where(place), 1e12), free, series(readOnly.where(place), isReadOnly)];
  }

  test.each(["tmpfs", "ramfs", "overlay", "squashfs", "iso9660", "autofs", "nsfs", "fuse.sshfs"])(
    "%s has no space to run out of",
    async (fstype) => {
      const full = await run(used(0.99, { ...disk, fstype }), "20m");
      expect(full).toStayQuiet([diskSpaceCritical, diskSpaceLow]);
    },
  );

  test("one that is read-only does not fill, and one without a size has no share", async () => {
    expect(await run(used(0.99, disk, 1), "20m")).toStayQuiet([diskSpaceCritical, diskSpaceLow]);
    const empty = [series(size.where(disk), 0), series(available.where(disk), 0), series(readOnly.where(disk), 0)];
    expect(await run(empty, "20m")).toStayQuiet([diskSpaceCritical, diskSpaceLow]);
  });

  test.each([
    ["instance", { instance: "b:9100" }],
    ["device", { device: "/dev/sdb1" }],
    ["mountpoint", { mountpoint: "/data" }],
  ])("those that differ in %s are watched for themselves", async (_, other) => {
    const critical = await run([...used(0.5), ...used(0.97, { ...disk, ...other })], "20m");
    expect(critical).toFire(diskSpaceCritical, { labels: other });
    const low = await run([...used(0.5), ...used(0.9, { ...disk, ...other })]);
    expect(low).toFire(diskSpaceLow, { labels: other });
  });

  test("one that containers mount once more has the space that is left", async () => {
    const twice = [...used(0.97), ...used(0.5, { ...disk, fstype: "xfs" })];
    expect(await run(twice, "20m")).toStayQuiet(diskSpaceCritical);
    expect(await run([...used(0.9), ...used(0.5, { ...disk, fstype: "xfs" })])).toStayQuiet(diskSpaceLow);
  });

  test("an alert on one that is almost full does not silence others, nor does one that is pending", async () => {
    const node = { instance: "a:9100" } as const;
    const busy = [
      series(hosts.memory.total.where(node), 100e9),
      series(hosts.memory.available.where(node), 1e9),
      ...used(0.9),
    ];
    expect(await run(busy)).toFire(diskSpaceLow);
    const brief = steps({ "0m": 0.1e12, "20m": 0.04e12, "22m": 0.1e12 });
    const flaps = [
      series(size.where(disk), 1e12),
      series(available.where(disk), brief),
      series(readOnly.where(disk), 0),
    ];
    expect(await run(flaps)).toFire(diskSpaceLow, { at: "21m" });
  });
});

test("each fires at the evaluation at which its time is over", async () => {
  const place = { instance: "a:9100" } as const;
  const disk = { ...place, device: "/dev/sda1", fstype: "ext4", mountpoint: "/" } as const;
  const { available, size, readOnly } = hosts.fileSystem;
  const space = (free: number) => [
    series(size.where(disk), 100),
    series(available.where(disk), free),
    series(readOnly.where(disk), 0),
  ];
  const gauges = await run([
    ...space(4),
    series(hosts.memory.total.where(place), 100),
    series(hosts.memory.available.where(place), 10),
    series(api.runtime.process.memory.where({ instance: "a" }), 2e9),
    series(postgres.connection.count.where({ instance: "a", state: "active" }), 90),
    series(postgres.connection.longestTransaction.where({ instance: "a", state: "active", datname: "a" }), 90),
    series(postgres.connection.longestTransaction.where({ instance: "a", state: "active", datname: "b" }), 1),
    series(redis.memory.used.where({ instance: "a" }), 95),
    series(redis.memory.maximum.where({ instance: "a" }), 100),
    traffic(api.runtime.process.cpu.where({ instance: "a" }), { rate: 0.81 }),
  ]);
  expect(gauges).toFire(diskSpaceCritical, { at: "5m" });
  expect(gauges).toFire(highNodeMemory, { at: "15m" });
  expect(gauges).toFire(highMemoryUsage, { at: "15m" });
  expect(gauges).toFire(postgresTooManyConnections, { at: "5m" });
  expect(gauges).toFire(postgresSlowQueries, { at: "5m" });
  expect(gauges).toFire(redisHighMemory, { at: "10m" });
  expect(gauges).toFire(highCpuUsage, { at: "20m" });
  expect(await run(space(10))).toFire(diskSpaceLow, { at: "15m" });
  const events = [api, hosts, postgres, redis].map((service) => outage(service, { at: "10m", for: "30m" }));
  const down = await simulate(openuser, { events, for: "20m" });
  for (const alert of [apiDown, postgresDown, redisDown]) expect(down).toFire(alert, { at: "11m" });
  expect(down).toFire(nodeDown, { at: "12m" });
});

test("an exporter that is down is missed, even if another of the same job answers", async () => {
  const both = ["a", "b"].flatMap((instance) => [
    ...[series(postgres.up.where({ instance }), 1), series(redis.up.where({ instance }), 1)],
    series(hosts.memory.total.where({ instance }), 1),
  ]);
  const events = [postgres, redis, hosts].map((service) => outage(service, { at: "2m", for: "30m", pods: 1 }));
  const down = await simulate(openuser, { series: both, events, for: "20m" });
  for (const alert of [postgresDown, redisDown, nodeDown]) expect(down).toFire(alert, { at: "10m" });
});

test("each node and each server of a database is known by its job and its instance", async () => {
  const events = [postgres, redis, hosts].map((service) => outage(service, { at: "2m", for: "30m" }));
  const down = await simulate(openuser, { events, for: "20m" });
  for (const [alert, job] of [
    [postgresDown, "postgres-exporter"],
    [redisDown, "redis-exporter"],
    [nodeDown, "node-exporter"],
  ] as const) {
    expect(down).toFire(alert, { labels: { job } });
  }
  const gone = await simulate(openuser, {
    events: [postgres, redis, hosts].map((service) => outage(service, { at: "2m", for: "30m", gone: true })),
    for: "20m",
  });
  expect(gone).toFire(postgresDown, { labels: { job: "postgres-exporter" } });
  expect(gone).toFire(redisDown, { labels: { job: "redis-exporter" } });
});

test("the CPU of a node is that of all its cores, on average over five minutes", async () => {
  const core = (cpu: string, rate: Parameters<typeof traffic>[1]["rate"]) =>
    traffic(hosts.cpu.seconds.where({ instance: "a:9100", cpu, mode: "idle" }), { rate });
  expect(await run([core("0", 0), core("1", 0.5)])).toStayQuiet(highNodeCpu);
  expect(await run([core("0", 0), core("1", 0.3)])).toFire(highNodeCpu);
  const ends = await run([core("0", steps({ "0m": 0, "25m": 1 }))]);
  expect(ends).toResolve(highNodeCpu, { after: "25m45s", within: "26m30s" });
});

test("slow requests count for five minutes", async () => {
  const latency = steps<number>({ "0m": 3, "25m": 0.1 });
  const ends = await run([traffic(api.http, { latency })]);
  expect(ends).toResolve(highResponseTime, { after: "29m15s", within: "30m15s" });
});

describe("objectives", () => {
  // 2 % of the budget of 30 days within an hour: 14.4 times the failures that it allows.
  test.each([
    ["availability", slos.availability, failing, 14.4 * 0.001, "high-error-rate"],
    ["latency", slos.latency, slow, 14.4 * 0.05, "high-response-time"],
  ] as const)(
    "%s pages when a fiftieth of the budget has been spent within an hour",
    async (_, { alerts }, bad, limit, page) => {
      const burns = await run(bad(limit * 1.05), "3h");
      const labels = { job: "openuser-api", slo_tier: "fast", severity: "critical" };
      const annotations = { runbook_url: `https://runbooks.openuser.example/openuser/${page}` };
      expect(burns).toFire(alerts, { labels, annotations });
      expect(await run(bad(limit * 0.95), "3h")).toStayQuiet(alerts, { labels: { slo_tier: "fast" } });
    },
  );

  test.each([
    ["availability", slos.availability],
    ["latency", slos.latency],
  ] as const)("%s that is not measured is a ticket", async (_, { alerts }) => {
    const none = await run([], "20m");
    expect(none).toFire(alerts, { after: "10m", labels: { severity: "warning" } });
    expect(none).toNotify(alerts, { receivers: ["slack", "email"], labels: { severity: "warning" } });
  });

  test("a faster burn silences the slower ones of its objective, and none of the other", async () => {
    const tier = ({ alerts }: typeof slos.availability, name: string) =>
      alerts.filter(({ labels = {} }) => "slo_tier" in labels && labels.slo_tier === name);
    const { availability, latency } = slos;
    const pages = ["pagerduty", "slack"];
    const tickets = ["slack", "email"];
    await expect(openuser).toRoute([
      { alert: tier(availability, "medium"), while: tier(availability, "fast"), receivers: [] },
      { alert: tier(availability, "slow"), while: tier(availability, "medium"), receivers: [] },
      { alert: tier(availability, "steady"), while: tier(availability, "slow"), receivers: [] },
      { alert: tier(latency, "medium"), while: tier(availability, "fast"), receivers: pages },
      { alert: tier(latency, "slow"), while: tier(availability, "medium"), receivers: tickets },
      { alert: tier(latency, "steady"), while: tier(availability, "slow"), receivers: tickets },
    ]);
  });
});
