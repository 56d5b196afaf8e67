import { row } from "../../model/dashboard/row.js";
import type { Row } from "../../model/dashboard/section.js";
import { checkArguments } from "../../model/definition/check-arguments.js";
import { type OptionTable, object, required } from "../../model/definition/option-table.js";
import type { Varying } from "../../model/definition/per-environment.js";
import { promql } from "../../model/expression/promql.js";
import type { Signal } from "../../model/expression/signal.js";
import { matchersShape } from "../../model/metric/metric-shapes.js";
import { type TimeseriesPanel, timeseries } from "../../panels/kinds/charts/timeseries.js";
import type { Panel } from "../../panels/kinds/index.js";
import { stat } from "../../panels/kinds/numbers/stat.js";
import { redAbove } from "../../panels/options/thresholds.js";
import { limitShape, nodeExporterShape } from "../arguments/shapes.js";
import type { NodeExporter } from "../exporters/node-exporter.js";
import { saturation, saturationPanels } from "../saturation.js";
import {
  type HostOptions,
  hostCpu,
  hostDisk,
  hostDiskBusy,
  hostInodes,
  hostLoad,
  hostMemory,
  hostNetwork,
  hostNetworkErrors,
  hostPressure,
} from "./host.js";

export interface HostRowOptions extends HostOptions {
  /**
   * The share of the CPU from which its panel is red.
   *
   * @default 0.9
   */
  readonly cpuLimit?: Varying<number>;
  /**
   * The share of the memory from which its panel is red.
   *
   * @default 0.9
   */
  readonly memoryLimit?: Varying<number>;
  /**
   * The share of a file system from which its panel is yellow.
   *
   * @default 0.85
   */
  readonly diskSoftLimit?: Varying<number>;
  /**
   * The share of a file system from which its panel is red.
   *
   * @default 0.95
   */
  readonly diskHardLimit?: Varying<number>;
}

const hostRowOptions = {
  where: matchersShape,
  cpuLimit: limitShape,
  memoryLimit: limitShape,
  diskSoftLimit: limitShape,
  diskHardLimit: limitShape,
} as const satisfies OptionTable<HostRowOptions>;

/**
 * Rows of a dashboard of hosts, by resource: utilisation, saturation and errors of CPU, memory, disks and network.
 *
 * @example
 * shop.dashboard("Hosts", { description: "Do hosts have room?", rows: hostRows(hosts) })
 */
export function hostRows(hosts: NodeExporter, options: HostRowOptions = {}): readonly Row[] {
  checkArguments("hostRows(…)", [
    ["hosts", hosts, required(nodeExporterShape)],
    ["options", options, object(hostRowOptions)],
  ]);
  const { where, cpuLimit = 0.9, memoryLimit = 0.9, diskSoftLimit = 0.85, diskHardLimit = 0.95 } = options;
  const selection: HostOptions = where === undefined ? {} : { where };
  const space = saturation(hostDisk(hosts, selection), { soft: diskSoftLimit, hard: diskHardLimit });
  return [
    row("Now", nowPanels(hosts, selection)),
    row("CPU", [
      share(hostCpu(hosts, selection), cpuLimit),
      line(hostLoad(hosts, selection)),
      line(hostPressure(hosts, "cpu", selection)),
    ]),
    row("Memory", [
      share(hostMemory(hosts, selection), memoryLimit),
      swapPanel(hosts, selection),
      line(hostPressure(hosts, "memory", selection)),
    ]),
    row("Disks", [
      ...saturationPanels(space),
      share(hostInodes(hosts, selection), 0.9),
      line(hostDiskBusy(hosts, selection)),
      line(hostPressure(hosts, "io", selection)),
    ]),
    row("Network", [
      line(hostNetwork(hosts, "received", selection)),
      line(hostNetwork(hosts, "sent", selection)),
      line(hostNetworkErrors(hosts, selection)),
    ]),
  ];
}

function nowPanels(hosts: NodeExporter, { where = {} }: HostOptions): readonly Panel[] {
  const now = { width: 6 } as const;
  const { bootTime, openFiles, maxFiles } = hosts.kernel;
  return [
    stat("Hosts", promql`count(${bootTime.where(where)})`, {
      ...now,
      description: "Hosts that are scraped.",
      unit: "short",
      color: "none",
    }),
    stat("Up since", promql`time() - max(${bootTime.where(where)})`, {
      ...now,
      description: "Time since the last of the hosts started.",
      unit: "s",
      color: "none",
    }),
    stat("Failed collectors", promql`count(${hosts.collector.success.where(where)} == 0) or vector(0)`, {
      ...now,
      description: "Collectors of node_exporter that fail: panels of their metrics are empty or old.",
      unit: "short",
      thresholds: redAbove(1),
    }),
    stat("Open files", promql`max(${openFiles.where(where)} / ${maxFiles.where(where)})`, {
      ...now,
      description: "Open files as a share of the limit, on the host that is nearest to it.",
      unit: "percentunit",
      thresholds: redAbove(0.9, { warn: 0.7 }),
    }),
  ];
}

function swapPanel(hosts: NodeExporter, { where = {} }: HostOptions): TimeseriesPanel {
  const { swapTotal, swapFree } = hosts.memory;
  const used = promql`sum by (instance) (${swapTotal.where(where)}) - sum by (instance) (${swapFree.where(where)})`;
  return timeseries("Swap in use", used, {
    description: "Memory that was moved to disk. What matters is the pressure beside it.",
    unit: "bytes",
    min: 0,
    legend: "{{instance}}",
  });
}

function share(signal: Signal, limit: Varying<number>): TimeseriesPanel {
  return timeseries(signal.title, signal, {
    description: signal.description,
    min: 0,
    max: 1,
    thresholds: redAbove(limit),
  });
}

function line(signal: Signal): TimeseriesPanel {
  return timeseries(signal.title, signal, { description: signal.description, min: 0 });
}
