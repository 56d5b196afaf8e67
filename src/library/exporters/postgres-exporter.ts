import { requireArguments } from "../../model/definition/check-arguments.js";
import { number, type OptionTable, object } from "../../model/definition/option-table.js";
import { counter, gauge, info } from "../../model/metric/metric.js";
import type { ExposedMetrics } from "./exposed.js";
import { tableMetrics } from "./postgres-tables.js";

/** A service with the metrics of postgres_exporter. */
export type PostgresExporter = ExposedMetrics<ReturnType<typeof postgresExporter>>;

/** The approximate size of what postgres_exporter watches. */
export interface PostgresSize {
  /** Servers. @default 1 */
  readonly instances?: number;
  /** @default 3 */
  readonly databases?: number;
  /** Tables of all databases together. @default 30 */
  readonly tables?: number;
  /** Statements that `pg_stat_statements` reports. @default 100 */
  readonly statements?: number;
}

const postgresSizeOptions = {
  instances: number,
  databases: number,
  tables: number,
  statements: number,
} as const satisfies OptionTable<PostgresSize>;

const smallPostgres = {
  instances: 1,
  databases: 3,
  tables: 30,
  statements: 100,
} as const satisfies Required<PostgresSize>;

/** The states of a connection. */
const connectionStates = [
  "active",
  "idle",
  "idle in transaction",
  "idle in transaction (aborted)",
  "fastpath function call",
  "disabled",
] as const;

/**
 * The metrics of postgres_exporter 0.20. While the server is unreachable, the exporter answers with `pg_up` 0 and few
 * other series.
 *
 * The metrics in `statement` need `--collector.stat_statements` and the extension `pg_stat_statements`; `transaction`
 * needs `--collector.long_running_transactions`.
 *
 * @example
 * export const postgres = shop.service("postgres", postgresExporter({ databases: 2 }));
 */
export function postgresExporter(size: PostgresSize = {}) {
  requireArguments("postgresExporter(…)", [["size", size, object(postgresSizeOptions)]]);
  const { instances, databases, tables, statements } = { ...smallPostgres, ...size };
  return {
    exporter: true,
    port: 9187,
    labels: { instance: instances },
    up: gauge("pg_up", { help: "1 if the exporter reaches PostgreSQL", unit: "short" }),
    version: info("pg_static", { help: "Version of PostgreSQL", labels: { version: 2, short_version: 2 } }),
    lastScrapeError: gauge("pg_exporter_last_scrape_error", {
      help: "1 if the last scrape of PostgreSQL failed",
      unit: "short",
    }),
    database: databaseMetrics(databases),
    connection: connectionMetrics(databases),
    setting: settingMetrics(),
    table: tableMetrics(databases, tables),
    statement: statementMetrics(databases, statements),
    checkpoint: checkpointMetrics(),
    replication: replicationMetrics(),
    archive: archiveMetrics(),
    transaction: {
      longRunning: gauge("pg_long_running_transactions", {
        help: "Transactions that have been open for long",
        unit: "short",
      }),
      oldest: gauge("pg_long_running_transactions_oldest_timestamp_seconds", {
        help: "Age of the oldest transaction that is open",
      }),
    },
    locks: gauge("pg_locks_count", {
      help: "Locks that are held",
      unit: "short",
      labels: { datname: databases, mode: 9 },
    }),
    walSegments: gauge("pg_wal_segments", { help: "Files of the write-ahead log", unit: "short" }),
    walSize: gauge("pg_wal_size_bytes", { help: "Size of the write-ahead log" }),
  };
}

function databaseMetrics(databases: number) {
  const labels = { datid: databases, datname: databases } as const;
  const count = (name: string, help: string) => counter(`pg_stat_database_${name}`, { help, unit: "short", labels });
  return {
    size: gauge("pg_database_size_bytes", { help: "Disk space of a database", labels: { datname: databases } }),
    backends: gauge("pg_stat_database_numbackends", { help: "Connections to a database", unit: "short", labels }),
    committed: count("xact_commit", "Transactions committed"),
    rolledBack: count("xact_rollback", "Transactions rolled back"),
    blocksRead: count("blks_read", "Blocks read from disk"),
    blocksHit: count("blks_hit", "Blocks found in the cache of PostgreSQL"),
    rowsReturned: count("tup_returned", "Rows read by queries"),
    rowsFetched: count("tup_fetched", "Rows found by queries"),
    rowsInserted: count("tup_inserted", "Rows inserted"),
    rowsUpdated: count("tup_updated", "Rows updated"),
    rowsDeleted: count("tup_deleted", "Rows deleted"),
    conflicts: count("conflicts", "Queries cancelled on a replica"),
    deadlocks: count("deadlocks", "Deadlocks"),
    temporaryFiles: count("temp_files", "Temporary files of queries"),
    temporaryBytes: counter("pg_stat_database_temp_bytes", { help: "Bytes written to temporary files", labels }),
    readTime: counter("pg_stat_database_blk_read_time", {
      help: "Time spent reading blocks, in milliseconds",
      unit: "ms",
      labels,
    }),
    writeTime: counter("pg_stat_database_blk_write_time", {
      help: "Time spent writing blocks, in milliseconds",
      unit: "ms",
      labels,
    }),
  };
}

function connectionMetrics(databases: number) {
  const labels = {
    datname: databases,
    state: connectionStates,
    usename: 3,
    application_name: 5,
    backend_type: 2,
    wait_event_type: 4,
    wait_event: 10,
  } as const;
  return {
    count: gauge("pg_stat_activity_count", { help: "Connections, by their state", unit: "short", labels }),
    longestTransaction: gauge("pg_stat_activity_max_tx_duration", {
      help: "Time that the longest transaction has been open, in seconds",
      unit: "s",
      labels,
    }),
    limit: gauge("pg_database_connection_limit", {
      help: "Connections that a database may have; -1 for no limit of its own",
      unit: "short",
      labels: { datname: databases },
    }),
  };
}

function settingMetrics() {
  return {
    maxConnections: gauge("pg_settings_max_connections", { help: "Connections that are allowed", unit: "short" }),
    reservedConnections: gauge("pg_settings_superuser_reserved_connections", {
      help: "Connections that only superusers may use",
      unit: "short",
    }),
    sharedBuffers: gauge("pg_settings_shared_buffers_bytes", { help: "Cache of PostgreSQL" }),
    workMemory: gauge("pg_settings_work_mem_bytes", { help: "Memory that one step of a query may use" }),
    effectiveCache: gauge("pg_settings_effective_cache_size_bytes", { help: "Cache that the planner expects" }),
  };
}

function statementMetrics(databases: number, statements: number) {
  const labels = { user: 3, datname: databases, queryid: statements } as const;
  const name = (suffix: string) => `pg_stat_statements_${suffix}`;
  return {
    calls: counter(name("calls_total"), { help: "Executions of a statement", unit: "short", labels }),
    seconds: counter(name("seconds_total"), { help: "Time spent executing a statement", labels }),
    rows: counter(name("rows_total"), { help: "Rows that a statement returned or changed", unit: "short", labels }),
    readSeconds: counter(name("block_read_seconds_total"), {
      help: "Time that a statement spent reading blocks",
      labels,
    }),
    writeSeconds: counter(name("block_write_seconds_total"), {
      help: "Time that a statement spent writing blocks",
      labels,
    }),
  };
}

function checkpointMetrics() {
  const name = (suffix: string) => `pg_stat_bgwriter_${suffix}_total`;
  return {
    timed: counter(name("checkpoints_timed"), { help: "Checkpoints on schedule", unit: "short" }),
    requested: counter(name("checkpoints_req"), { help: "Checkpoints forced by much writing", unit: "short" }),
    writeTime: counter(name("checkpoint_write_time"), { help: "Time spent writing, in milliseconds", unit: "ms" }),
    syncTime: counter(name("checkpoint_sync_time"), { help: "Time spent on fsync, in milliseconds", unit: "ms" }),
    buffersWritten: counter(name("buffers_checkpoint"), { help: "Buffers written by checkpoints", unit: "short" }),
    buffersCleaned: counter(name("buffers_clean"), { help: "Buffers written in the background", unit: "short" }),
    buffersByBackends: counter(name("buffers_backend"), { help: "Buffers that queries had to write", unit: "short" }),
    buffersAllocated: counter(name("buffers_alloc"), { help: "Buffers allocated", unit: "short" }),
  };
}

function replicationMetrics() {
  const slot = { slot_name: 2, database: 1 } as const;
  return {
    lag: gauge("pg_replication_lag_seconds", { help: "Time that a replica is behind its primary" }),
    isReplica: gauge("pg_replication_is_replica", { help: "1 on a replica", unit: "short" }),
    behind: gauge("pg_stat_replication_pg_wal_lsn_diff", {
      help: "Bytes of the write-ahead log that a replica has not replayed, as its primary sees it",
      unit: "bytes",
      labels: { application_name: 2, client_addr: 2, state: ["streaming", "catchup", "startup"], slot_name: 2 },
    }),
    slotActive: gauge("pg_replication_slots_active", { help: "1 if a slot is in use", unit: "short", labels: slot }),
    slotBehind: gauge("pg_replication_slots_pg_wal_lsn_diff", {
      help: "Bytes of the write-ahead log that are kept for a slot",
      unit: "bytes",
      labels: slot,
    }),
  };
}

function archiveMetrics() {
  return {
    archived: counter("pg_stat_archiver_archived_count", { help: "Files of the log archived", unit: "short" }),
    failed: counter("pg_stat_archiver_failed_count", { help: "Attempts to archive that failed", unit: "short" }),
    age: gauge("pg_stat_archiver_last_archive_age", { help: "Time since a file was archived, in seconds", unit: "s" }),
  };
}
