import { checkArguments } from "../../model/definition/check-arguments.js";
import type { Duration } from "../../model/definition/duration.js";
import { duration, type OptionTable, object, required } from "../../model/definition/option-table.js";
import type { Origin } from "../../model/definition/origin.js";
import { window } from "../../model/expression/hole.js";
import { promql } from "../../model/expression/promql.js";
import { Signal } from "../../model/expression/signal.js";
import { not, type Where } from "../../model/metric/label.js";
import type { Metric, MetricType, Series } from "../../model/metric/metric.js";
import { matchersShape } from "../../model/metric/metric-shapes.js";
import { cadvisorShape, kubeStateMetricsShape, selectingShape } from "../arguments/shapes.js";
import type { Cadvisor } from "../exporters/kubernetes/cadvisor.js";
import type { KubeStateMetrics } from "../exporters/kubernetes/kube-state-metrics.js";
import { signalId, sumBy } from "../grouping.js";
import { rateBy } from "../rate.js";

/** Matchers for pods and containers: `{ namespace: "qnt9" }`, or the variables of a dashboard. */
export type PodSelection = Where<{ readonly namespace: number; readonly pod: number; readonly container: number }>;

export interface PodOptions {
  /**
   * Selects pods and containers.
   *
   * @default all
   */
  readonly where?: PodSelection;
}

const container = ["namespace", "pod", "container"] as const;
const pod = ["namespace", "pod"] as const;
const byContainer = { by: container, legend: "{{pod}} {{container}}" } as const;
const byPod = { by: pod, legend: "{{pod}}" } as const;

/**
 * The CPU time that each container uses, in cores.
 *
 * @example
 * cpuUse(containers, { where: { namespace: "qnt9" } })
 */
export function cpuUse(containers: Cadvisor, options: PodOptions = {}): Signal {
  const origin = checkArguments("cpuUse(…)", [
    ["containers", containers, required(cadvisorShape)],
    ["options", options, selectingShape],
  ]);
  const { where } = options;
  const used = selectContainers(containers.cpu, where);
  return new Signal({
    origin,
    ...byContainer,
    id: signalId("rate", [used], container),
    title: "CPU",
    description: "CPU cores that each container uses.",
    unit: "short",
    query: rateBy(used, container),
  });
}

/**
 * The share of scheduling periods in which a container was throttled by its CPU limit.
 *
 * @example
 * cpuThrottling(containers, { where: { namespace: "qnt9" } })
 */
export function cpuThrottling(containers: Cadvisor, options: PodOptions = {}): Signal {
  const origin = checkArguments("cpuThrottling(…)", [
    ["containers", containers, required(cadvisorShape)],
    ["options", options, selectingShape],
  ]);
  const { where } = options;
  const throttled = selectContainers(containers.cpuThrottledPeriods, where);
  const periods = selectContainers(containers.cpuPeriods, where);
  return new Signal({
    origin,
    ...byContainer,
    id: signalId("cpuThrottling", [throttled], container),
    title: "CPU throttling",
    description: "Share of the time in which a container was slowed down by its CPU limit.",
    unit: "percentunit",
    max: 1,
    query: promql`${rateBy(throttled, container)} / ${rateBy(periods, container)}`,
  });
}

/**
 * The working set of each container: memory that cannot be reclaimed.
 *
 * @example
 * memoryUse(containers, { where: { namespace: "qnt9" } })
 */
export function memoryUse(containers: Cadvisor, options: PodOptions = {}): Signal {
  const origin = checkArguments("memoryUse(…)", [
    ["containers", containers, required(cadvisorShape)],
    ["options", options, selectingShape],
  ]);
  const { where } = options;
  const used = selectContainers(containers.memory, where);
  return new Signal({
    origin,
    ...byContainer,
    id: signalId("sum", [used], container),
    title: "Memory",
    description: "Memory of each container that counts against its limit.",
    unit: "bytes",
    query: sumBy(container, promql`${used}`),
  });
}

/**
 * Memory in use as a share of the limit. Containers without a limit, which is exposed as 0, are left out.
 *
 * @example
 * memoryOfLimit(containers, { where: { namespace: "qnt9" } }).above(0.9)
 */
export function memoryOfLimit(containers: Cadvisor, options: PodOptions = {}): Signal {
  const origin = checkArguments("memoryOfLimit(…)", [
    ["containers", containers, required(cadvisorShape)],
    ["options", options, selectingShape],
  ]);
  const { where } = options;
  const used = selectContainers(containers.memory, where);
  const limit = selectContainers(containers.memoryLimit, where);
  return new Signal({
    origin,
    ...byContainer,
    id: signalId("memoryOfLimit", [used, limit], container),
    title: "Memory of limit",
    description: "Memory of each container, as a share of its limit. At 100 % the kernel kills it.",
    unit: "percentunit",
    max: 1,
    query: promql`${sumBy(container, promql`${used}`)} / ${sumBy(container, promql`${limit} > 0`)}`,
  });
}

/**
 * The bytes that each pod receives, per second.
 *
 * @example
 * networkReceived(containers, { where: { namespace: "qnt9" } })
 */
export function networkReceived(containers: Cadvisor, options: PodOptions = {}): Signal {
  const origin = checkArguments("networkReceived(…)", [
    ["containers", containers, required(cadvisorShape)],
    ["options", options, selectingShape],
  ]);
  return network(
    containers.networkReceived,
    options,
    origin,
    "Network received",
    "Bytes that each pod receives per second.",
  );
}

/**
 * The bytes that each pod sends, per second.
 *
 * @example
 * networkSent(containers, { where: { namespace: "qnt9" } })
 */
export function networkSent(containers: Cadvisor, options: PodOptions = {}): Signal {
  const origin = checkArguments("networkSent(…)", [
    ["containers", containers, required(cadvisorShape)],
    ["options", options, selectingShape],
  ]);
  return network(containers.networkSent, options, origin, "Network sent", "Bytes that each pod sends per second.");
}

export interface OverOptions extends PodOptions {
  /**
   * The range it looks back over.
   *
   * @default `window`: that of the panel or rule
   */
  readonly over?: Duration;
}

const overOptions = { where: matchersShape, over: duration } as const satisfies OptionTable<OverOptions>;

/**
 * Restarts of each container. One is not an emergency; several within a quarter of an hour are a crash loop.
 *
 * @example
 * restarts(kubernetes, { over: "15m", where: { namespace: "qnt9" } }).above(3)
 */
export function restarts(state: KubeStateMetrics, options: OverOptions = {}): Signal {
  const origin = checkArguments("restarts(…)", [
    ["state", state, required(kubeStateMetricsShape)],
    ["options", options, object(overOptions)],
  ]);
  const { where = {}, over } = options;
  const total = state.container.restarts.where(where);
  return new Signal({
    origin,
    ...byContainer,
    id: signalId("restarts", over === undefined ? [total] : [total, over], container),
    title: "Restarts",
    description: over === undefined ? "Restarts of each container." : `Restarts of each container within ${over}.`,
    unit: "short",
    query: sumBy(container, promql`increase(${total}[${over ?? window}])`),
  });
}

/**
 * 1 for a container in `CrashLoopBackOff`: Kubernetes waits longer before each restart.
 *
 * @example
 * crashLooping(kubernetes, { over: "5m", where: { namespace: "qnt9" } }).atLeast(1)
 */
export function crashLooping(state: KubeStateMetrics, options: OverOptions = {}): Signal {
  const origin = checkArguments("crashLooping(…)", [
    ["state", state, required(kubeStateMetricsShape)],
    ["options", options, object(overOptions)],
  ]);
  const { where = {}, over } = options;
  const waiting = state.container.waiting.where({ reason: "CrashLoopBackOff", ...where });
  return new Signal({
    origin,
    ...byContainer,
    id: signalId("crashLooping", over === undefined ? [waiting] : [waiting, over], container),
    title: "Crash loops",
    description: "1 while Kubernetes waits before it restarts a container that crashed.",
    unit: "short",
    max: 1,
    query: promql`max by (${container}) (max_over_time(${waiting}[${over ?? window}]))`,
  });
}

/**
 * The number of pods in each phase.
 *
 * @example
 * podsByPhase(kubernetes, { where: { namespace: "qnt9" } })
 */
export function podsByPhase(state: KubeStateMetrics, options: PodOptions = {}): Signal {
  const origin = checkArguments("podsByPhase(…)", [
    ["state", state, required(kubeStateMetricsShape)],
    ["options", options, selectingShape],
  ]);
  const { where = {} } = options;
  const phases = state.pod.phase.where(where);
  return new Signal({
    origin,
    id: signalId("sum", [phases], ["phase"]),
    title: "Pods by phase",
    description: "Number of pods in each phase. A pod in a crash loop counts as Running.",
    unit: "short",
    by: ["phase"],
    query: sumBy(["phase"], promql`${phases}`),
  });
}

/**
 * The number of pods that are ready.
 *
 * @example
 * podsReady(kubernetes, { where: { namespace: "qnt9" } })
 */
export function podsReady(state: KubeStateMetrics, options: PodOptions = {}): Signal {
  const origin = checkArguments("podsReady(…)", [
    ["state", state, required(kubeStateMetricsShape)],
    ["options", options, selectingShape],
  ]);
  const { where = {} } = options;
  const ready = state.pod.ready.where({ condition: "true", ...where });
  return new Signal({
    origin,
    id: signalId("sum", [ready], ["namespace"]),
    title: "Pods ready",
    description: "Pods that are ready to serve requests.",
    unit: "short",
    by: ["namespace"],
    query: sumBy(["namespace"], promql`${ready}`),
  });
}

function network(
  counter: Metric<"counter">,
  { where = {} }: PodOptions,
  origin: Origin,
  title: string,
  description: string,
): Signal {
  const bytes = counter.where({ pod: not(""), ...where });
  return new Signal({
    origin,
    ...byPod,
    id: signalId("rate", [bytes], pod),
    title,
    description,
    unit: "binBps",
    query: rateBy(bytes, pod),
  });
}

/**
 * Selects the series of containers. Metrics of the same name also have a series for the sum over each pod, without a
 * container, and in some runtimes one for the pause container.
 */
function selectContainers<Type extends MetricType>(metric: Metric<Type>, where: PodSelection = {}): Series<Type> {
  return metric.where({ container: not(["", "POD"]), ...where });
}
