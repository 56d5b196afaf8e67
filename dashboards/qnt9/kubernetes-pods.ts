import { podRows, variable } from "telltale";
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
export const podsDashboard = qnt9.dashboard("Kubernetes pods", {
  description: "Do pods stay up, and how close are their containers to their limits?",
  tags: ["kubernetes"],
  links: ["Kubernetes cluster", "Logs"],
  variables: [namespace, workload, pod],
  rows: podRows(kubernetes, containers, {
    where: { namespace, pod },
    over: "15m",
    restartLimit: limits.restarts,
    memoryLimit: limits.memory,
  }),
});
