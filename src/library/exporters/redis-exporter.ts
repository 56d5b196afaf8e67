import { requireArguments } from "../../model/definition/check-arguments.js";
import { number, type OptionTable, object } from "../../model/definition/option-table.js";
import { cache } from "../../model/metric/capability.js";
import { counter, gauge, info } from "../../model/metric/metric.js";
import type { ExposedMetrics } from "./exposed.js";

/** A service with the metrics of redis_exporter. */
export type RedisExporter = ExposedMetrics<ReturnType<typeof redisExporter>>;

/** The approximate size of what redis_exporter watches. */
export interface RedisSize {
  /** Redis servers. @default 1 */
  readonly instances?: number;
  /** Databases with keys. @default 1 */
  readonly databases?: number;
  /** Kinds of commands that clients send. @default 30 */
  readonly commands?: number;
}

const redisSizeOptions = {
  instances: number,
  databases: number,
  commands: number,
} as const satisfies OptionTable<RedisSize>;

const smallRedis = { instances: 1, databases: 1, commands: 30 } as const satisfies Required<RedisSize>;

/**
 * The metrics of redis_exporter 1, for Redis and Valkey. While the server is unreachable, the exporter answers with
 * `redis_up` 0 and few other series.
 *
 * @example
 * export const redis = shop.service("redis", redisExporter());
 */
export function redisExporter(size: RedisSize = {}) {
  requireArguments("redisExporter(…)", [["size", size, object(redisSizeOptions)]]);
  const { instances, databases, commands } = { ...smallRedis, ...size };
  return {
    exporter: true,
    port: 9121,
    labels: { instance: instances },
    up: gauge("redis_up", { help: "1 if the exporter reaches Redis", unit: "short" }),
    started: gauge("redis_start_time_seconds", { help: "Time at which Redis started" }),
    uptime: gauge("redis_uptime_in_seconds", { help: "Time since Redis started" }),
    version: info("redis_instance_info", {
      help: "Version and role of Redis",
      labels: {
        role: ["master", "slave"],
        redis_version: 2,
        redis_build_id: 2,
        redis_mode: 1,
        os: 1,
        maxmemory_policy: 1,
        tcp_port: 1,
        run_id: instances,
        process_id: instances,
        master_replid: instances,
      },
    }),
    lookups: cache({
      hits: counter("redis_keyspace_hits_total", { help: "Lookups that found their key", unit: "short" }),
      misses: counter("redis_keyspace_misses_total", { help: "Lookups that did not find their key", unit: "short" }),
    }),
    clients: clientMetrics(),
    memory: memoryMetrics(),
    command: commandMetrics(commands),
    keys: keyMetrics(databases),
    network: {
      received: counter("redis_net_input_bytes_total", { help: "Bytes received" }),
      sent: counter("redis_net_output_bytes_total", { help: "Bytes sent" }),
    },
    cpuSystem: counter("redis_cpu_sys_seconds_total", { help: "CPU time of Redis in the kernel" }),
    cpuUser: counter("redis_cpu_user_seconds_total", { help: "CPU time of Redis outside the kernel" }),
    persistence: persistenceMetrics(),
    replication: replicationMetrics(),
    slowLogLength: gauge("redis_slowlog_length", { help: "Entries of the log of slow commands", unit: "short" }),
    lastScrapeError: gauge("redis_exporter_last_scrape_error", {
      help: "1 if the last scrape of Redis failed",
      unit: "short",
      labels: { err: 1 },
    }),
  };
}

function clientMetrics() {
  return {
    connected: gauge("redis_connected_clients", { help: "Clients that are connected", unit: "short" }),
    blocked: gauge("redis_blocked_clients", { help: "Clients that wait in a blocking command", unit: "short" }),
    maximum: gauge("redis_config_maxclients", { help: "Clients that may connect", unit: "short" }),
    connections: counter("redis_connections_received_total", { help: "Connections accepted", unit: "short" }),
    rejected: counter("redis_rejected_connections_total", {
      help: "Connections refused because too many were open",
      unit: "short",
    }),
  };
}

function memoryMetrics() {
  return {
    used: gauge("redis_memory_used_bytes", { help: "Memory that Redis has allocated" }),
    maximum: gauge("redis_memory_max_bytes", { help: "Memory that Redis may allocate; 0 if it has no limit" }),
    resident: gauge("redis_memory_used_rss_bytes", { help: "Memory that Redis has, as the system sees it" }),
    peak: gauge("redis_memory_used_peak_bytes", { help: "Most memory that Redis had allocated" }),
    dataset: gauge("redis_memory_used_dataset_bytes", { help: "Memory of the keys and values" }),
    fragmentation: gauge("redis_mem_fragmentation_ratio", {
      help: "Memory as the system sees it, for each byte allocated",
      unit: "short",
    }),
  };
}

function commandMetrics(commands: number) {
  const labels = { cmd: commands } as const;
  return {
    processed: counter("redis_commands_processed_total", { help: "Commands processed", unit: "short" }),
    calls: counter("redis_commands_total", { help: "Commands, by their name", unit: "short", labels }),
    seconds: counter("redis_commands_duration_seconds_total", { help: "Time spent on commands", labels }),
    failed: counter("redis_commands_failed_calls_total", { help: "Commands that failed", unit: "short", labels }),
    rejected: counter("redis_commands_rejected_calls_total", {
      help: "Commands that were refused",
      unit: "short",
      labels,
    }),
    errors: counter("redis_errors_total", { help: "Errors, by their kind", unit: "short", labels: { err: 5 } }),
  };
}

function keyMetrics(databases: number) {
  const labels = { db: { values: ["db0"], about: databases } } as const;
  return {
    count: gauge("redis_db_keys", { help: "Keys of a database", unit: "short", labels }),
    expiring: gauge("redis_db_keys_expiring", { help: "Keys of a database that expire", unit: "short", labels }),
    averageLifetime: gauge("redis_db_avg_ttl_seconds", { help: "Average time to live of keys that expire", labels }),
    evicted: counter("redis_evicted_keys_total", { help: "Keys removed because memory ran out", unit: "short" }),
    expired: counter("redis_expired_keys_total", { help: "Keys removed because their time was over", unit: "short" }),
  };
}

function persistenceMetrics() {
  return {
    lastSaveOk: gauge("redis_rdb_last_bgsave_status", { help: "1 if the last snapshot succeeded", unit: "short" }),
    lastSave: gauge("redis_rdb_last_save_timestamp_seconds", { help: "Time of the last snapshot" }),
    changes: gauge("redis_rdb_changes_since_last_save", { help: "Changes since the last snapshot", unit: "short" }),
    aofEnabled: gauge("redis_aof_enabled", { help: "1 if every change is logged", unit: "short" }),
    lastAofWriteOk: gauge("redis_aof_last_write_status", {
      help: "1 if the last write to the log of changes succeeded",
      unit: "short",
    }),
  };
}

function replicationMetrics() {
  const replica = { slave_ip: 2, slave_port: 1, slave_state: ["online", "sync"] } as const;
  const primary = { master_host: 1, master_port: 1 } as const;
  return {
    replicas: gauge("redis_connected_slaves", { help: "Replicas that are connected", unit: "short" }),
    lag: gauge("redis_connected_slave_lag_seconds", {
      help: "Time since a replica was last heard of",
      labels: replica,
    }),
    replicaOffset: gauge("redis_connected_slave_offset_bytes", {
      help: "Position of a replica in the stream of changes",
      labels: replica,
    }),
    offset: gauge("redis_master_repl_offset", { help: "Position in the stream of changes", unit: "bytes" }),
    linkUp: gauge("redis_master_link_up", {
      help: "1 if a replica is connected to its primary",
      unit: "short",
      labels: primary,
    }),
  };
}
