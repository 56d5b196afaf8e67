import {
  consumerDelay,
  consumerLag,
  hostCpu,
  hostDisk,
  hostNetwork,
  postgresConnections,
  postgresReplicationLag,
  postgresRollbacks,
  redisMemory,
  saturation,
  saturationPanels,
  topicMessages,
  workBacklog,
  workErrorRatio,
  workStopped,
} from "telltale";
import { describe, expect, test } from "vitest";
import { cart, consumers, hosts, kafka, postgres, redis } from "./shop.js";
import { storeSeries, valuesOf } from "./values.js";

const onDisk = (metric: string, mountpoint: string, fstype: string) =>
  `node_filesystem_${metric}{job="node-exporter", instance="a", device="${mountpoint}", mountpoint="${mountpoint}", fstype="${fstype}"}`;

/** A disk of 100 bytes, of which so many are free. */
function disk(mountpoint: string, fstype: string, free: (minutes: number) => number, readOnly = 0) {
  return {
    [onDisk("size_bytes", mountpoint, fstype)]: () => 100,
    [onDisk("avail_bytes", mountpoint, fstype)]: free,
    [onDisk("readonly", mountpoint, fstype)]: () => readOnly,
  };
}

describe("saturation", () => {
  const space = saturation(hostDisk(hosts), { soft: 0.5, hard: 0.9 });
  // From 40 % to 60 % in twelve hours: 24 more until it is full.
  const filling = disk("/", "ext4", (minutes) => 60 - minutes / 36);
  const draining = disk("/data", "xfs", (minutes) => 20 + minutes / 36);

  test("forecasts when nothing is left, of what grows", () => {
    const store = storeSeries({ ...filling, ...draining });
    expect(Object.entries(valuesOf(space.timeToExhaustion, store) as object)).toEqual([
      ['{device="/", instance="a", mountpoint="/"}', expect.closeTo(24 * 3600, 0)],
    ]);
  });

  test("has a condition at each limit", () => {
    const store = storeSeries(filling);
    expect(Object.values(valuesOf(space.aboveSoft, store) as object)).toEqual([expect.closeTo(0.6)]);
    expect(valuesOf(space.aboveHard, store)).toEqual({});
  });

  test("is drawn with both limits", () => {
    const [share] = saturationPanels(space);
    expect(share!.options.thresholds?.steps).toEqual([
      { from: 0.5, color: "yellow" },
      { from: 0.9, color: "red" },
    ]);
  });
});

describe("hosts", () => {
  test("leave out file systems that cannot run out: in memory, of containers, read-only", () => {
    const store = storeSeries({
      ...disk("/", "ext4", () => 25),
      ...disk("/run", "tmpfs", () => 0),
      ...disk("/var/lib/docker/overlay2/a", "overlay", () => 0),
      ...disk("/media/cdrom", "ext4", () => 0, 1),
    });
    expect(valuesOf(hostDisk(hosts), store)).toEqual({ '{device="/", instance="a", mountpoint="/"}': 0.75 });
  });

  test("use their CPU while they are not idle", () => {
    const idle = (cpu: number) =>
      `node_cpu_seconds_total{job="node-exporter", instance="a", cpu="${cpu}", mode="idle"}`;
    const store = storeSeries({ [idle(0)]: (minutes) => minutes * 60, [idle(1)]: (minutes) => minutes * 30 });
    expect(valuesOf(hostCpu(hosts), store)).toEqual({ '{instance="a"}': 0.25 });
  });

  test("count the traffic of containers once", () => {
    const sent = (device: string) =>
      `node_network_transmit_bytes_total{job="node-exporter", instance="a", device="${device}"}`;
    const store = storeSeries({
      [sent("eth0")]: (m) => m * 60,
      [sent("veth12")]: (m) => m * 60,
      [sent("lo")]: (m) => m,
    });
    expect(valuesOf(hostNetwork(hosts, "sent"), store)).toEqual({ '{instance="a"}': 1 });
  });
});

describe("PostgreSQL", () => {
  const of = (metric: string, labels = "") => `pg_${metric}{job="postgres", instance="a"${labels}}`;

  test("uses connections in any state", () => {
    const store = storeSeries({
      [of("stat_activity_count", ', state="active", datname="shop"')]: () => 30,
      [of("stat_activity_count", ', state="idle", datname="shop"')]: () => 50,
      [of("settings_max_connections")]: () => 100,
    });
    expect(valuesOf(postgresConnections(postgres), store)).toEqual({ '{instance="a"}': 0.8 });
  });

  test("rolls back a share of its transactions; those of templates do not count", () => {
    const store = storeSeries({
      [of("stat_database_xact_commit", ', datname="shop"')]: (minutes) => minutes * 3,
      [of("stat_database_xact_rollback", ', datname="shop"')]: (minutes) => minutes,
      [of("stat_database_xact_commit", ', datname="template1"')]: (minutes) => minutes * 100,
    });
    expect(valuesOf(postgresRollbacks(postgres), store)).toEqual({ '{instance="a"}': 0.25 });
  });

  test("has a lag only where it is a replica", () => {
    const lag = of("replication_lag_seconds");
    const isReplica = of("replication_is_replica");
    expect(valuesOf(postgresReplicationLag(postgres), storeSeries({ [lag]: () => 7, [isReplica]: () => 0 }))).toEqual(
      {},
    );
    expect(valuesOf(postgresReplicationLag(postgres), storeSeries({ [lag]: () => 7, [isReplica]: () => 1 }))).toEqual({
      '{instance="a"}': 7,
    });
  });
});

test("Redis without a limit of memory has no share of it", () => {
  const memory = (instance: string, maximum: number) => ({
    [`redis_memory_used_bytes{job="redis", instance="${instance}"}`]: () => 30,
    [`redis_memory_max_bytes{job="redis", instance="${instance}"}`]: () => maximum,
  });
  const store = storeSeries({ ...memory("a", 40), ...memory("b", 0) });
  expect(valuesOf(redisMemory(redis), store)).toEqual({ '{instance="a"}': 0.75 });
});

describe("Kafka", () => {
  const received = (pod: string, topic: string) =>
    `kafka_server_brokertopicmetrics_messagesin_total{job="kafka", instance="${pod}"${topic && `, topic="${topic}"`}}`;

  test("counts the messages of topics, not their sum once more", () => {
    const store = storeSeries({
      [received("a", "trades")]: (minutes) => minutes * 60,
      [received("b", "trades")]: (minutes) => minutes * 120,
      [received("a", "")]: (minutes) => minutes * 60,
    });
    expect(valuesOf(topicMessages(kafka), store)).toEqual({ '{topic="trades"}': 3 });
  });

  const ofGroup = (metric: string, partition: number) =>
    `kafka_consumergroup_${metric}{job="kafka-exporter", consumergroup="c", topic="t", partition="${partition}"}`;

  test("has consumers with a lag, and the time that they need for it", () => {
    const store = storeSeries({
      [ofGroup("lag", 0)]: () => 300,
      [ofGroup("lag", 1)]: () => 300,
      // This partition was never consumed.
      [ofGroup("lag", 2)]: () => -1,
      [ofGroup("current_offset", 0)]: (minutes) => minutes * 30,
      [ofGroup("current_offset", 1)]: (minutes) => minutes * 90,
    });
    expect(valuesOf(consumerLag(consumers), store)).toEqual({ '{consumergroup="c", topic="t"}': 600 });
    expect(valuesOf(consumerDelay(consumers), store)).toEqual({ '{consumergroup="c", topic="t"}': 300 });
  });

  test("has no delay of consumers that stand still: it would have no end", () => {
    const store = storeSeries({ [ofGroup("lag", 0)]: () => 300, [ofGroup("current_offset", 0)]: () => 5 });
    expect(valuesOf(consumerDelay(consumers), store)).toEqual({});
  });
});

describe("workers", () => {
  const jobs = (pod: string, state: string) =>
    `cart_jobs_total{app="cart", pod="${pod}", job_name="a", state="${state}"}`;

  test("fail a share of what they process", () => {
    const store = storeSeries({ [jobs("x", "SUCCESS")]: (m) => m * 3, [jobs("x", "FAILURE")]: (m) => m });
    expect(valuesOf(workErrorRatio(cart.jobs), store)).toEqual({ '{app="cart"}': 0.25 });
    expect(valuesOf(workErrorRatio(cart.jobs), storeSeries({ [jobs("x", "SUCCESS")]: (m) => m }))).toEqual({
      '{app="cart"}': 0,
    });
  });

  test("share a queue, whose length counts once", () => {
    const waiting = (pod: string, queue: string) => `cart_jobs_waiting{app="cart", pod="${pod}", queue="${queue}"}`;
    const store = storeSeries({
      [waiting("x", "q")]: () => 7,
      [waiting("y", "q")]: () => 7,
      [waiting("x", "r")]: () => 2,
    });
    expect(valuesOf(workBacklog(cart.jobs), store)).toEqual({ '{app="cart"}': 9 });
  });

  test("have stopped if they process nothing, or are gone", () => {
    const stopped = workStopped(cart.jobs, { over: "10m" });
    expect(valuesOf(stopped, storeSeries({ [jobs("x", "SUCCESS")]: (m) => m }))).toEqual({});
    expect(valuesOf(stopped, storeSeries({ [jobs("x", "SUCCESS")]: (m) => Math.min(m, 700) }))).toEqual({
      '{app="cart"}': 0,
    });
    expect(valuesOf(stopped, storeSeries({}))).toEqual({ '{app="cart"}': 1 });
  });
});
