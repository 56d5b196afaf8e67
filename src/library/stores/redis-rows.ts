import { row } from "../../model/dashboard/row.js";
import type { Row } from "../../model/dashboard/section.js";
import { checkArguments } from "../../model/definition/check-arguments.js";
import { type OptionTable, object, required } from "../../model/definition/option-table.js";
import type { Varying } from "../../model/definition/per-environment.js";
import { window } from "../../model/expression/hole.js";
import { promql } from "../../model/expression/promql.js";
import { matchersShape } from "../../model/metric/metric-shapes.js";
import { type TimeseriesPanel, timeseries } from "../../panels/kinds/charts/timeseries.js";
import type { Panel } from "../../panels/kinds/index.js";
import { stat } from "../../panels/kinds/numbers/stat.js";
import { redAbove, redBelow } from "../../panels/options/thresholds.js";
import { limitShape, redisShape } from "../arguments/shapes.js";
import type { RedisExporter } from "../exporters/redis-exporter.js";
import { saturation, saturationPanels } from "../saturation.js";
import type { InstanceOptions } from "./instance-signal.js";
import { linePanel } from "./line-panel.js";
import { redisClients, redisCommands, redisEvictions, redisHitRatio, redisMemory } from "./redis.js";

export interface RedisRowOptions extends InstanceOptions {
  /**
   * The share of the memory limit from which its panel is red.
   *
   * @default 0.9
   */
  readonly memoryLimit?: Varying<number>;
  /**
   * The hit ratio below which its panel is red.
   *
   * @default no limit
   */
  readonly hitLimit?: Varying<number>;
}

const redisRowOptions = {
  where: matchersShape,
  memoryLimit: limitShape,
  hitLimit: limitShape,
} as const satisfies OptionTable<RedisRowOptions>;

/**
 * Rows of a dashboard of Redis: memory, commands, lookups, keys, clients and replication.
 *
 * @example
 * shop.dashboard("Cache", { description: "Does Redis answer, and has it room?", rows: redisRows(redis) })
 */
export function redisRows(redis: RedisExporter, options: RedisRowOptions = {}): readonly Row[] {
  checkArguments("redisRows(…)", [
    ["redis", redis, required(redisShape)],
    ["options", options, object(redisRowOptions)],
  ]);
  const { where, memoryLimit = 0.9, hitLimit } = options;
  const selection: InstanceOptions = where === undefined ? {} : { where };
  const memory = saturation(redisMemory(redis, selection), { soft: 0.8, hard: memoryLimit });
  return [
    row("Now", nowPanels(redis, selection)),
    row("Memory", [...saturationPanels(memory, { width: 8 }), memoryPanel(redis, selection)]),
    row("Commands", [linePanel(redisCommands(redis, selection)), ...commandPanels(redis, selection)]),
    row("Keys", [
      linePanel(redisHitRatio(redis, selection), hitLimit === undefined ? undefined : redBelow(hitLimit)),
      linePanel(redisEvictions(redis, selection)),
      keyPanel(redis, selection),
    ]),
    row("Clients and network", [
      linePanel(redisClients(redis, selection), redAbove(0.9)),
      ...networkPanels(redis, selection),
    ]),
  ];
}

function nowPanels(redis: RedisExporter, { where = {} }: InstanceOptions): readonly Panel[] {
  const now = { width: 6 } as const;
  return [
    stat("Servers down", promql`count(${redis.up.where(where)} == 0) or vector(0)`, {
      ...now,
      description: "Servers that the exporter cannot reach.",
      unit: "short",
      thresholds: redAbove(1),
    }),
    stat("Clients", promql`sum(${redis.clients.connected.where(where)})`, {
      ...now,
      description: "Clients that are connected.",
      unit: "short",
      color: "none",
    }),
    stat("Keys", promql`sum(${redis.keys.count.where(where)})`, {
      ...now,
      description: "Keys of all databases.",
      unit: "short",
      color: "none",
    }),
    stat("Snapshots failed", promql`count(${redis.persistence.lastSaveOk.where(where)} == 0) or vector(0)`, {
      ...now,
      description: "Servers whose last snapshot failed: what changed since is lost if they stop.",
      unit: "short",
      thresholds: redAbove(1),
    }),
  ];
}

function memoryPanel(redis: RedisExporter, { where = {} }: InstanceOptions): TimeseriesPanel {
  const { used, resident } = redis.memory;
  return timeseries(
    "Memory in bytes",
    {
      allocated: promql`sum(${used.where(where)})`,
      resident: promql`sum(${resident.where(where)})`,
    },
    {
      description:
        "Memory that Redis has allocated, and that the system sees. Far more of the latter is fragmentation.",
      unit: "bytes",
      min: 0,
    },
  );
}

function commandPanels(redis: RedisExporter, { where = {} }: InstanceOptions): readonly Panel[] {
  const { seconds, calls, failed } = redis.command;
  const time = promql`sum by (cmd) (rate(${seconds.where(where)}[${window}]))`;
  const count = promql`sum by (cmd) (rate(${calls.where(where)}[${window}]))`;
  return [
    timeseries("Slowest commands", promql`topk(5, ${time} / (${count} > 0))`, {
      description: "Average time of the five slowest commands. While one runs, all others wait.",
      unit: "s",
      min: 0,
      legend: "{{cmd}}",
    }),
    timeseries("Failed commands", promql`sum by (cmd) (rate(${failed.where(where)}[${window}])) > 0`, {
      description: "Commands per second that failed. Empty while none does.",
      unit: "ops",
      min: 0,
      legend: "{{cmd}}",
      noValue: "No command fails",
    }),
  ];
}

function keyPanel(redis: RedisExporter, { where = {} }: InstanceOptions): TimeseriesPanel {
  const { count, expiring } = redis.keys;
  return timeseries(
    "Keys",
    { all: promql`sum(${count.where(where)})`, expiring: promql`sum(${expiring.where(where)})` },
    { description: "Keys of all databases, and those that expire.", unit: "short", min: 0 },
  );
}

function networkPanels(redis: RedisExporter, { where = {} }: InstanceOptions): readonly Panel[] {
  const { received, sent } = redis.network;
  return [
    timeseries(
      "Network",
      {
        received: promql`sum(rate(${received.where(where)}[${window}]))`,
        sent: promql`sum(rate(${sent.where(where)}[${window}]))`,
      },
      { description: "Bytes that Redis receives and sends per second.", unit: "binBps", min: 0 },
    ),
    timeseries(
      "Connections refused",
      promql`sum by (instance) (rate(${redis.clients.rejected.where(where)}[${window}]))`,
      {
        description: "Connections per second that were refused because too many were open.",
        unit: "ops",
        min: 0,
        legend: "{{instance}}",
      },
    ),
  ];
}
