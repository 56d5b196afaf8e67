import type { Varying } from "../model/definition/per-environment.js";
import type { Signal } from "../model/expression/signal.js";
import { type TimeseriesPanel, timeseries } from "../panels/kinds/timeseries.js";
import { redAbove } from "../panels/thresholds.js";
import type { Cadvisor } from "./exporters/cadvisor.js";
import type { KubeStateMetrics } from "./exporters/kube-state-metrics.js";
import {
  cpuThrottling,
  cpuUse,
  memoryOfLimit,
  memoryUse,
  networkReceived,
  networkSent,
  type PodOptions,
  podsByPhase,
  restarts,
} from "./pods.js";

export interface ContainerPanelOptions extends PodOptions {
  /** From which share of the limit on memory is short. */
  readonly memoryLimit?: Varying<number>;
}

/**
 * What containers use, and how close that is to what they may use.
 *
 * @example
 * row("Containers", containerPanels(containers, { where: { namespace, pod }, memoryLimit: 0.9 }))
 */
export function containerPanels(containers: Cadvisor, options: ContainerPanelOptions = {}): readonly TimeseriesPanel[] {
  const { memoryLimit } = options;
  const thresholds = memoryLimit === undefined ? {} : { thresholds: redAbove(memoryLimit) };
  const half = { width: 12 };
  return [
    drawn(cpuUse(containers, options), half),
    drawn(cpuThrottling(containers, options), half),
    drawn(memoryUse(containers, options), half),
    drawn(memoryOfLimit(containers, options), { ...half, ...thresholds }),
  ];
}

/**
 * In which state pods are, and whether their containers stay up.
 *
 * @example
 * row("Pods", podPanels(kubernetes, { where: { namespace, pod } }))
 */
export function podPanels(state: KubeStateMetrics, options: PodOptions = {}): readonly TimeseriesPanel[] {
  const colors = { Running: "green", Succeeded: "blue", Pending: "yellow", Failed: "red", Unknown: "purple" };
  return [
    drawn(podsByPhase(state, options), { stack: "normal", colors }),
    drawn(restarts(state, options), { lines: "bars" }),
  ];
}

/**
 * What pods receive and send.
 *
 * @example
 * row("Network", networkPanels(containers, { where: { namespace, pod } }))
 */
export function networkPanels(containers: Cadvisor, options: PodOptions = {}): readonly TimeseriesPanel[] {
  return [drawn(networkReceived(containers, options)), drawn(networkSent(containers, options))];
}

function drawn(signal: Signal, options: Parameters<typeof timeseries>[2] = {}): TimeseriesPanel {
  return timeseries(signal.title, signal, { description: signal.description, min: 0, ...options });
}
