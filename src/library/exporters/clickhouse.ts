import { requireArguments } from "../../model/definition/check-arguments.js";
import { number, type OptionTable, object } from "../../model/definition/option-table.js";
import { counter, gauge } from "../../model/metric/metric.js";
import type { ExposedMetrics } from "./exposed.js";

/** A service with the metrics of ClickHouse. */
export type ClickHouse = ExposedMetrics<ReturnType<typeof clickHouseMetrics>>;

/** The approximate size of a ClickHouse installation. */
export interface ClickHouseSize {
  /** Servers. @default 1 */
  readonly instances?: number;
}

const clickHouseSizeOptions = { instances: number } as const satisfies OptionTable<ClickHouseSize>;

/**
 * The metrics that ClickHouse itself exposes, with the `<prometheus>` section of its configuration: counters of
 * `system.events`, gauges of `system.metrics` and `system.asynchronous_metrics`.
 *
 * @example
 * export const clickhouse = shop.service("clickhouse", clickHouseMetrics());
 */
export function clickHouseMetrics(size: ClickHouseSize = {}) {
  requireArguments("clickHouseMetrics(…)", [["size", size, object(clickHouseSizeOptions)]]);
  return {
    exporter: true,
    port: 9363,
    labels: { instance: size.instances ?? 1 },
    uptime: asynchronous("Uptime", "Time since the server started", "s"),
    query: {
      started: event("Query", "Queries started"),
      selects: event("SelectQuery", "SELECT queries started"),
      inserts: event("InsertQuery", "INSERT queries started"),
      failed: event("FailedQuery", "Queries that failed"),
      failedSelects: event("FailedSelectQuery", "SELECT queries that failed"),
      failedInserts: event("FailedInsertQuery", "INSERT queries that failed"),
      time: event("QueryTimeMicroseconds", "Time of all queries, in microseconds", "µs"),
      running: current("Query", "Queries that are running"),
    },
    rows: {
      inserted: event("InsertedRows", "Rows inserted into tables"),
      insertedBytes: event("InsertedBytes", "Bytes inserted into tables, uncompressed", "bytes"),
      selected: event("SelectedRows", "Rows read from tables"),
      selectedBytes: event("SelectedBytes", "Bytes read from tables, uncompressed", "bytes"),
      merged: event("MergedRows", "Rows read by merges"),
    },
    insert: {
      delayed: event("DelayedInserts", "Inserts slowed down because a partition has too many parts"),
      rejected: event("RejectedInserts", "Inserts refused because a partition has too many parts"),
      delaying: current("DelayedInserts", "Inserts that are being slowed down"),
    },
    parts: {
      maximumOfPartition: asynchronous("MaxPartCountForPartition", "Parts of the partition that has most"),
      total: asynchronous("TotalPartsOfMergeTreeTables", "Parts of all tables"),
      rows: asynchronous("TotalRowsOfMergeTreeTables", "Rows of all tables"),
      bytes: asynchronous("TotalBytesOfMergeTreeTables", "Size of all tables, compressed", "bytes"),
      merging: current("Merge", "Merges that are running"),
      mutating: current("PartMutation", "Mutations that are running"),
    },
    connection: {
      tcp: current("TCPConnection", "Connections of native clients"),
      http: current("HTTPConnection", "Connections over HTTP"),
    },
    memory: {
      tracked: current("MemoryTracking", "Memory that the server has allocated", "bytes"),
      resident: asynchronous("MemoryResident", "Memory of the server, as the system sees it", "bytes"),
      ofHost: asynchronous("OSMemoryTotal", "Memory of the host", "bytes"),
    },
    disk: {
      size: asynchronous("DiskTotal_default", "Size of the disk named default", "bytes"),
      used: asynchronous("DiskUsed_default", "Used space of the disk named default", "bytes"),
      available: asynchronous("DiskAvailable_default", "Available space of the disk named default", "bytes"),
    },
    replica: {
      readOnly: current("ReadonlyReplica", "Replicated tables that cannot be written"),
      delay: asynchronous("ReplicasMaxAbsoluteDelay", "Time that the slowest replica is behind", "s"),
      queue: asynchronous("ReplicasMaxQueueSize", "Longest queue of work that a replica has to catch up with"),
    },
  };
}

function event(name: string, help: string, unit = "short") {
  return counter(`ClickHouseProfileEvents_${name}`, { help, unit });
}

function current(name: string, help: string, unit = "short") {
  return gauge(`ClickHouseMetrics_${name}`, { help, unit });
}

function asynchronous(name: string, help: string, unit = "short") {
  return gauge(`ClickHouseAsyncMetrics_${name}`, { help, unit });
}
