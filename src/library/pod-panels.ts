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
  /** The share of the memory limit from which the panel is red. */
  readonly memoryLimit?: Varying<number>;
}

/**
 * Panels of containers: CPU and memory in use, throttling, and memory as a share of its limit.
 *
 * @example
 * row("Containers", containerPanels(containers, { where: { namespace, pod }, memoryLimit: 0.9 }))
 */
export function containerPanels(containers: Cadvisor, options: ContainerPanelOptions = {}): readonly TimeseriesPanel[] {
  const { memoryLimit } = options;
  const thresholds = memoryLimit === undefined ? {} : { thresholds: redAbove(memoryLimit) };
  const half = { width: 12 };
  return [
    signalPanel(cpuUse(containers, options), half),
    signalPanel(cpuThrottling(containers, options), half),
    signalPanel(memoryUse(containers, options), half),
    signalPanel(memoryOfLimit(containers, options), { ...half, ...thresholds }),
  ];
}

/**
 * Panels of pods: their phases, and restarts of their containers.
 *
 * @example
 * row("Pods", podPanels(kubernetes, { where: { namespace, pod } }))
 */
export function podPanels(state: KubeStateMetrics, options: PodOptions = {}): readonly TimeseriesPanel[] {
  const colors = { Running: "green", Succeeded: "blue", Pending: "yellow", Failed: "red", Unknown: "purple" };
  return [
    signalPanel(podsByPhase(state, options), { stack: "normal", colors }),
    signalPanel(restarts(state, options), { lines: "bars" }),
  ];
}

/**
 * Panels of the network traffic of pods: bytes received and sent.
 *
 * @example
 * row("Network", networkPanels(containers, { where: { namespace, pod } }))
 */
export function networkPanels(containers: Cadvisor, options: PodOptions = {}): readonly TimeseriesPanel[] {
  return [signalPanel(networkReceived(containers, options)), signalPanel(networkSent(containers, options))];
}

function signalPanel(signal: Signal, options: Parameters<typeof timeseries>[2] = {}): TimeseriesPanel {
  return timeseries(signal.title, signal, { description: signal.description, min: 0, ...options });
}
