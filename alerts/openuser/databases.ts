import { exporterDown, postgresLongestTransaction, promql, redisMemory } from "telltale";
import * as runbooks from "../../runbooks/openuser/databases.js";
import { postgres, redis } from "../../systems/openuser/infrastructure.js";
import { limits } from "../../systems/openuser/limits.js";
import { openuser } from "../../systems/openuser/system.js";

export const postgresDown = openuser.alert("PostgreSQLDown", {
  when: exporterDown(postgres),
  for: "1m",
  severity: "critical",
  summary: "PostgreSQL does not answer",
  description: "For a minute, the exporter cannot reach PostgreSQL, or does not answer itself.",
  runbook: runbooks.postgresDown,
  dashboard: "Database Performance",
});

export const postgresTooManyConnections = openuser.alert("PostgreSQLTooManyConnections", {
  when: promql`sum by (instance) (${postgres.connection.count}) > ${limits.connections}`,
  for: "5m",
  severity: "warning",
  summary: "PostgreSQL has {{ $value }} connections",
  description:
    "More than 80 for five minutes; by default PostgreSQL allows 100, and refuses the next. Usually connections are not " +
    "given back, or a pool is too large.",
  runbook: runbooks.postgresTooManyConnections,
  dashboard: "Database Performance",
});

export const postgresSlowQueries = openuser.alert("PostgreSQLSlowQueries", {
  when: postgresLongestTransaction(postgres).above(limits.transaction),
  for: "5m",
  severity: "warning",
  summary: "A transaction of PostgreSQL has been open for {{ $value | humanizeDuration }}",
  description: "Longer than a minute. It keeps its locks, and rows that nobody needs from being cleaned up.",
  runbook: runbooks.postgresSlowQueries,
});

export const redisDown = openuser.alert("RedisDown", {
  when: exporterDown(redis),
  for: "1m",
  severity: "critical",
  summary: "Redis does not answer",
  description:
    "For a minute, the exporter cannot reach Redis, or does not answer itself. Celery's queues are in Redis, too.",
  runbook: runbooks.redisDown,
  dashboard: "Cache Performance",
});

export const redisHighMemory = openuser.alert("RedisHighMemory", {
  when: redisMemory(redis).above(limits.redisMemory),
  for: "10m",
  severity: "warning",
  summary: "Redis uses {{ $value | humanizePercentage }} of the memory that it may use",
  description: "Above 90 %. At 100 % it removes keys or refuses writes, as its `maxmemory-policy` says.",
  runbook: runbooks.redisHighMemory,
});
