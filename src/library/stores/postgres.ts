import { checkArguments } from "../../model/definition/check-arguments.js";
import { required } from "../../model/definition/option-table.js";
import type { Origin } from "../../model/definition/origin.js";
import { window } from "../../model/expression/hole.js";
import { promql } from "../../model/expression/promql.js";
import type { Signal } from "../../model/expression/signal.js";
import { not } from "../../model/metric/label.js";
import { postgresShape, selectingShape } from "../arguments/shapes.js";
import type { PostgresExporter } from "../exporters/postgres-exporter.js";
import { type InstanceOptions, instanceSignal, server } from "./instance-signal.js";

/** PostgreSQL makes a new database from these; nobody works in them. */
const realDatabases = { datname: not(/template\d+/) } as const;

/**
 * The connections to a server as a share of those that it allows. At 1, it refuses all but superusers.
 *
 * @example
 * saturation(postgresConnections(postgres), { soft: 0.8, hard: 0.95 })
 */
export function postgresConnections(postgres: PostgresExporter, options: InstanceOptions = {}): Signal {
  const origin = checkPostgres("postgresConnections(…)", postgres, options);
  const open = postgres.connection.count.where({ ...options.where });
  const allowed = postgres.setting.maxConnections.where({ ...options.where });
  return instanceSignal(origin, "share", [open, allowed], {
    title: "Connections",
    description: "Connections as a share of those that PostgreSQL allows. At 100 % it refuses more.",
    unit: "percentunit",
    max: 1,
    query: promql`sum by (${server}) (${open}) / max by (${server}) (${allowed} > 0)`,
  });
}

/**
 * The transactions of each database, per second, whether they were committed or rolled back.
 *
 * @example
 * postgresTransactions(postgres)
 */
export function postgresTransactions(postgres: PostgresExporter, options: InstanceOptions = {}): Signal {
  const origin = checkPostgres("postgresTransactions(…)", postgres, options);
  const committed = postgres.database.committed.where({ ...realDatabases, ...options.where });
  const rolledBack = postgres.database.rolledBack.where({ ...realDatabases, ...options.where });
  const by = ["instance", "datname"];
  return instanceSignal(origin, "transactions", [committed, rolledBack], {
    by,
    title: "Transactions",
    description: "Transactions of each database per second.",
    unit: "ops",
    query: promql`sum by (${by}) (rate(${committed}[${window}])) + sum by (${by}) (rate(${rolledBack}[${window}]))`,
  });
}

/**
 * The share of transactions that were rolled back: errors of queries, conflicts, and what applications cancel.
 *
 * @example
 * postgresRollbacks(postgres).above(0.1, { whenBusy: 1 })
 */
export function postgresRollbacks(postgres: PostgresExporter, options: InstanceOptions = {}): Signal {
  const origin = checkPostgres("postgresRollbacks(…)", postgres, options);
  const committed = postgres.database.committed.where({ ...realDatabases, ...options.where });
  const rolledBack = postgres.database.rolledBack.where({ ...realDatabases, ...options.where });
  const undone = promql`sum by (${server}) (rate(${rolledBack}[${window}]))`;
  const all = promql`${undone} + sum by (${server}) (rate(${committed}[${window}]))`;
  return instanceSignal(origin, "rollbacks", [rolledBack, committed], {
    title: "Rolled back",
    description: "Share of the transactions that were rolled back.",
    unit: "percentunit",
    max: 1,
    query: promql`${undone} / (${all})`,
    traffic: all,
  });
}

/**
 * The share of blocks that were found in PostgreSQL's cache. It has no result while nothing is read.
 *
 * @example
 * postgresCacheHits(postgres).below(0.95)
 */
export function postgresCacheHits(postgres: PostgresExporter, options: InstanceOptions = {}): Signal {
  const origin = checkPostgres("postgresCacheHits(…)", postgres, options);
  const hits = postgres.database.blocksHit.where({ ...options.where });
  const reads = postgres.database.blocksRead.where({ ...options.where });
  const found = promql`sum by (${server}) (rate(${hits}[${window}]))`;
  const all = promql`${found} + sum by (${server}) (rate(${reads}[${window}]))`;
  return instanceSignal(origin, "cacheHitRatio", [hits, reads], {
    title: "Cache hit ratio",
    description: "Share of the blocks that were found in PostgreSQL's cache.",
    unit: "percentunit",
    max: 1,
    query: promql`${found} / (${all})`,
    traffic: all,
  });
}

/**
 * The time that the longest transaction of a server has been open, in seconds. It holds locks, and keeps old rows from
 * being cleaned up.
 *
 * @example
 * postgresLongestTransaction(postgres).above(60)
 */
export function postgresLongestTransaction(postgres: PostgresExporter, options: InstanceOptions = {}): Signal {
  const origin = checkPostgres("postgresLongestTransaction(…)", postgres, options);
  const open = postgres.connection.longestTransaction.where({ ...options.where });
  return instanceSignal(origin, "max", [open], {
    title: "Longest transaction",
    description: "Time that the longest transaction has been open.",
    unit: "s",
    query: promql`max by (${server}) (${open})`,
  });
}

/**
 * The time that a replica is behind its primary, in seconds. An idle primary sends nothing, so that it grows then, too.
 *
 * @example
 * postgresReplicationLag(postgres).above(60)
 */
export function postgresReplicationLag(postgres: PostgresExporter, options: InstanceOptions = {}): Signal {
  const origin = checkPostgres("postgresReplicationLag(…)", postgres, options);
  const lag = postgres.replication.lag.where({ ...options.where });
  const isReplica = postgres.replication.isReplica.where({ ...options.where });
  return instanceSignal(origin, "replicationLag", [lag], {
    title: "Replication lag",
    description: "Time that each replica is behind its primary. Empty without replicas.",
    unit: "s",
    query: promql`max by (${server}) (${lag}) and on (${server}) (max by (${server}) (${isReplica}) == 1)`,
  });
}

/**
 * The share of scans of a table that used an index. A large table that is scanned as a whole lacks one.
 *
 * @example
 * postgresIndexUse(postgres)
 */
export function postgresIndexUse(postgres: PostgresExporter, options: InstanceOptions = {}): Signal {
  const origin = checkPostgres("postgresIndexUse(…)", postgres, options);
  const index = postgres.table.indexScans.where({ ...options.where });
  const whole = postgres.table.sequentialScans.where({ ...options.where });
  const by = ["instance", "datname", "relname"];
  const used = promql`sum by (${by}) (rate(${index}[${window}]))`;
  return instanceSignal(origin, "indexUse", [index, whole], {
    by,
    title: "Index use",
    description: "Share of the scans of each table that used an index. Small tables need none.",
    unit: "percentunit",
    max: 1,
    legend: "{{datname}} {{relname}}",
    query: promql`${used} / (${used} + sum by (${by}) (rate(${whole}[${window}])))`,
  });
}

function checkPostgres(call: string, postgres: PostgresExporter, options: InstanceOptions): Origin {
  return checkArguments(call, [
    ["postgres", postgres, required(postgresShape)],
    ["options", options, selectingShape],
  ]);
}
