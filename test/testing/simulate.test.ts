import { describe, expect, test } from "vitest";
import { gauge, system } from "../../src/index.js";
import { outage, series, simulate } from "../../src/testing/index.js";
import { kubernetes } from "../../systems/qnt9/kubernetes.js";
import { qnt9 } from "../../systems/qnt9/system.js";

const other = system("other", {});
const thing = other.service("thing", { level: gauge("thing_level", { help: "Level" }) });

describe("a simulation", () => {
  test("has the intervals, the release and the external labels of its environment", async () => {
    const run = await simulate(qnt9, { for: "5m", environment: "staging" });
    expect(run.settings).toMatchObject({ environment: "staging", externalLabels: { cluster: "qnt9-aks-staging" } });
    expect(run).toMatchObject({ version: { major: 3, minor: 5 }, step: 60_000, start: 0, end: 300_000 });
  });

  test("starts at the given time", async () => {
    const run = await simulate(qnt9, {
      series: [series(kubernetes.pod.ready, 1)],
      for: "5m",
      start: "2026-01-05T09:00:00Z",
    });
    expect(run.start).toBe(Date.UTC(2026, 0, 5, 9));
    const [ready] = run.store.all().filter(({ metric }) => metric.values.includes("kube_pod_status_ready"));
    expect(ready!.floatTimes[0]).toBe(run.start);
  });

  test("includes every rule of the system, imported or not", async () => {
    const run = await simulate(qnt9, { for: "1m" });
    expect(new Set(run.rules.map(({ name }) => name))).toEqual(
      new Set([
        ...["HighErrorRate", "HighLatency", "CachePerformanceDegradation"],
        ...["HighMemoryUsage", "PodRestartLoop", "ServiceDown", "WatchlistTierLimitExceeded"],
        ...["SignInsFail", "CollectorDown", "CollectorLosesData", "ActiveSeriesNearLimit", "LogVolumeNearLimit"],
      ]),
    );
    expect(run.rules).toHaveLength(25);
  });
});

describe("invalid simulations are rejected", () => {
  test.each<[string, () => Promise<unknown>, string]>([
    [
      "a series of another system",
      () => simulate(qnt9, { series: [series(thing.level, 1)], for: "5m" }),
      'the service "thing" belongs to the system "other", not to "qnt9"',
    ],
    [
      "an event of another system",
      () => simulate(qnt9, { events: [outage(thing, { at: "1m", for: "1m" })], for: "5m" }),
      'the service "thing" belongs to the system "other", not to "qnt9"',
    ],
    [
      "an invalid start",
      () => simulate(qnt9, { for: "5m", start: "soon" }),
      '"soon" is not a time: write "2026-01-05T09:00:00Z"',
    ],
    ["an invalid duration", () => simulate(qnt9, { for: "5min" as never }), '"5min" is not a duration'],
    [
      "duplicate series",
      () => simulate(qnt9, { series: [series(kubernetes.pod.ready, 1), series(kubernetes.pod.ready, 2)], for: "5m" }),
      "two series have the same labels",
    ],
  ])("%s", (_, claim, message) => expect(claim()).rejects.toThrow(message));
});
