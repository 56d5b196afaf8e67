import { checkArguments } from "../../model/definition/check-arguments.js";
import type { Duration } from "../../model/definition/duration.js";
import { duration, type OptionTable, object, required } from "../../model/definition/option-table.js";
import type { Varying } from "../../model/definition/per-environment.js";
import type { Signal } from "../../model/expression/signal.js";
import { matchersShape } from "../../model/metric/metric-shapes.js";
import { type TimeseriesPanel, timeseries } from "../../panels/kinds/charts/timeseries.js";
import { redAbove } from "../../panels/options/thresholds.js";
import { cadvisorShape, kubeStateMetricsShape, limitShape, selectingShape } from "../arguments/shapes.js";
import { withOrigin } from "../arguments/with-origin.js";
import type { Cadvisor } from "../exporters/kubernetes/cadvisor.js";
import type { KubeStateMetrics } from "../exporters/kubernetes/kube-state-metrics.js";
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

const containerPanelOptions = {
  where: matchersShape,
  memoryLimit: limitShape,
} as const satisfies OptionTable<ContainerPanelOptions>;

/**
 * Panels of containers: CPU and memory in use, throttling, and memory as a share of its limit.
 *
 * @example
 * row("Containers", containerPanels(containers, { where: { namespace, pod }, memoryLimit: 0.9 }))
 */
export function containerPanels(containers: Cadvisor, options: ContainerPanelOptions = {}): readonly TimeseriesPanel[] {
  const origin = checkArguments("containerPanels(…)", [
    ["containers", containers, required(cadvisorShape)],
    ["options", options, object(containerPanelOptions)],
  ]);
  const { memoryLimit, where } = options;
  const selection: PodOptions = where === undefined ? {} : { where };
  const thresholds = memoryLimit === undefined ? {} : { thresholds: redAbove(memoryLimit) };
  const half = { width: 12 };
  return withOrigin(
    [
      signalPanel(cpuUse(containers, selection), half),
      signalPanel(cpuThrottling(containers, selection), { ...half, max: 1 }),
      signalPanel(memoryUse(containers, selection), half),
      signalPanel(memoryOfLimit(containers, selection), { ...half, max: 1, ...thresholds }),
    ],
    origin,
  );
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

const podPanelOptions = {
  where: matchersShape,
  over: duration,
  restartLimit: limitShape,
} as const satisfies OptionTable<PodPanelOptions>;

/**
 * Panels of pods: their phases, and restarts of their containers.
 *
 * @example
 * row("Pods", podPanels(kubernetes, { where: { namespace, pod }, restartLimit: 3 }))
 */
export function podPanels(state: KubeStateMetrics, options: PodPanelOptions = {}): readonly TimeseriesPanel[] {
  const origin = checkArguments("podPanels(…)", [
    ["state", state, required(kubeStateMetricsShape)],
    ["options", options, object(podPanelOptions)],
  ]);
  const { over = "15m", restartLimit, ...selection } = options;
  const thresholds = restartLimit === undefined ? {} : { thresholds: redAbove(restartLimit) };
  const colors = { Running: "green", Succeeded: "blue", Pending: "yellow", Failed: "red", Unknown: "purple" };
  return withOrigin(
    [
      signalPanel(podsByPhase(state, selection), { decimals: 0, stack: "normal", colors }),
      signalPanel(restarts(state, { ...selection, over }), { decimals: 0, ...thresholds }),
    ],
    origin,
  );
}

/**
 * Panels of the network traffic of pods: bytes received and sent.
 *
 * @example
 * row("Network", networkPanels(containers, { where: { namespace, pod } }))
 */
export function networkPanels(containers: Cadvisor, options: PodOptions = {}): readonly TimeseriesPanel[] {
  const origin = checkArguments("networkPanels(…)", [
    ["containers", containers, required(cadvisorShape)],
    ["options", options, selectingShape],
  ]);
  return withOrigin(
    [signalPanel(networkReceived(containers, options)), signalPanel(networkSent(containers, options))],
    origin,
  );
}

function signalPanel(signal: Signal, options: Parameters<typeof timeseries>[2] = {}): TimeseriesPanel {
  return timeseries(signal.title, signal, { description: signal.description, min: 0, ...options });
}
