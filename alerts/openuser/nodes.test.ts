import { missingScrape, outage, series, simulate, steps, traffic } from "telltale/testing";
import { expect, test } from "vitest";
import { hosts } from "../../systems/openuser/infrastructure.js";
import { openuser } from "../../systems/openuser/system.js";
import { diskSpaceCritical, diskSpaceLow, highNodeCpu, highNodeMemory, nodeDown } from "./nodes.js";

const node = { instance: "a:9100" } as const;
const disk = { ...node, device: "/dev/sda1", fstype: "ext4", mountpoint: "/" } as const;
const runbook = (page: string) => ({ runbook_url: `https://runbooks.openuser.example/openuser/${page}` });

/** The links of an alert on a node: to the dashboard, for this node, and to a panel. */
function leadsTo(panel: number) {
  return {
    dashboard_url: /\/d\/openuser-system-metrics\/.*var-instance=a%3A9100/,
    panel_url: new RegExp(`/d/openuser-system-metrics/.*viewPanel=(panel-)?${panel}&var-instance=a%3A9100`),
  };
}

const paged = { receivers: ["pagerduty", "slack"] } as const;
const told = { receivers: ["slack", "email"] } as const;

test.each([false, true])("NodeDown pages after two minutes; its target is gone: %s", async (gone) => {
  const run = await simulate(openuser, { events: [outage(hosts, { at: "10m", for: "20m", gone })], for: "40m" });
  expect(run).toFire(nodeDown, {
    after: "12m",
    labels: { job: "node-exporter", severity: "critical" },
    annotations: {
      ...runbook("node-down"),
      summary: /is unreachable$|^No node can be scraped$/,
      description: /two minutes/,
      dashboard_url: /\/d\/openuser-system-metrics\//,
    },
  });
  expect(run).toResolve(nodeDown, { after: "30m", within: "31m" });
  expect(run).toNotify(nodeDown, paged);
});

test("NodeDown stays quiet when one scrape fails", async () => {
  const run = await simulate(openuser, { events: [missingScrape(hosts, { at: "10m" })], for: "20m" });
  expect(run).toStayQuiet(nodeDown);
});

/** CPU time of a node with one CPU, of which a share is busy. */
function cpu(busy: number | ReturnType<typeof steps<number>>, idle: number | ReturnType<typeof steps<number>>) {
  const of = (mode: "user" | "idle", rate: number | ReturnType<typeof steps<number>>) =>
    traffic(hosts.cpu.seconds.where({ ...node, cpu: "0", mode }), { rate });
  return [of("user", busy), of("idle", idle)];
}

test("HighNodeCPU fires above 80 % for fifteen minutes, and tells", async () => {
  const run = await simulate(openuser, { series: cpu(0.81, 0.19), for: "40m" });
  expect(run).toBePending(highNodeCpu, { at: "15m" });
  expect(run).toFire(highNodeCpu, {
    after: "15m",
    labels: { ...node, severity: "warning" },
    annotations: {
      ...runbook("high-node-cpu"),
      summary: "a:9100 uses 81% of its CPU",
      description: /More than 80 %/,
      ...leadsTo(645491353),
    },
  });
  expect(run).toNotify(highNodeCpu, told);
  expect(await simulate(openuser, { series: cpu(0.79, 0.21), for: "40m" })).toStayQuiet(highNodeCpu);
  const ends = await simulate(openuser, {
    series: cpu(steps({ "0m": 0.95, "25m": 0.1 }), steps({ "0m": 0.05, "25m": 0.9 })),
    for: "40m",
  });
  expect(ends).toResolve(highNodeCpu, { after: "25m", within: "30m" });
});

test("HighNodeMemory fires above 85 % for fifteen minutes, and tells", async () => {
  const used = (share: number) => [
    series(hosts.memory.total.where(node), 100e9),
    series(hosts.memory.available.where(node), 100e9 * (1 - share)),
  ];
  const run = await simulate(openuser, { series: used(0.86), for: "40m" });
  expect(run).toBePending(highNodeMemory, { at: "14m45s" });
  expect(run).toFire(highNodeMemory, {
    after: "15m",
    labels: { ...node, severity: "warning" },
    annotations: {
      ...runbook("high-node-memory"),
      summary: "a:9100 uses 86% of its memory",
      description: /More than 85 % .*At 100 %/,
      ...leadsTo(2147102606),
    },
  });
  expect(run).toNotify(highNodeMemory, told);
  expect(await simulate(openuser, { series: used(0.84), for: "40m" })).toStayQuiet(highNodeMemory);
});

type Share = number | ReturnType<typeof steps<number>>;

/** A file system of a terabyte: the share in use, or the bytes that are free. */
function full(share: Share, place: Readonly<Record<string, string>> = disk) {
  const { available, size, readOnly } = hosts.fileSystem;
  const free = typeof share === "number" ? 1e12 * (1 - share) : share;
  return [series(size.where(place), 1e12), series(available.where(place), free), series(readOnly.where(place), 0)];
}

test("DiskSpaceLow fires above 85 % for fifteen minutes, and tells", async () => {
  const run = await simulate(openuser, { series: full(0.86), for: "40m" });
  expect(run).toBePending(diskSpaceLow, { at: "14m45s" });
  expect(run).toFire(diskSpaceLow, {
    after: "15m",
    labels: { ...node, device: "/dev/sda1", mountpoint: "/", severity: "warning" },
    annotations: {
      ...{ ...runbook("disk-space-low"), summary: "/ of a:9100 is 86% full", description: /Above 85 %/ },
      ...leadsTo(2051157060),
    },
  });
  expect(run).toNotify(diskSpaceLow, told);
  expect(run).toStayQuiet(diskSpaceCritical);
  expect(await simulate(openuser, { series: full(0.84), for: "40m" })).toStayQuiet(diskSpaceLow);
});

test("DiskSpaceCritical pages above 95 % for five minutes, in place of DiskSpaceLow", async () => {
  const run = await simulate(openuser, { series: full(0.96), for: "40m" });
  expect(run).toBePending(diskSpaceCritical, { at: "4m45s" });
  expect(run).toFire(diskSpaceCritical, {
    after: "5m",
    labels: { mountpoint: "/", instance: "a:9100", severity: "critical" },
    annotations: {
      ...{ ...runbook("disk-space-critical"), summary: "/ of a:9100 is 96% full", description: /Above 95 %/ },
      ...leadsTo(2051157060),
    },
  });
  expect(run).toNotify(diskSpaceCritical, paged);
  expect(run).not.toFire(diskSpaceLow);
  expect(await simulate(openuser, { series: full(0.94), for: "40m" })).toStayQuiet(diskSpaceCritical);
  const ends = await simulate(openuser, { series: full(steps({ "0m": 0.02e12, "20m": 0.5e12 })), for: "40m" });
  expect(ends).toResolve(diskSpaceCritical, { after: "20m", within: "21m" });
});

test("what is in memory or read only is no disk", async () => {
  const memory = { ...disk, fstype: "tmpfs", device: "tmpfs", mountpoint: "/run" };
  expect(await simulate(openuser, { series: full(0.99, memory), for: "40m" })).toStayQuiet([
    diskSpaceCritical,
    diskSpaceLow,
  ]);
});
