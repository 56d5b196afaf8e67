import {
  barGauge,
  containerPanels,
  memoryOfLimit,
  networkPanels,
  podPanels,
  promql,
  redAbove,
  row,
  table,
  variable,
} from "telltale";
import { containers, kubernetes } from "../../systems/qnt9/kubernetes.js";
import { limits } from "../../systems/qnt9/limits.js";
import { qnt9 } from "../../systems/qnt9/system.js";

const namespace = variable.label("namespace", kubernetes.pod.phase, "namespace", {
  multiple: false,
  all: false,
  initial: "qnt9",
});
const workload = variable.text("workload", "", {
  label: "Pods of",
  description: "Only pods whose names begin with this, such as the name of a deployment",
});
const pod = variable.label("pod", kubernetes.pod.phase.where({ namespace, pod: /$workload.*/ }), "pod");
const where = { namespace, pod };

const yes = { "1": { text: "yes" } };
const byContainer = ["namespace", "pod", "container"] as const;
const { requests, limits: atMost, lastTerminated, waiting } = kubernetes.container;

export const podsDashboard = qnt9.dashboard("Kubernetes pods", {
  description: "Do pods stay up, and how close are their containers to their limits?",
  tags: ["kubernetes"],
  links: ["Kubernetes cluster", "Logs"],
  variables: [namespace, workload, pod],
  rows: [
    row("Pods", [
      podPanels(kubernetes, { where, over: "15m", restartLimit: limits.restarts }),
      table(
        "Containers with problems",
        {
          waiting: promql`sum by (${[...byContainer, "reason"]}) (${waiting.where(where)}) > 0`,
          crashed: promql`
            sum by (${[...byContainer, "reason"]}) (${lastTerminated.where({ reason: ["OOMKilled", "Error"], ...where })}) > 0
          `,
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
      ),
    ]),
    row("Containers", containerPanels(containers, { where, memoryLimit: limits.memory })),
    row("Requests and limits", [
      barGauge("Nearest to their memory limit", promql`topk(10, ${memoryOfLimit(containers, { where })})`, {
        description: "The ten containers that use most of their limit. HighMemoryUsage fires in the red.",
        unit: "percentunit",
        max: 1,
        width: 8,
        legend: "{{pod}} {{container}}",
        direction: "horizontal",
        thresholds: redAbove(limits.memory, { warn: 0.75 }),
      }),
      table(
        "Requests and limits",
        {
          "cpu request": promql`sum by (${byContainer}) (${requests.where({ resource: "cpu", ...where })})`,
          "cpu limit": promql`sum by (${byContainer}) (${atMost.where({ resource: "cpu", ...where })})`,
          "memory request": promql`sum by (${byContainer}) (${requests.where({ resource: "memory", ...where })})`,
          "memory limit": promql`sum by (${byContainer}) (${atMost.where({ resource: "memory", ...where })})`,
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
      ),
    ]),
    row("Network", networkPanels(containers, { where })),
  ],
});
