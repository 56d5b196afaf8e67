import { counterReset, missingScrape, ramp, series, simulate, steps, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { containers, kubernetes } from "../../systems/qnt9/kubernetes.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { highMemoryUsage, podRestartLoop } from "./pods.js";

const place = { namespace: "qnt9", pod: "user-1", container: "user" } as const;

describe("PodRestartLoop", () => {
  const labels = { ...place, severity: "warning" };
  const restarts = kubernetes.container.restarts.where(place);
  const waiting = (reason: string) => kubernetes.container.waiting.where({ ...place, reason });

  test("fires when a container has restarted more than three times in fifteen minutes, for ten minutes", async () => {
    const run = await simulate(qnt9, { series: [traffic(restarts, { rate: 4 / 900 })], for: "1h" });
    expect(run).toFire(podRestartLoop, {
      after: "20m",
      within: "30m",
      labels,
      annotations: {
        summary: "user in qnt9/user-1 keeps crashing",
        panel_url: /\/kubernetes-pods\?viewPanel=\d+&var-namespace=qnt9&var-pod=user-1$/,
        logs_url:
          /\/explore\?.*namespace%3D~%5C%22qnt9%7Cqnt9-monitoring%5C%22%2C%20pod%3D%5C%22user-1%5C%22%2C%20container%3D%5C%22user%5C%22%7D/,
        dashboard_url: /\/kubernetes-pods\?var-namespace=qnt9&var-pod=user-1$/,
      },
    });
  });

  test("stays quiet at three", async () => {
    const three = steps({ "0m": 7, "20m": 8, "21m": 9, "22m": 10 });
    expect(await simulate(qnt9, { series: [series(restarts, three)], for: "1h" })).toStayQuiet();
    const four = steps({ "0m": 7, "20m": 8, "21m": 9, "22m": 10, "23m": 11 });
    const run = await simulate(qnt9, { series: [series(restarts, four)], for: "1h" });
    expect(run).toFire(podRestartLoop, { after: "33m", labels });
  });

  test("stays quiet when a container restarts once", async () => {
    const run = await simulate(qnt9, { series: [series(restarts, steps({ "0m": 0, "20m": 1 }))], for: "1h" });
    expect(run).not.toBePending(podRestartLoop);
  });

  test("stays quiet when containers of another namespace restart", async () => {
    const elsewhere = kubernetes.container.restarts.where({ ...place, namespace: "kube-system" });
    expect(await simulate(qnt9, { series: [traffic(elsewhere, { rate: 0.1 })], for: "1h" })).toStayQuiet();
  });

  test("watches the collector, too: when it crashes, everything else is blind", async () => {
    const collector = kubernetes.container.restarts.where({ ...place, namespace: "qnt9-monitoring" });
    const run = await simulate(qnt9, { series: [traffic(collector, { rate: 4 / 900 })], for: "1h" });
    expect(run).toFire(podRestartLoop, { labels: { namespace: "qnt9-monitoring" } });
  });

  test("fires while a container is in CrashLoopBackOff, however rarely it restarts", async () => {
    const seldom = steps({ "0m": 0, "6m": 1, "12m": 2, "18m": 3, "24m": 4 });
    const run = await simulate(qnt9, {
      series: [series(restarts, seldom), series(waiting("CrashLoopBackOff"), steps({ "0m": "gone", "7m": 1 }))],
      for: "40m",
    });
    expect(run).toFire(podRestartLoop, { after: "17m", labels });
  });

  test("stays quiet when a container waits for its image", async () => {
    const run = await simulate(qnt9, { series: [series(waiting("ContainerCreating"), 1)], for: "1h" });
    expect(run).toStayQuiet();
  });

  test("resolves when the container stays up", async () => {
    const run = await simulate(qnt9, {
      series: [series(waiting("CrashLoopBackOff"), steps({ "0m": 1, "30m": "gone" }))],
      for: "1h",
    });
    expect(run).toFire(podRestartLoop, { after: "10m", labels });
    expect(run).toResolve(podRestartLoop, { after: "30m", within: "35m", labels });
  });

  test("fires in time, and keeps firing, when scrapes fail", async () => {
    const run = await simulate(qnt9, {
      series: [series(waiting("CrashLoopBackOff"), 1)],
      events: [missingScrape(kubernetes, { at: "4m" }), missingScrape(kubernetes, { at: "20m", for: "3m" })],
      for: "40m",
    });
    expect(run).toFire(podRestartLoop, { after: "10m", labels });
    expect(run).not.toResolve(podRestartLoop);
  });

  test("ignores a restart of kube-state-metrics itself", async () => {
    const run = await simulate(qnt9, {
      series: [series(restarts, 7)],
      events: [counterReset(kubernetes, { at: "20m" })],
      for: "1h",
    });
    expect(run).toStayQuiet();
  });

  test("stays quiet when a counter that was constant for long is reset", async () => {
    const run = await simulate(qnt9, { series: [series(restarts, steps({ "0m": 40, "20m": 0 }))], for: "1h" });
    expect(run).toStayQuiet();
  });

  test("stays quiet without data", async () => {
    expect(await simulate(qnt9, { for: "30m" })).toStayQuiet();
  });
});

describe("HighMemoryUsage", () => {
  const labels = { ...place, severity: "warning" };
  const used = containers.memory.where(place);
  const limit = series(containers.memoryLimit.where(place), 1000e6);

  test("fires when a container has used more than 90 % of its limit for five minutes", async () => {
    const run = await simulate(qnt9, { series: [series(used, 910e6), limit], for: "20m" });
    expect(run).toBePending(highMemoryUsage, { at: "4m", labels });
    expect(run).toFire(highMemoryUsage, {
      at: "5m",
      labels,
      annotations: { summary: "user in user-1 uses 91% of its memory limit" },
    });
  });

  test("watches the collector and nobody else's containers", async () => {
    const full = (namespace: string) => [
      series(containers.memory.where({ ...place, namespace }), 950),
      series(containers.memoryLimit.where({ ...place, namespace }), 1000),
    ];
    const collector = await simulate(qnt9, { series: full("qnt9-monitoring"), for: "20m" });
    expect(collector).toFire(highMemoryUsage, { labels: { namespace: "qnt9-monitoring" } });
    expect(await simulate(qnt9, { series: full("kube-system"), for: "20m" })).toStayQuiet();
  });

  test("counts both rows of a container that is being replaced together", async () => {
    const row = (image: string, bytes: number) => [
      series(containers.memory.where({ ...place, image }), bytes),
      series(containers.memoryLimit.where({ ...place, image }), 500),
    ];
    const full = await simulate(qnt9, { series: [...row("old", 460), ...row("new", 460)], for: "20m" });
    expect(full).toFire(highMemoryUsage, { labels });
    const half = await simulate(qnt9, { series: [...row("old", 300), ...row("new", 300)], for: "20m" });
    expect(half).toStayQuiet(highMemoryUsage);
  });

  test("stays quiet just below the limit", async () => {
    const run = await simulate(qnt9, { series: [series(used, 890e6), limit], for: "1h" });
    expect(run).not.toBePending(highMemoryUsage);
    expect(run).toStayQuiet();
  });

  test("fires on a leak before the kernel kills the container", async () => {
    const run = await simulate(qnt9, { series: [series(used, ramp({ "0m": 500e6, "2h": 1000e6 })), limit], for: "2h" });
    expect(run).toFire(highMemoryUsage, { after: "1h40m", within: "1h43m", labels });
  });

  test("stays quiet for a peak that passes", async () => {
    const peak = steps({ "0m": 500e6, "10m": 950e6, "14m": 500e6 });
    expect(await simulate(qnt9, { series: [series(used, peak), limit], for: "30m" })).toStayQuiet();
  });

  test("resolves when memory is given back", async () => {
    const run = await simulate(qnt9, {
      series: [series(used, steps({ "0m": 950e6, "20m": 500e6 })), limit],
      for: "40m",
    });
    expect(run).toResolve(highMemoryUsage, { after: "20m", labels });
  });

  test("resolves when the container is gone", async () => {
    const ends = steps({ "0m": 950e6, "20m": "gone" });
    const run = await simulate(qnt9, { series: [series(used, ends), limit], for: "40m" });
    expect(run).toResolve(highMemoryUsage, { after: "20m", within: "24m", labels });
  });

  test("fires in time, and keeps firing, when scrapes fail", async () => {
    const run = await simulate(qnt9, {
      series: [series(used, 950e6), limit],
      events: [missingScrape(containers, { at: "3m" }), missingScrape(containers, { at: "12m", for: "2m" })],
      for: "30m",
    });
    expect(run).toFire(highMemoryUsage, { after: "5m", labels });
    expect(run).not.toResolve(highMemoryUsage);
  });

  test("stays quiet for a container without a limit, for the sum over a pod and for the pause container", async () => {
    const none = series(containers.memoryLimit.where(place), 0);
    expect(await simulate(qnt9, { series: [series(used, 950e6), none], for: "30m" })).toStayQuiet();
    for (const container of ["", "POD"]) {
      const where = { ...place, container };
      const full = [series(containers.memory.where(where), 95), series(containers.memoryLimit.where(where), 100)];
      expect(await simulate(qnt9, { series: full, for: "30m" })).toStayQuiet();
    }
  });

  test("stays quiet without data", async () => {
    expect(await simulate(qnt9, { for: "30m" })).toStayQuiet();
  });

  test("ignores a restart of the kubelet", async () => {
    const run = await simulate(qnt9, {
      series: [series(used, 950e6), limit],
      events: [counterReset(containers, { at: "12m" })],
      for: "30m",
    });
    expect(run).toFire(highMemoryUsage, { after: "5m", labels });
    expect(run).not.toResolve(highMemoryUsage);
  });
});
