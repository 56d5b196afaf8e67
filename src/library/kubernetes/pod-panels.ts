import type { Duration } from "../../model/definition/duration.js";
import type { Varying } from "../../model/definition/per-environment.js";
import type { Signal } from "../../model/expression/signal.js";
import { type TimeseriesPanel, timeseries } from "../../panels/kinds/timeseries.js";
import { redAbove } from "../../panels/options/thresholds.js";
import type { Cadvisor } from "../exporters/cadvisor.js";
import type { KubeStateMetrics } from "../exporters/kube-state-metrics.js";
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

export interface PodPanelOptions extends PodOptions {
  /**
   * The range in which restarts are counted: that of the alert, so that the panel shows the number that it fires on.
   *
   * @default "15m"
   */
  readonly over?: Duration;
  /** The number of restarts in that range from which the panel is red. */
  readonly restartLimit?: Varying<number>;
}

/**
 * Panels of pods: their phases, and restarts of their containers.
 *
 * @example
 * row("Pods", podPanels(kubernetes, { where: { namespace, pod }, restartLimit: 3 }))
 */
export function podPanels(state: KubeStateMetrics, options: PodPanelOptions = {}): readonly TimeseriesPanel[] {
  const { over = "15m", restartLimit, ...selection } = options;
  const thresholds = restartLimit === undefined ? {} : { thresholds: redAbove(restartLimit) };
  const colors = { Running: "green", Succeeded: "blue", Pending: "yellow", Failed: "red", Unknown: "purple" };
  return [
    signalPanel(podsByPhase(state, selection), { stack: "normal", colors }),
    signalPanel(restarts(state, { ...selection, over }), thresholds),
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
