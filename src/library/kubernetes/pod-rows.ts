import { row } from "../../model/dashboard/row.js";
import type { Row } from "../../model/dashboard/section.js";
import { checkArguments } from "../../model/definition/check-arguments.js";
import { duration, type OptionTable, object, required } from "../../model/definition/option-table.js";
import { promql } from "../../model/expression/promql.js";
import { matchersShape } from "../../model/metric/metric-shapes.js";
import type { Panel } from "../../panels/kinds/index.js";
import { barGauge } from "../../panels/kinds/numbers/bar-gauge.js";
import { table } from "../../panels/kinds/records/table.js";
import { redAbove } from "../../panels/options/thresholds.js";
import { cadvisorShape, kubeStateMetricsShape, limitShape } from "../arguments/shapes.js";
import type { Cadvisor } from "../exporters/kubernetes/cadvisor.js";
import type { KubeStateMetrics } from "../exporters/kubernetes/kube-state-metrics.js";
import {
  type ContainerPanelOptions,
  containerPanels,
  networkPanels,
  type PodPanelOptions,
  podPanels,
} from "./pod-panels.js";
import { memoryOfLimit, type PodOptions } from "./pods.js";

export interface PodRowOptions extends PodPanelOptions, ContainerPanelOptions {}

const podRowOptions = {
  where: matchersShape,
  over: duration,
  restartLimit: limitShape,
  memoryLimit: limitShape,
} as const satisfies OptionTable<PodRowOptions>;

const byContainer = ["namespace", "pod", "container"] as const;

/**
 * Rows of a dashboard of pods: restarts and problems, what containers use, their requests and limits, and the network.
 *
 * @example
 * shop.dashboard("Pods", {
 *   description: "Do pods stay up?",
 *   variables: [namespace, pod],
 *   rows: podRows(kubernetes, containers, { where: { namespace, pod }, over: "15m", restartLimit: 3, memoryLimit: 0.9 }),
 * })
 */
export function podRows(state: KubeStateMetrics, containers: Cadvisor, options: PodRowOptions = {}): readonly Row[] {
  checkArguments("podRows(…)", [
    ["state", state, required(kubeStateMetricsShape)],
    ["containers", containers, required(cadvisorShape)],
    ["options", options, object(podRowOptions)],
  ]);
  const { memoryLimit, ...ofPods } = options;
  const selection: PodOptions = options.where === undefined ? {} : { where: options.where };
  const ofContainers = memoryLimit === undefined ? selection : { ...selection, memoryLimit };
  return [
    row("Pods", [...podPanels(state, ofPods), problemTable(state, selection)]),
    row("Containers", containerPanels(containers, ofContainers)),
    row("Requests and limits", [nearestToLimit(containers, ofContainers), resourceTable(state, selection)]),
    row("Network", networkPanels(containers, selection)),
  ];
}

function problemTable({ container }: KubeStateMetrics, { where = {} }: PodOptions): Panel {
  const { lastTerminated, waiting } = container;
  const yes = { "1": { text: "yes" } };
  const crashed = lastTerminated.where({ reason: ["OOMKilled", "Error"], ...where });
  return table(
    "Containers with problems",
    {
      waiting: promql`sum by (${[...byContainer, "reason"]}) (${waiting.where(where)}) > 0`,
      crashed: promql`sum by (${[...byContainer, "reason"]}) (${crashed}) > 0`,
    },
    {
      description: "Containers that cannot start, and containers whose last run crashed. Empty if all are fine.",
      unit: "short",
      width: 24,
      height: 6,
      noValue: "No container waits or has crashed",
      columns: {
        pod: { title: "Pod", minWidth: 250 },
        container: { title: "Container", minWidth: 120 },
        reason: { title: "Reason", minWidth: 150 },
        waiting: { title: "Waiting", mappings: yes },
        crashed: { title: "Crashed", mappings: yes },
      },
    },
  );
}

function nearestToLimit(containers: Cadvisor, { memoryLimit = 0.9, where }: ContainerPanelOptions): Panel {
  const share = memoryOfLimit(containers, where === undefined ? {} : { where });
  return barGauge("Nearest to their memory limit", promql`topk(10, ${share})`, {
    description: "The ten containers that use most of their limit. At 100 % the kernel kills them.",
    unit: "percentunit",
    max: 1,
    width: 8,
    legend: "{{pod}} {{container}}",
    direction: "horizontal",
    thresholds: redAbove(memoryLimit, { warn: 0.75 }),
  });
}

function resourceTable({ container }: KubeStateMetrics, { where = {} }: PodOptions): Panel {
  const { requests, limits } = container;
  const of = (metric: typeof requests, resource: string) =>
    promql`sum by (${byContainer}) (${metric.where({ resource, ...where })})`;
  return table(
    "Requests and limits",
    {
      "cpu request": of(requests, "cpu"),
      "cpu limit": of(limits, "cpu"),
      "memory request": of(requests, "memory"),
      "memory limit": of(limits, "memory"),
    },
    {
      description: "CPU and memory that each container requests, and its limits. Empty where none is set.",
      unit: "short",
      width: 16,
      noValue: "No container has requests or limits",
      columns: {
        pod: { title: "Pod", minWidth: 250 },
        container: { title: "Container", minWidth: 120 },
        "cpu request": { title: "CPU request", decimals: 2 },
        "cpu limit": { title: "CPU limit", decimals: 2 },
        "memory request": { title: "Memory request", unit: "bytes" },
        "memory limit": { title: "Memory limit", unit: "bytes" },
      },
    },
  );
}
