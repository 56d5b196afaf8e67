import {
  databaseLatency,
  databaseRate,
  postgresCacheHits,
  postgresConnections,
  postgresIndexUse,
  postgresLongestTransaction,
  postgresReplicationLag,
  postgresRollbacks,
  postgresTransactions,
  promql,
  redAbove,
  redBelow,
  row,
  type Signal,
  saturationPanels,
  shareAbove,
  stat,
  type Thresholds,
  timeseries,
  window,
} from "telltale";
import { backend } from "../../systems/autoserve/backend.js";
import { pool, postgres } from "../../systems/autoserve/infrastructure.js";
import { limits } from "../../systems/autoserve/limits.js";
import { autoserve } from "../../systems/autoserve/system.js";

const fromZero = { min: 0 } as const;
const now = { width: 6 } as const;

function line(signal: Signal, thresholds?: Thresholds, noValue?: string) {
  return timeseries(signal.title, signal, {
    ...fromZero,
    description: signal.description,
    ...(thresholds !== undefined && { thresholds }),
    ...(noValue !== undefined && { noValue }),
  });
}

const { seconds, calls } = postgres.statement;

export const databaseDashboard = autoserve.dashboard("Database Performance", {
  description: "Does the database answer in time, and are there connections left?",
  tags: ["infrastructure"],
  links: ["Application Overview", "Kubernetes Infrastructure"],
  rows: [
    row("Now", [
      stat("Database", promql`min(${postgres.up})`, {
        ...now,
        description: "Whether the exporter can reach the database.",
        unit: "none",
        mappings: { "1": { text: "up", color: "green" }, "0": { text: "down", color: "red" } },
      }),
      stat("Fullest pool", promql`max(${pool.share})`, {
        ...now,
        description:
          "Connections in use, of the pool that is nearest to its limit. DatabaseConnectionHigh fires in the red.",
        unit: "percentunit",
        thresholds: redAbove(limits.connections, { warn: limits.connectionsSoft }),
      }),
      stat("Slow queries now", promql`max(${shareAbove(backend.db.duration, 1)})`, {
        ...now,
        description: "Share of the queries that take longer than a second.",
        unit: "percentunit",
        thresholds: redAbove(0.05, { warn: 0.01 }),
      }),
      stat("Longest transaction now", promql`max(${postgresLongestTransaction(postgres)})`, {
        ...now,
        description: "Time that the longest transaction has been open. It holds locks.",
        unit: "s",
        thresholds: redAbove(limits.transaction),
      }),
    ]),
    row("Query performance and slow queries", [
      timeseries("Query time", databaseLatency(backend.db, 0.95, { by: ["operation"] }), {
        ...fromZero,
        description: "95 % of the queries take no longer than this, by operation.",
      }),
      timeseries("Queries", databaseRate(backend.db, { by: ["operation"] }), {
        ...fromZero,
        description: "Queries of the backend per second, by operation.",
      }),
      timeseries("Slow queries", shareAbove(backend.db.duration, 1, { by: ["operation"] }), {
        ...fromZero,
        description: "Share of the queries that take longer than a second, by operation.",
      }),
      timeseries(
        "Slowest statements",
        promql`topk(5, sum by (queryid) (rate(${seconds}[${window}])) / (sum by (queryid) (rate(${calls}[${window}])) > 0))`,
        {
          ...fromZero,
          description: "Average time of the five slowest statements. It needs the extension pg_stat_statements.",
          unit: "s",
          legend: "{{queryid}}",
        },
      ),
      line(postgresLongestTransaction(postgres), redAbove(limits.transaction)),
      line(postgresCacheHits(postgres), redBelow(0.9)),
    ]),
    row("Connection pool status", [
      timeseries(
        "Connections of the pool",
        {
          active: promql`sum(${backend.pool.active})`,
          idle: promql`sum(${backend.pool.idle})`,
          "at most": promql`sum(${backend.pool.max})`,
        },
        { ...fromZero, description: "Connections of the pools of all pods.", unit: "short" },
      ),
      saturationPanels(pool, { width: 8 }),
      line(postgresConnections(postgres), redAbove(0.95, { warn: 0.8 })),
      timeseries("Connections by state", promql`sum by (state) (${postgres.connection.count}) > 0`, {
        ...fromZero,
        description: "Connections to the database by what they do. Those that are idle in a transaction hold locks.",
        unit: "short",
        stack: "normal",
        legend: "{{state}}",
      }),
    ]),
    row("Transaction rates", [line(postgresTransactions(postgres)), line(postgresRollbacks(postgres))]),
    row("Index usage statistics", [line(postgresIndexUse(postgres))]),
    row("Replication lag (if applicable)", [
      line(postgresReplicationLag(postgres), redAbove(60, { warn: 10 }), "No replica"),
    ]),
  ],
});
