import { checkArguments } from "../../model/definition/check-arguments.js";
import { required } from "../../model/definition/option-table.js";
import type { Origin } from "../../model/definition/origin.js";
import { window } from "../../model/expression/hole.js";
import { promql } from "../../model/expression/promql.js";
import type { Signal } from "../../model/expression/signal.js";
import { redisShape, selectingShape } from "../arguments/shapes.js";
import type { RedisExporter } from "../exporters/redis-exporter.js";
import { type InstanceOptions, instanceSignal, server } from "./instance-signal.js";

/**
 * The memory of Redis as a share of its `maxmemory`. Servers without a limit, which is exposed as 0, are left out. At 1,
 * Redis evicts keys or refuses writes.
 *
 * @example
 * saturation(redisMemory(redis), { soft: 0.8, hard: 0.9 })
 */
export function redisMemory(redis: RedisExporter, options: InstanceOptions = {}): Signal {
  const origin = checkRedis("redisMemory(…)", redis, options);
  const used = redis.memory.used.where({ ...options.where });
  const maximum = redis.memory.maximum.where({ ...options.where });
  return instanceSignal(origin, "share", [used, maximum], {
    title: "Memory",
    description: "Memory as a share of the limit. At 100 % Redis evicts keys, or refuses writes.",
    unit: "percentunit",
    max: 1,
    query: promql`max by (${server}) (${used}) / max by (${server}) (${maximum} > 0)`,
  });
}

/**
 * The clients that are connected, as a share of those that are allowed.
 *
 * @example
 * redisClients(redis).above(0.8)
 */
export function redisClients(redis: RedisExporter, options: InstanceOptions = {}): Signal {
  const origin = checkRedis("redisClients(…)", redis, options);
  const connected = redis.clients.connected.where({ ...options.where });
  const maximum = redis.clients.maximum.where({ ...options.where });
  return instanceSignal(origin, "share", [connected, maximum], {
    title: "Clients",
    description: "Clients that are connected, as a share of those that are allowed.",
    unit: "percentunit",
    max: 1,
    query: promql`max by (${server}) (${connected}) / max by (${server}) (${maximum} > 0)`,
  });
}

/**
 * The commands that Redis processes, per second.
 *
 * @example
 * redisCommands(redis)
 */
export function redisCommands(redis: RedisExporter, options: InstanceOptions = {}): Signal {
  const origin = checkRedis("redisCommands(…)", redis, options);
  const processed = redis.command.processed.where({ ...options.where });
  return instanceSignal(origin, "rate", [processed], {
    title: "Commands",
    description: "Commands that each server processes per second.",
    unit: "ops",
    query: promql`sum by (${server}) (rate(${processed}[${window}]))`,
  });
}

/**
 * The share of lookups that found their key. It has no result while there are no lookups.
 *
 * @example
 * redisHitRatio(redis).below(0.8, { whenBusy: 1 })
 */
export function redisHitRatio(redis: RedisExporter, options: InstanceOptions = {}): Signal {
  const origin = checkRedis("redisHitRatio(…)", redis, options);
  const hits = redis.lookups.hits.where({ ...options.where });
  const misses = redis.lookups.misses.where({ ...options.where });
  const found = promql`sum by (${server}) (rate(${hits}[${window}]))`;
  const all = promql`${found} + sum by (${server}) (rate(${misses}[${window}]))`;
  return instanceSignal(origin, "cacheHitRatio", [hits, misses], {
    title: "Hit ratio",
    description: "Share of the lookups that found their key.",
    unit: "percentunit",
    max: 1,
    query: promql`${found} / (${all})`,
    traffic: all,
  });
}

/**
 * The keys that Redis removes because memory runs out, per second.
 *
 * @example
 * redisEvictions(redis).above(10)
 */
export function redisEvictions(redis: RedisExporter, options: InstanceOptions = {}): Signal {
  const origin = checkRedis("redisEvictions(…)", redis, options);
  const evicted = redis.keys.evicted.where({ ...options.where });
  return instanceSignal(origin, "rate", [evicted], {
    title: "Evictions",
    description: "Keys that each server removes per second because memory runs out.",
    unit: "ops",
    query: promql`sum by (${server}) (rate(${evicted}[${window}]))`,
  });
}

function checkRedis(call: string, redis: RedisExporter, options: InstanceOptions): Origin {
  return checkArguments(call, [
    ["redis", redis, required(redisShape)],
    ["options", options, selectingShape],
  ]);
}
