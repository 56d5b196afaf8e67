import { missingScrape, type Planned, ramp, series, simulate, steps } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { backend } from "../../systems/autoserve/backend.js";
import { containers, hosts } from "../../systems/autoserve/infrastructure.js";
import { autoserve } from "../../systems/autoserve/system.js";
import { all, leadsTo, paged, told } from "../../test/systems/autoserve-expected.js";
import {
  databaseConnectionHigh,
  databaseConnectionLimitMissing,
  databaseConnectionRising,
  highMemoryUsage,
  lowDiskSpace,
} from "./resources.js";

type Events = Parameters<typeof simulate>[1]["events"];
type Value = Parameters<typeof series>[1];

const run = (own: readonly Planned[], events: Events = []) =>
  simulate(autoserve, { series: [...all, ...own], events, for: "30m" });

describe("connections to the database", () => {
  const pod = { pod: "backend-1" } as const;
  const labels = { job: "backend", ...pod } as const;
  const pool = (active: Value, max: Value = 100, where: { readonly pod: string } = pod) => [
    series(backend.pool.active.where(where), active),
    series(backend.pool.max.where(where), max),
  ];

  test("DatabaseConnectionHigh fires when more than 80 % have been in use for five minutes, and pages", async () => {
    const full = await run(pool(81));
    expect(full).toBePending(databaseConnectionHigh, { at: "4m45s", labels });
    expect(full).toFire(databaseConnectionHigh, {
      after: "5m",
      labels: { ...labels, severity: "critical" },
      annotations: {
        ...leadsTo("database-performance", 460137929, "database-connection-high"),
        summary: "Database connection pool of backend-1 nearly exhausted",
        description: /^It has used 81% of its connections, and more than 80 % for five minutes/,
        value: "81%",
      },
    });
    expect(full).toNotify(databaseConnectionHigh, { ...paged, labels });
    expect(full).toFire(databaseConnectionRising, { at: "25m", labels });
    expect(full).toNotify(databaseConnectionRising, { labels, receivers: [] });
  });

  test("DatabaseConnectionRising fires first, above 70 % for fifteen minutes, and wakes nobody", async () => {
    const rising = await run(pool(72));
    expect(rising).toBePending(databaseConnectionRising, { at: "14m45s", labels });
    expect(rising).toFire(databaseConnectionRising, {
      after: "15m",
      labels: { ...labels, severity: "warning" },
      annotations: {
        ...leadsTo("database-performance", 460137929, "database-connection-rising"),
        summary: "backend-1 uses 72% of its connections to the database",
        description: /^More than 70 % for fifteen minutes/,
        value: "72%",
      },
    });
    expect(rising).toNotify(databaseConnectionRising, { ...told, labels });
    expect(rising).toStayQuiet(databaseConnectionHigh);
  });

  test("both stay quiet just below, take each pod for itself, and resolve", async () => {
    expect(await run(pool(69))).toStayQuiet();
    expect(await run(pool(79))).toStayQuiet(databaseConnectionHigh);
    const two = await run([...pool(90), ...pool(10, 100, { pod: "backend-2" })]);
    expect(two).toFire(databaseConnectionHigh, { labels });
    expect(two).toStayQuiet(databaseConnectionHigh, { labels: { pod: "backend-2" } });
    const ends = await run(pool(steps({ "0m": 90, "20m": 10 })));
    for (const alert of [databaseConnectionHigh, databaseConnectionRising]) {
      expect(ends).toResolve(alert, { after: "20m", labels });
    }
  });

  test("both survive scrapes that fail", async () => {
    const events = [
      missingScrape(backend, { at: "3m", for: "2m30s" }),
      missingScrape(backend, { at: "20m", for: "2m30s" }),
    ];
    const shaken = await run(pool(90), events);
    expect(shaken).toFire(databaseConnectionHigh, { after: "5m", labels });
    expect(shaken).not.toResolve(databaseConnectionHigh);
    expect(shaken).toFire(databaseConnectionRising, { after: "15m", labels });
    expect(shaken).not.toResolve(databaseConnectionRising);
  });

  test("both end soon after a pod is gone, and a pool without a size is none", async () => {
    const gone = steps({ "0m": 90, "20m": "gone" });
    const ends = await run(pool(gone, 100));
    for (const alert of [databaseConnectionHigh, databaseConnectionRising]) {
      expect(ends).toResolve(alert, { after: "22m45s", within: "23m15s", labels });
    }
    expect(await run(pool(5, 0))).toStayQuiet();
  });

  test("DatabaseConnectionLimitMissing says that the backend does not expose the limit", async () => {
    const { active, max } = backend.pool;
    const missing = await run([series(active.where(pod), 50)]);
    expect(missing).toBePending(databaseConnectionLimitMissing, { at: "14m45s" });
    expect(missing).toFire(databaseConnectionLimitMissing, {
      after: "15m",
      labels: { job: "backend", severity: "warning" },
      annotations: {
        ...leadsTo("database-performance", 1230258884, "database-connection-limit-missing"),
        summary: "The backend does not say how many connections its pool may open",
        description: "Without db_connections_max, DatabaseConnectionHigh cannot fire.",
      },
    });
    expect(missing).toNotify(databaseConnectionLimitMissing, told);
    const late = await run([
      series(active.where(pod), 50),
      series(max.where(pod), steps({ "0m": "gone", "20m": 100 })),
    ]);
    expect(late).toResolve(databaseConnectionLimitMissing, { after: "20m" });
    const one = await run([series(active.where(pod), 50), series(max.where({ pod: "backend-2" }), 100)]);
    expect(one).toStayQuiet(databaseConnectionLimitMissing);
  });

  test("DatabaseConnectionLimitMissing survives scrapes that fail", async () => {
    const both = pool(50);
    const events = [missingScrape(backend, { at: "10m", for: "9m" })];
    expect(await run(both, events)).toStayQuiet(databaseConnectionLimitMissing);
    const missing = [series(backend.pool.active.where(pod), 50)];
    expect(await run(missing, events)).toFire(databaseConnectionLimitMissing, { after: "15m" });
  });
});

describe("HighMemoryUsage", () => {
  const place = { namespace: "autoserve-prod", pod: "backend-1", container: "backend" } as const;
  const labels = { ...place, severity: "warning" };
  const memory = (used: Value, where: Readonly<Record<keyof typeof place, string>> = place, limit = 1000e6) => [
    series(containers.memory.where(where), used),
    series(containers.memoryLimit.where(where), limit),
  ];

  test("fires when a container has used more than 80 % of its limit for fifteen minutes", async () => {
    const full = await run(memory(810e6));
    expect(full).toBePending(highMemoryUsage, { at: "14m45s", labels });
    expect(full).toFire(highMemoryUsage, {
      after: "15m",
      labels,
      annotations: {
        ...leadsTo("application-overview", 1501457307, "high-memory-usage"),
        summary: "High memory usage in backend-1",
        description: /^backend uses 81% of its limit, and has used more than 80 % for fifteen minutes/,
        value: "81%",
      },
    });
    expect(full).toNotify(highMemoryUsage, { receivers: ["team"], labels });
  });

  test("stays quiet just below, without a limit, for a peak, and for what is not ours", async () => {
    const of = (pod: string) => ({ ...place, pod });
    const quiet = await run([
      ...memory(790e6),
      ...memory(810e6, of("unlimited"), 0),
      ...memory(steps({ "0m": 500e6, "5m": 950e6, "15m": 500e6 }), of("peak")),
      ...memory(950e6, { ...place, namespace: "kube-system" }),
      ...memory(950e6, { ...place, container: "" }),
      ...memory(950e6, { ...place, container: "POD" }),
    ]);
    expect(quiet).toStayQuiet();
    const monitoring = await run(memory(950e6, { ...place, namespace: "monitoring" }));
    expect(monitoring).toFire(highMemoryUsage, { labels: { namespace: "monitoring" } });
  });

  test("tells containers apart, adds up nothing, and resolves", async () => {
    const two = [...memory(500e6), ...memory(500e6, { ...place, container: "proxy" })];
    expect(await run(two)).toStayQuiet();
    const full = [...memory(500e6), ...memory(950e6, { ...place, container: "proxy" })];
    expect(await run(full)).toFire(highMemoryUsage, { labels: { container: "proxy" } });
    const ends = await run(memory(steps({ "0m": 950e6, "20m": 500e6 })));
    expect(ends).toResolve(highMemoryUsage, { after: "20m", labels });
  });

  test("survives scrapes that fail, and ends when the container is gone", async () => {
    const events = [missingScrape(containers, { at: "5m", for: "2m30s" }), missingScrape(containers, { at: "20m" })];
    const shaken = await run(memory(950e6), events);
    expect(shaken).toFire(highMemoryUsage, { after: "15m", labels });
    expect(shaken).not.toResolve(highMemoryUsage);
    const gone = await run(memory(steps({ "0m": 950e6, "20m": "gone" })));
    expect(gone).toResolve(highMemoryUsage, { after: "22m45s", within: "23m15s", labels });
  });
});

describe("LowDiskSpace", () => {
  const disk = { instance: "node-1:9100", device: "/dev/sda1", mountpoint: "/", fstype: "ext4" } as const;
  const labels = { instance: disk.instance, device: disk.device, mountpoint: "/", severity: "warning" };
  const { available, size, readOnly } = hosts.fileSystem;
  const space = (free: Value, where: Readonly<Record<keyof typeof disk, string>> = disk, locked = 0, total = 100e9) => [
    series(available.where(where), free),
    series(size.where(where), total),
    series(readOnly.where(where), locked),
  ];

  test("fires when less than 10 % has been available for five minutes", async () => {
    const low = await run(space(9e9));
    expect(low).toBePending(lowDiskSpace, { at: "4m45s", labels });
    expect(low).toFire(lowDiskSpace, {
      after: "5m",
      labels,
      annotations: {
        ...leadsTo("kubernetes-infrastructure", 700133715, "low-disk-space"),
        summary: "Low disk space on node-1:9100",
        description: /^\/ is 91% full/,
        value: "91%",
      },
    });
    expect(low).toNotify(lowDiskSpace, { receivers: ["team"], labels });
  });

  test("stays quiet just above, for a peak, and for what cannot run out of space", async () => {
    const virtual = ["tmpfs", "ramfs", "overlay", "squashfs", "iso9660", "autofs", "nsfs", "fuse.lxcfs"];
    const quiet = await run([
      ...space(11e9),
      ...space(steps({ "0m": 50e9, "10m": 1e9, "14m": 50e9 }), { ...disk, mountpoint: "/peak" }),
      ...space(0, { ...disk, mountpoint: "/locked" }, 1),
      ...space(0, { ...disk, mountpoint: "/empty" }, 0, 0),
      ...virtual.flatMap((fstype) => space(0, { ...disk, mountpoint: `/${fstype}`, fstype })),
    ]);
    expect(quiet).toStayQuiet();
  });

  test("tells nodes, disks and mounts apart, and resolves", async () => {
    const other = { ...disk, instance: "node-2:9100" };
    const two = await run([...space(5e9), ...space(50e9, other)]);
    expect(two).toFire(lowDiskSpace, { labels });
    expect(two).toStayQuiet(lowDiskSpace, { labels: { instance: other.instance } });
    const data = { ...disk, device: "/dev/sdb1", mountpoint: "/data" };
    const full = await run([...space(50e9), ...space(5e9, data)]);
    expect(full).toFire(lowDiskSpace, { labels: { mountpoint: "/data", device: "/dev/sdb1" } });
    expect(full).toStayQuiet(lowDiskSpace, { labels: { mountpoint: "/" } });
    const ends = await run(space(steps({ "0m": 5e9, "20m": 50e9 })));
    expect(ends).toResolve(lowDiskSpace, { after: "20m", labels });
  });

  test("fires on a disk that fills slowly, and survives scrapes that fail", async () => {
    const fills = await run(space(ramp({ "0m": 20e9, "20m": 0 })));
    expect(fills).toFire(lowDiskSpace, { after: "15m", labels });
    const events = [
      missingScrape(hosts, { at: "3m", for: "1m30s" }),
      missingScrape(hosts, { at: "20m", for: "2m30s" }),
    ];
    const shaken = await run(space(5e9), events);
    expect(shaken).toFire(lowDiskSpace, { after: "5m", labels });
    expect(shaken).not.toResolve(lowDiskSpace);
    const gone = await run(space(steps({ "0m": 5e9, "20m": "gone" })));
    expect(gone).toResolve(lowDiskSpace, { after: "22m45s", within: "23m15s", labels });
  });
});
