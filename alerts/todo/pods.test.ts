import {
  counterReset,
  missingScrape,
  outage,
  type Planned,
  ramp,
  series,
  simulate,
  steps,
  traffic,
} from "telltale/testing";
import { describe, expect, test } from "vitest";
import { containers, kubernetes } from "../../systems/todo/infrastructure.js";
import { todo } from "../../systems/todo/system.js";
import { leadsTo, told } from "../../test/systems/todo-expected.js";
import { highCpuUsage, highMemoryUsage, podNotReady } from "./pods.js";

const place = { namespace: "default", pod: "backend-1", container: "backend" } as const;
const labels = { ...place, severity: "warning" };
const chosen = /var-namespace=default&var-pod=backend-1$/;
const ofThePod = { dashboard_url: chosen } as const;
const run = (...own: readonly Planned[]) => simulate(todo, { series: own, for: "40m" });

describe("HighCPUUsage", () => {
  // Half a core.
  const limit = (where: object = place) => [
    series(containers.cpuQuota.where(where), 50_000),
    series(containers.cpuPeriod.where(where), 100_000),
  ];
  const used = (rate: number | ReturnType<typeof steps<number>>, where: object = place) =>
    traffic(containers.cpu.where(where), { rate });

  test("fires when a container has used more than 90 % of its limit for ten minutes, and resolves", async () => {
    const busy = await run(used(steps({ "0m": 0.46, "25m": 0.1 })), ...limit());
    // The rate is one of five minutes: it takes as long to reach its limit.
    expect(busy).toBePending(highCpuUsage, { at: "14m", labels });
    expect(busy).toFire(highCpuUsage, {
      after: "14m",
      within: "16m",
      labels,
      annotations: {
        ...leadsTo("infrastructure", 383444519, "high-cpu-usage"),
        ...ofThePod,
        summary: "backend in backend-1 uses 92% of its CPU limit",
        description: /^More than 90 % for ten minutes\. At 100 % the kernel/,
      },
    });
    expect(busy).toResolve(highCpuUsage, { after: "25m", within: "34m", labels });
    expect(busy).toNotify(highCpuUsage, told);
  });

  test("stays quiet just below, and without a limit", async () => {
    expect(await run(used(0.44), ...limit())).toStayQuiet(highCpuUsage);
    const unlimited = series(containers.cpuQuota.where(place), -1);
    expect(await run(used(4), unlimited, series(containers.cpuPeriod.where(place), 100_000))).toStayQuiet(highCpuUsage);
  });

  test("watches Kafka and the monitors, and neither others nor the sums over pods", async () => {
    for (const namespace of ["kafka", "monitoring"]) {
      const there = { ...place, namespace };
      expect(await run(used(0.49, there), ...limit(there))).toFire(highCpuUsage, { labels: { namespace } });
    }
    for (const there of [{ namespace: "kube-system" }, { container: "" }, { container: "POD" }]) {
      const where = { ...place, ...there };
      expect(await run(used(0.49, where), ...limit(where))).toStayQuiet(highCpuUsage);
    }
  });

  test("survives scrapes that fail and a restart of the container", async () => {
    const run = await simulate(todo, {
      series: [used(0.5), ...limit()],
      events: [
        missingScrape(containers, { at: "8m" }),
        counterReset(containers, { at: "18m" }),
        missingScrape(containers, { at: "25m" }),
      ],
      for: "40m",
    });
    expect(run).toFire(highCpuUsage, { after: "10m", within: "16m", labels });
    expect(run).not.toResolve(highCpuUsage);
  });
});

describe("HighMemoryUsage", () => {
  const limit = series(containers.memoryLimit.where(place), 1000e6);
  const used = containers.memory.where(place);

  test("fires when a container has used more than 90 % of its limit for ten minutes, and resolves", async () => {
    const full = await run(series(used, steps({ "0m": 910e6, "25m": 500e6 })), limit);
    expect(full).toBePending(highMemoryUsage, { at: "9m45s", labels });
    expect(full).toFire(highMemoryUsage, {
      after: "10m",
      within: "11m",
      labels,
      annotations: {
        ...leadsTo("infrastructure", 1083686716, "high-memory-usage"),
        ...ofThePod,
        summary: "backend in backend-1 uses 91% of its memory limit",
        description: /^More than 90 % for ten minutes\. At 100 % the kernel/,
      },
    });
    expect(full).toResolve(highMemoryUsage, { after: "25m", within: "26m", labels });
    expect(full).toFire(highMemoryUsage, { at: "10m", labels });
    expect(full).toNotify(highMemoryUsage, told);
  });

  test("fires on a leak, and stays quiet just below, without a limit, and for the sums over pods", async () => {
    const leak = await simulate(todo, {
      series: [series(used, ramp({ "0m": 500e6, "2h": 1000e6 })), limit],
      for: "2h",
    });
    expect(leak).toFire(highMemoryUsage, { after: "1h45m", within: "1h48m", labels });
    expect(await run(series(used, 890e6), limit)).toStayQuiet(highMemoryUsage);
    expect(await run(series(used, 950e6), series(containers.memoryLimit.where(place), 0))).toStayQuiet(highMemoryUsage);
    for (const there of [{ namespace: "kube-system" }, { container: "" }, { container: "POD" }]) {
      const where = { ...place, ...there };
      const pod = [series(containers.memory.where(where), 950e6), series(containers.memoryLimit.where(where), 1000e6)];
      expect(await run(...pod)).toStayQuiet(highMemoryUsage);
    }
  });

  test("survives scrapes that fail, and resolves when the container is gone", async () => {
    const run = await simulate(todo, {
      series: [series(used, steps({ "0m": 950e6, "30m": "gone" })), limit],
      events: [missingScrape(containers, { at: "6m", for: "2m" }), missingScrape(containers, { at: "15m", for: "2m" })],
      for: "40m",
    });
    expect(run).toFire(highMemoryUsage, { after: "10m", within: "11m", labels });
    expect(run).toResolve(highMemoryUsage, { after: "30m", within: "34m", labels });
  });
});

describe("PodNotReady", () => {
  const { container: _, ...pod } = place;
  const ready = kubernetes.pod.ready.where({ ...pod, condition: "true" });
  const phase = (name: "Running" | "Succeeded" | "Failed" | "Pending", value = 1) =>
    series(kubernetes.pod.phase.where({ ...pod, phase: name }), value);
  const ownedBy = (owner_kind: string) => series(kubernetes.pod.owner.where({ ...pod, owner_kind }), 1);

  test("fires when a pod has not been ready for five minutes, and resolves", async () => {
    const ends = await run(
      series(ready, steps({ "0m": 1, "10m": 0, "25m": 1 })),
      phase("Running"),
      ownedBy("ReplicaSet"),
    );
    expect(ends).toBePending(podNotReady, { at: "14m45s", labels: pod });
    expect(ends).toFire(podNotReady, {
      after: "15m",
      within: "16m",
      labels: { ...pod, severity: "warning" },
      annotations: {
        ...leadsTo("infrastructure", 2093554900, "pod-not-ready"),
        ...ofThePod,
        summary: "default/backend-1 is not ready",
        description: /^For five minutes, /,
      },
    });
    expect(ends).toResolve(podNotReady, { after: "25m", within: "26m", labels: pod });
    expect(ends).toFire(podNotReady, { at: "15m", labels: pod });
    expect(ends).toNotify(podNotReady, told);
  });

  test("stays quiet for the other conditions of a pod that is ready", async () => {
    const others = (["false", "unknown"] as const).map((condition) =>
      series(kubernetes.pod.ready.where({ ...pod, condition }), 0),
    );
    expect(await run(series(ready, 1), ...others, phase("Running"))).toStayQuiet(podNotReady);
    const conditions = (["false", "unknown"] as const).map((condition) =>
      series(kubernetes.pod.ready.where({ ...pod, condition }), condition === "false" ? 1 : 0),
    );
    expect(await run(series(ready, 0), ...conditions, phase("Running"))).toFire(podNotReady);
  });

  test("stays quiet for pods that have ended, for Jobs, and in other namespaces", async () => {
    const notReady = series(ready, 0);
    expect(await run(notReady, phase("Succeeded"))).toStayQuiet(podNotReady);
    expect(await run(notReady, phase("Failed"))).toStayQuiet(podNotReady);
    expect(await run(notReady, phase("Pending"), ownedBy("Job"))).toStayQuiet(podNotReady);
    expect(await run(notReady, phase("Pending"), phase("Succeeded", 0), phase("Failed", 0))).toFire(podNotReady);
    const elsewhere = kubernetes.pod.ready.where({ ...pod, namespace: "kube-system", condition: "true" });
    expect(await run(series(elsewhere, 0))).toStayQuiet(podNotReady);
  });

  test.each(["kafka", "monitoring"])(
    "watches the namespace %s, whose Jobs and ended pods it leaves out",
    async (namespace) => {
      const there = { ...pod, namespace } as const;
      const notReady = series(kubernetes.pod.ready.where({ ...there, condition: "true" }), 0);
      const here = [phase("Succeeded"), ownedBy("Job")];
      expect(await run(notReady, ...here)).toFire(podNotReady, { labels: { namespace } });
      const ended = series(kubernetes.pod.phase.where({ ...there, phase: "Succeeded" }), 1);
      expect(await run(notReady, ended)).toStayQuiet(podNotReady);
      const ofJob = series(kubernetes.pod.owner.where({ ...there, owner_kind: "Job" }), 1);
      expect(await run(notReady, ofJob)).toStayQuiet(podNotReady);
    },
  );

  test("one pod that has ended does not hide another", async () => {
    const other = kubernetes.pod.ready.where({ ...pod, pod: "backend-2", condition: "true" });
    const job = kubernetes.pod.ready.where({ ...pod, pod: "backup-1", condition: "true" });
    const ofJob = series(kubernetes.pod.owner.where({ ...pod, pod: "backup-1", owner_kind: "Job" }), 1);
    const both = await run(series(ready, 0), phase("Failed"), series(other, 0), series(job, 0), ofJob);
    expect(both).toFire(podNotReady, { labels: { pod: "backend-2" } });
  });

  test("survives scrapes that fail", async () => {
    const run = await simulate(todo, {
      series: [series(ready, 0), phase("Running")],
      events: [missingScrape(kubernetes, { at: "3m", for: "2m" }), outage(kubernetes, { at: "12m", for: "2m" })],
      for: "30m",
    });
    expect(run).toFire(podNotReady, { after: "5m", within: "6m", labels: pod });
    expect(run).not.toResolve(podNotReady);
  });
});
