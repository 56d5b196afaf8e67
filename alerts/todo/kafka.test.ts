import { missingScrape, outage, type Planned, series, simulate, steps } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { kafka } from "../../systems/todo/infrastructure.js";
import { todo } from "../../systems/todo/system.js";
import { leadsTo, paged, told } from "../../test/systems/todo-expected.js";
import { kafkaOfflinePartitions, kafkaUnderReplicatedPartitions } from "./kafka.js";

const labels = { job: "kafka" };
const offline = kafka.controller.offlinePartitions;
const behind = kafka.replicas.underReplicated;
const run = (...own: readonly Planned[]) => simulate(todo, { series: own, for: "40m" });

describe("KafkaOfflinePartitions", () => {
  const active = offline.where({ pod: "kafka-0" });

  test("pages when a partition has had no leader for two minutes, and resolves", async () => {
    const ends = await run(series(active, steps({ "0m": 0, "10m": 1, "20m": 0 })));
    expect(ends).toBePending(kafkaOfflinePartitions, { at: "11m45s", labels });
    expect(ends).toFire(kafkaOfflinePartitions, {
      after: "12m",
      within: "13m",
      labels: { ...labels, severity: "critical" },
      annotations: {
        ...leadsTo("kafka", 1506525568, "kafka-offline-partitions"),
        logs_url: /namespace%3D%5C%22kafka%5C%22/,
        summary: "Partitions of Kafka can be neither read nor written",
        description: /^For two minutes, partitions have had no leader/,
        value: "1",
      },
    });
    expect(ends).toResolve(kafkaOfflinePartitions, { after: "20m", within: "21m", labels });
    expect(ends).toFire(kafkaOfflinePartitions, { at: "12m", labels });
    expect(ends).toNotify(kafkaOfflinePartitions, paged);
  });

  test("hears of it from any controller, and counts a partition once", async () => {
    const two = await run(
      series(active, 0),
      series(offline.where({ pod: "kafka-1" }), 2),
      series(offline.where({ pod: "kafka-2" }), 2),
    );
    expect(two).toFire(kafkaOfflinePartitions, { labels, annotations: { value: "2" } });
    expect(await run(series(active, 0))).toStayQuiet(kafkaOfflinePartitions);
    expect(await run(series(active, steps({ "0m": 0, "10m": 1, "11m": 0 })))).toStayQuiet(kafkaOfflinePartitions);
  });
});

describe("KafkaUnderReplicatedPartitions", () => {
  test("tells when replicas have been behind for ten minutes, adds up brokers, and resolves", async () => {
    const ends = await run(
      series(behind.where({ pod: "kafka-0" }), steps({ "0m": 2, "25m": 0 })),
      series(behind.where({ pod: "kafka-1" }), steps({ "0m": 1, "25m": 0 })),
    );
    expect(ends).toBePending(kafkaUnderReplicatedPartitions, { at: "9m45s", labels });
    expect(ends).toFire(kafkaUnderReplicatedPartitions, {
      after: "10m",
      within: "11m",
      labels: { ...labels, severity: "warning" },
      annotations: {
        ...leadsTo("kafka", 229444869, "kafka-under-replicated-partitions"),
        logs_url: /namespace%3D%5C%22kafka%5C%22/,
        summary: "3 partitions of Kafka lack replicas",
        description: /^For ten minutes, replicas/,
      },
    });
    expect(ends).toResolve(kafkaUnderReplicatedPartitions, { after: "25m", within: "26m", labels });
    expect(ends).toFire(kafkaUnderReplicatedPartitions, { at: "10m", labels });
    expect(ends).toNotify(kafkaUnderReplicatedPartitions, told);
    expect(await run(series(behind.where({ pod: "kafka-0" }), 1))).toFire(kafkaUnderReplicatedPartitions, { labels });
    expect(await run(series(behind.where({ pod: "kafka-0" }), 0))).toStayQuiet(kafkaUnderReplicatedPartitions);
  });
});

describe.each([false, true])("in an outage of all brokers whose targets are gone: %s", (gone) => {
  const events = [outage(kafka, { at: "20m", for: "20m", gone })];

  test("KafkaOfflinePartitions pages alone, and resolves with it", async () => {
    const run = await simulate(todo, { series: [series(offline, 0), series(behind, 0)], events, for: "50m" });
    expect(run).toFire(kafkaOfflinePartitions, { after: "22m", within: "23m", labels });
    expect(run).toResolve(kafkaOfflinePartitions, { after: "40m", within: "41m", labels });
    expect(run).toFire(kafkaUnderReplicatedPartitions, { at: "35m", labels });
    expect(run).toNotify(kafkaUnderReplicatedPartitions, { receivers: [] });
  });

  test("what fires goes on firing", async () => {
    const run = await simulate(todo, { series: [series(offline, 1), series(behind, 1)], events, for: "39m" });
    for (const alert of [kafkaOfflinePartitions, kafkaUnderReplicatedPartitions]) {
      for (const at of ["19m", "21m", "30m", "38m"] as const) expect(run).toFire(alert, { at, labels });
    }
  });
});

test("scrapes that fail keep neither from firing", async () => {
  const events = [missingScrape(kafka, { at: "15m" })];
  const run = await simulate(todo, { series: [series(offline, 1), series(behind, 1)], events, for: "30m" });
  for (const alert of [kafkaOfflinePartitions, kafkaUnderReplicatedPartitions]) {
    expect(run).toFire(alert, { labels });
    expect(run).not.toResolve(alert);
  }
});
