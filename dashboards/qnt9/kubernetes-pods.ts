import { barGauge, containerPanels, networkPanels, podPanels, promql, redAbove, row, table, variable } from "telltale";
import { memory } from "../../recording-rules/qnt9/containers.js";
import { containers, kubernetes } from "../../systems/qnt9/kubernetes.js";
import { limits } from "../../systems/qnt9/limits.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { services } from "./now.js";

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
  description: "Do pods stay up, and what do their containers use of what they may?",
  tags: ["kubernetes"],
  links: ["Kubernetes cluster", "Logs", services],
  variables: [namespace, workload, pod],
  rows: [
    row("Pods", [
      podPanels(kubernetes, { where }),
      table(
        "Troubled containers",
        {
          waiting: promql`sum by (${[...byContainer, "reason"]}) (${waiting.where(where)}) > 0`,
          "ended by": promql`
            sum by (${[...byContainer, "reason"]}) (${lastTerminated.where({ reason: ["OOMKilled", "Error"], ...where })}) > 0
          `,
        },
        {
          description: "Containers that wait to run, and containers that ended badly the last time, with the reason.",
          unit: "short",
          columns: {
            pod: { title: "Pod" },
            container: { title: "Container" },
            reason: { title: "Reason" },
            waiting: { title: "Waits for it", mappings: yes },
            "ended by": { title: "Ended by it", mappings: yes },
          },
        },
      ),
    ]),
    row("Containers", containerPanels(containers, { where, memoryLimit: limits.memory })),
    row("Requests and limits", [
      barGauge("Nearest to their memory limit", promql`topk(10, ${memory})`, {
        description: "The ten of our containers that use most of their limit. HighMemoryUsage fires at the red.",
        unit: "percentunit",
        max: 1,
        legend: "{{pod}} {{container}}",
        direction: "horizontal",
        thresholds: redAbove(limits.memory, { warn: 0.75 }),
      }),
      table(
        "What containers asked for",
        {
          "cpu request": promql`sum by (${byContainer}) (${requests.where({ resource: "cpu", ...where })})`,
          "cpu limit": promql`sum by (${byContainer}) (${atMost.where({ resource: "cpu", ...where })})`,
          "memory request": promql`sum by (${byContainer}) (${requests.where({ resource: "memory", ...where })})`,
          "memory limit": promql`sum by (${byContainer}) (${atMost.where({ resource: "memory", ...where })})`,
        },
        {
          description: "What each container is promised, and what it may use at most. Empty where nothing is said.",
          unit: "short",
          columns: {
            pod: { title: "Pod" },
            container: { title: "Container" },
            "cpu request": { title: "CPU promised", decimals: 2 },
            "cpu limit": { title: "CPU at most", decimals: 2 },
            "memory request": { title: "Memory promised", unit: "bytes" },
            "memory limit": { title: "Memory at most", unit: "bytes" },
          },
        },
      ),
    ]),
    row("Network", networkPanels(containers, { where })),
  ],
});
