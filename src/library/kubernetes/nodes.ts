import { checkArguments } from "../../model/definition/check-arguments.js";
import { choice, required } from "../../model/definition/option-table.js";
import type { Origin } from "../../model/definition/origin.js";
import { promql } from "../../model/expression/promql.js";
import type { Query } from "../../model/expression/query.js";
import { Signal } from "../../model/expression/signal.js";
import type { Where } from "../../model/metric/label.js";
import type { Series } from "../../model/metric/metric.js";
import { timeseries } from "../../panels/kinds/charts/timeseries.js";
import type { Panel } from "../../panels/kinds/index.js";
import { table } from "../../panels/kinds/records/table.js";
import { redAbove } from "../../panels/options/thresholds.js";
import { cadvisorShape, kubeStateMetricsShape, selectingShape } from "../arguments/shapes.js";
import { withOrigin } from "../arguments/with-origin.js";
import type { Cadvisor } from "../exporters/kubernetes/cadvisor.js";
import type { KubeStateMetrics } from "../exporters/kubernetes/kube-state-metrics.js";
import { signalId, sumBy } from "../grouping.js";
import { rateBy } from "../rate.js";
import { shareOfMaximum } from "./share-of-maximum.js";

export interface NodeOptions {
  /**
   * Selects nodes: `{ node: /gpu-.+/ }`, or the variable of a dashboard.
   *
   * @default all
   */
  readonly where?: Where<{ readonly node: number }>;
}

/** Matches the series of a whole node, not those of its containers. */
const wholeNode = { id: "/" } as const;
const node = ["node"] as const;

/**
 * The share of a node's CPU in use.
 *
 * @example
 * nodeCpu(containers, kubernetes).above(0.9)
 */
export function nodeCpu(containers: Cadvisor, state: KubeStateMetrics, options: NodeOptions = {}): Signal {
  const origin = checkArguments("nodeCpu(…)", [
    ["containers", containers, required(cadvisorShape)],
    ["state", state, required(kubeStateMetricsShape)],
    ["options", options, selectingShape],
  ]);
  const { where } = options;
  const used = containers.cpu.where({ ...wholeNode, ...where });
  const cores = state.node.capacity.where({ resource: "cpu", ...where });
  return shareOfNode(origin, "Node CPU", "Share of each node's CPU in use.", [used, cores], rateBy(used, node));
}

/**
 * The share of a node's memory in use.
 *
 * @example
 * nodeMemory(containers, kubernetes).above(0.9)
 */
export function nodeMemory(containers: Cadvisor, state: KubeStateMetrics, options: NodeOptions = {}): Signal {
  const origin = checkArguments("nodeMemory(…)", [
    ["containers", containers, required(cadvisorShape)],
    ["state", state, required(kubeStateMetricsShape)],
    ["options", options, selectingShape],
  ]);
  const { where } = options;
  const used = containers.memory.where({ ...wholeNode, ...where });
  const size = state.node.capacity.where({ resource: "memory", ...where });
  return shareOfNode(
    origin,

    "Node memory",
    "Share of each node's memory in use, without caches that can be dropped.",
    [used, size],
    sumBy(node, promql`${used}`),
  );
}

/**
 * The share of a node's disks in use, by device.
 *
 * @example
 * nodeDisk(containers).above(0.85)
 */
export function nodeDisk(containers: Cadvisor, options: NodeOptions = {}): Signal {
  const origin = checkArguments("nodeDisk(…)", [
    ["containers", containers, required(cadvisorShape)],
    ["options", options, selectingShape],
  ]);
  const { where } = options;
  const disks = { ...wholeNode, device: /\/dev\/.+/, ...where };
  const used = containers.diskUsed.where(disks);
  const size = containers.diskSize.where(disks);
  return shareOfMaximum({
    ...{ origin, used, maximum: size, by: ["node", "device"] },
    title: "Node disk",
    description: "Share of each disk in use.",
  });
}

/**
 * Requests of pods as a share of the allocatable resources of their node. Near 1, no more pods are scheduled there,
 * however idle the node is.
 *
 * @example
 * requestedOfAllocatable(kubernetes, "memory").above(0.95)
 */
export function requestedOfAllocatable(
  state: KubeStateMetrics,
  resource: "cpu" | "memory",
  options: NodeOptions = {},
): Signal {
  const origin = checkArguments("requestedOfAllocatable(…)", [
    ["state", state, required(kubeStateMetricsShape)],
    ["resource", resource, required(choice("cpu", "memory"))],
    ["options", options, selectingShape],
  ]);
  const { where } = options;
  const requested = state.container.requests.where({ resource, ...where });
  const alive = state.pod.phase.where({ phase: ["Pending", "Running"] });
  const allocatable = state.node.allocatable.where({ resource, ...where });
  return shareOfNode(
    origin,

    resource === "cpu" ? "CPU requested" : "Memory requested",
    "Requests of pods, as a share of what their node can give. At 100 % no more pods fit.",
    [requested, allocatable],
    // Pods that have ended are still exposed, but no longer hold their requests.
    sumBy(node, promql`${requested} * on (namespace, pod) group_left () max by (namespace, pod) (${alive})`),
  );
}

/**
 * Panels of the nodes: CPU, memory and disk in use, requests of pods, and conditions.
 *
 * @example
 * row("Nodes", nodePanels(containers, kubernetes))
 */
export function nodePanels(containers: Cadvisor, state: KubeStateMetrics, options: NodeOptions = {}): readonly Panel[] {
  const origin = checkArguments("nodePanels(…)", [
    ["containers", containers, required(cadvisorShape)],
    ["state", state, required(kubeStateMetricsShape)],
    ["options", options, selectingShape],
  ]);
  const used = [
    nodeCpu(containers, state, options),
    nodeMemory(containers, state, options),
    nodeDisk(containers, options),
  ];
  const requested = [requestedOfAllocatable(state, "cpu", options), requestedOfAllocatable(state, "memory", options)];
  const thresholds = redAbove(0.95, { warn: 0.8 });
  return withOrigin(
    [
      ...[...used, ...requested].map((one) =>
        timeseries(one.title, one, { description: one.description, min: 0, thresholds }),
      ),
      nodeConditions(state, options),
    ],
    origin,
  );
}

function nodeConditions(state: KubeStateMetrics, { where }: NodeOptions): Panel {
  const conditions = state.node.condition.where({ ...where });
  const underPressure = conditions.where({ status: "true", condition: /.+Pressure|NetworkUnavailable/ });
  const notReady = conditions.where({ status: ["false", "unknown"], condition: "Ready" });
  return table(
    "Node conditions",
    { active: promql`sum by (node, condition) (${underPressure} == 1 or ${notReady} == 1)` },
    {
      description: "Problems that nodes report. Empty while all nodes are healthy.",
      noValue: "No node reports a problem",
      unit: "short",
      columns: { node: { title: "Node" }, condition: { title: "Condition" } },
    },
  );
}

function shareOfNode(
  origin: Origin,
  title: string,
  description: string,
  of: readonly [Series, Series<"gauge">],
  part: Query,
): Signal {
  const query = promql`${part} / ${sumBy(node, promql`${of[1]}`)}`;
  return new Signal({
    origin,
    id: signalId("share", of, node),
    title,
    description,
    unit: "percentunit",
    by: node,
    query,
  });
}
