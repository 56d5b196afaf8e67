import { postgresLongestTransaction, promql, type Runbook, redisMemory, up } from "telltale";
import { postgres, redis } from "../../systems/openuser/infrastructure.js";

export const postgresDown: Runbook = {
  meaning: "For a minute, postgres_exporter has not reached PostgreSQL (`pg_up` is 0), or has not answered itself.",
  impact: "Almost every request to the API fails.",
  diagnosis: [
    {
      text: "Is it PostgreSQL, or the exporter? 0 here is PostgreSQL.",
      query: promql`max by (instance) (${postgres.up})`,
    },
    { text: "0 here is the exporter.", query: promql`max by (instance) (${up(postgres)})` },
    { text: "Does PostgreSQL answer?", command: "docker-compose exec postgres pg_isready" },
    { text: "Why did it stop?", command: "docker-compose logs --tail=100 postgres" },
    { text: "Is its disk full?", dashboard: "System Metrics" },
  ],
  mitigation: [
    { text: "Start it.", command: "docker-compose up -d postgres" },
    "If its disk is full, follow [DiskSpaceCritical](disk-space-critical.md) first.",
  ],
};

export const postgresTooManyConnections: Runbook = {
  meaning: "PostgreSQL has had more than 80 connections for five minutes. By default it allows 100.",
  impact: "None yet. At the limit, it refuses every new connection, and requests fail.",
  diagnosis: [
    {
      text: "What do they do? Many that are `idle in transaction` are not given back.",
      query: promql`sum by (state) (${postgres.connection.count})`,
      dashboard: "Database Performance",
    },
    {
      text: "Who has opened them?",
      command:
        "docker-compose exec postgres psql -U postgres -c 'select application_name, state, count(*) from pg_stat_activity group by 1, 2 order by 3 desc'",
    },
  ],
  mitigation: [
    "Make the pools smaller: all processes together must stay below the limit.",
    {
      text: "To gain time, end what has been idle in a transaction for ten minutes.",
      command:
        "docker-compose exec postgres psql -U postgres -c \"select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction' and state_change < now() - interval '10 minutes'\"",
    },
  ],
};

export const postgresSlowQueries: Runbook = {
  meaning: "A transaction has been open for more than a minute.",
  impact: "It keeps its locks: others may wait for it, and tables grow.",
  diagnosis: [
    { text: "Since when?", query: postgresLongestTransaction(postgres), dashboard: "Database Performance" },
    {
      text: "Which statement is it, and who waits?",
      command:
        'docker-compose exec postgres psql -U postgres -c "select pid, now() - xact_start as open, state, wait_event, left(query, 80) from pg_stat_activity where xact_start is not null order by 2 desc limit 10"',
    },
  ],
  mitigation: [
    {
      text: "If nobody needs it, end it: `pg_cancel_backend` first, `pg_terminate_backend` if that does not help.",
      command: "docker-compose exec postgres psql -U postgres -c 'select pg_cancel_backend(<pid>)'",
    },
    "A backup or a migration may take this long: let it finish.",
  ],
};

export const redisDown: Runbook = {
  meaning: "For a minute, redis_exporter has not reached Redis (`redis_up` is 0), or has not answered itself.",
  impact: "Nothing is cached, and no video is generated: Celery's queues are in Redis.",
  diagnosis: [
    { text: "Is it Redis, or the exporter? 0 here is Redis.", query: promql`max by (instance) (${redis.up})` },
    { text: "0 here is the exporter.", query: promql`max by (instance) (${up(redis)})` },
    { text: "Does Redis answer?", command: "docker-compose exec redis redis-cli ping" },
    { text: "Why did it stop?", command: "docker-compose logs --tail=100 redis" },
  ],
  mitigation: [
    {
      text: "Start it. Without persistence, its queues are empty: tasks that waited are lost.",
      command: "docker-compose up -d redis",
    },
  ],
};

export const redisHighMemory: Runbook = {
  meaning: "Redis has used more than 90 % of the memory that it may use for ten minutes.",
  impact: "None yet. At 100 % it removes keys, or refuses writes, as its `maxmemory-policy` says.",
  diagnosis: [
    { text: "Does it grow, or did it jump?", query: redisMemory(redis), dashboard: "Cache Performance" },
    { text: "Which keys are large?", command: "docker-compose exec redis redis-cli --bigkeys" },
    { text: "Do tasks wait for workers that do not run?", dashboard: "API Overview", panel: "Videos waiting" },
  ],
  mitigation: [
    "If tasks wait, start the workers.",
    {
      text: "If it is the cache, give keys an expiry, or more memory.",
      command: "docker-compose exec redis redis-cli config set maxmemory <bytes>",
    },
  ],
};
