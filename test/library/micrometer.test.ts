import {
  errorRatio,
  hikariMetrics,
  jvmDeadlocks,
  jvmGarbageCollection,
  jvmHeap,
  jvmPanels,
  jvmThreads,
  latency,
  micrometerBuckets,
  micrometerDeadlocks,
  micrometerMetrics,
  promql,
  red,
  requestRate,
  saturation,
  signal,
  springBoot,
  system,
} from "telltale";
import { describe, expect, test } from "vitest";
import type { ServiceDefinition } from "../../src/model/system/service.js";
import { expression } from "./expression.js";
import { storeSeries, valuesOf } from "./values.js";

const shop = system("shop", { labels: { app: 3, pod: 20 }, serviceLabel: "app" });
const orders = shop.service("orders", { ...springBoot(), pool: hikariMetrics() });
const invoices = shop.service("invoices", springBoot({ buckets: [0.1, 0.5, 1] }));
const mails = shop.service("mails", { runtime: { ...micrometerMetrics(), ...micrometerDeadlocks() } });

const namesOf = ({ service }: ServiceDefinition) => service.metrics.map(({ name }) => name);

describe("a JVM under Micrometer", () => {
  const pool = (pod: string, id: string, used: number, maximum: number) => {
    const labels = `{app="orders", pod="${pod}", area="heap", id="${id}"}`;
    return { [`jvm_memory_used_bytes${labels}`]: () => used, [`jvm_memory_max_bytes${labels}`]: () => maximum };
  };

  test("uses a share of its heap: all pools of G1 against the only limit", () => {
    const store = storeSeries({
      ...pool("a", "G1 Eden Space", 20, -1),
      ...pool("a", "G1 Survivor Space", 10, -1),
      ...pool("a", "G1 Old Gen", 30, 100),
      ...pool("b", "G1 Old Gen", 10, 100),
    });
    expect(valuesOf(jvmHeap(orders.runtime), store)).toEqual({ '{app="orders"}': 0.6 });
  });

  test("uses a share of its heap: the limits of the parallel collector's pools together", () => {
    const store = storeSeries({ ...pool("a", "PS Eden Space", 10, 20), ...pool("a", "PS Old Gen", 20, 80) });
    expect(valuesOf(jvmHeap(orders.runtime), store)).toEqual({ '{app="orders"}': 0.3 });
  });

  test("uses a share of its heap: both pools of ZGC have the limit of the whole", () => {
    const store = storeSeries({
      ...pool("a", "ZGC Young Generation", 10, 100),
      ...pool("a", "ZGC Old Generation", 20, 100),
    });
    expect(valuesOf(jvmHeap(orders.runtime), store)).toEqual({ '{app="orders"}': 0.3 });
  });

  test("spends the time of all of its pauses", () => {
    const pauses = (pod: string, action: string, cause: string) =>
      `jvm_gc_pause_seconds_sum{app="orders", pod="${pod}", gc="G1", action="${action}", cause="${cause}"}`;
    const store = storeSeries({
      [pauses("a", "minor", "x")]: (minutes) => minutes * 6,
      [pauses("a", "minor", "y")]: (minutes) => minutes * 3,
      [pauses("a", "major", "x")]: (minutes) => minutes * 6,
      [pauses("b", "minor", "x")]: (minutes) => minutes * 3,
    });
    expect(valuesOf(jvmGarbageCollection(orders.runtime, { by: ["pod"] }), store)).toEqual({
      '{app="orders", pod="a"}': 0.25,
      '{app="orders", pod="b"}': 0.05,
    });
  });

  test("has threads", () => {
    expect(expression(jvmThreads(orders.runtime))).toBe('max by (app) (jvm_threads_live_threads{app="orders"})');
  });

  test("has deadlocks and their panel if it counts them", () => {
    expect(expression(jvmDeadlocks(mails.runtime))).toBe('max by (app) (jvm_threads_deadlocked_threads{app="mails"})');
    const titles = (runtime: Parameters<typeof jvmPanels>[0]) => jvmPanels(runtime).map(({ title }) => title);
    expect(titles(mails.runtime)).toContain("Threads in a deadlock");
    expect(titles(orders.runtime)).not.toContain("Threads in a deadlock");
    // @ts-expect-error Spring Boot does not count them by itself
    expect(() => jvmDeadlocks(orders.runtime)).toThrow("micrometerDeadlocks()");
  });

  test("has the names of its release", () => {
    const old = shop.service("old", { runtime: micrometerMetrics({ release: "1.12" }) });
    expect(namesOf(old)).toEqual(
      expect.arrayContaining(["jvm_gc_overhead_percent", "jvm_memory_usage_after_gc_percent"]),
    );
    expect(namesOf(orders)).toEqual(expect.arrayContaining(["jvm_gc_overhead", "jvm_memory_usage_after_gc"]));
  });
});

describe("Spring Boot", () => {
  test("counts requests, and those that failed, without a histogram", () => {
    expect(expression(requestRate(orders.http, { by: ["uri"] }))).toBe(
      'sum by (app, uri) (rate(http_server_requests_seconds_count{app="orders"}[$__rate_interval]))',
    );
    expect(expression(errorRatio(orders.http))).toContain('{app="orders", outcome="SERVER_ERROR"}');
    expect(red(orders.http, { status: "status" }).map(({ title }) => title)).toEqual(["Requests", "Errors"]);
  });

  test("has a latency with the bounds of its histogram", () => {
    expect(expression(latency(invoices.http, 0.95))).toContain("http_server_requests_seconds_bucket");
    expect(invoices.http.duration.buckets).toEqual([0.1, 0.5, 1]);
    expect(red(invoices.http).map(({ title }) => title)).toEqual(["Requests", "Errors", "Latency"]);
  });

  test.each([
    [springBoot({ release: "1.12" }), "http_server_requests_active_seconds_active_count"],
    [springBoot({ release: "1.12", buckets: [1] }), "http_server_requests_active_seconds_active_count"],
    [springBoot(), "http_server_requests_active_seconds_count"],
    [springBoot({ buckets: [1] }), "http_server_requests_active_seconds_gcount"],
  ])("counts open requests (%#)", ({ openRequests }, name) => {
    expect(openRequests.name).toBe(name);
  });

  test("has Micrometer's bounds for quantiles", () => {
    expect(micrometerBuckets).toHaveLength(68);
    expect(micrometerBuckets.slice(0, 5)).toEqual([0.001, 0.001048576, 0.001398101, 0.001747626, 0.002097151]);
    expect(micrometerBuckets).toContain(0.536870911);
    expect(micrometerBuckets.slice(-3)).toEqual([22.906492245, 28.633115306, 30]);
  });
});

test("a pool of HikariCP is as full as its connections are in use", () => {
  const { active, maximum } = orders.pool;
  const use = signal("Connections in use", {
    query: promql`max by (app) (${active} / ${maximum})`,
    description: "Share of the connections of a pool that are in use.",
    unit: "percentunit",
    max: 1,
    by: ["app"],
  });
  const of = (name: string) => `hikaricp_connections_${name}{app="orders", pool="main"}`;
  const store = storeSeries({ [of("active")]: () => 9, [of("max")]: () => 10 });
  expect(valuesOf(saturation(use, { soft: 0.8, hard: 0.95 }).share, store)).toEqual({ '{app="orders"}': 0.9 });
});
