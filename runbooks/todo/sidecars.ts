import { promql, type Runbook, up, window } from "telltale";
import { injector, sidecars } from "../../systems/todo/infrastructure.js";
import { steps } from "./steps.js";

const failures = promql`sum by (reason) (increase(${injector.failed}[${window}]))`;

export const daprSidecarDown: Runbook = {
  meaning:
    "For two minutes, the Dapr sidecar of a pod has not answered Prometheus, or Prometheus has no target for any of them.",
  impact: "The pod reaches neither Kafka nor its state store: what its users change may fail.",
  diagnosis: [
    { text: "Which pods?", query: promql`max by (pod) (${up(sidecars)})` },
    {
      text: "Does the container daprd run, and what does it say?",
      command:
        "kubectl get pods -n default -l app.kubernetes.io/name=todo-chatbot-backend; " +
        "kubectl logs -n default -l app.kubernetes.io/name=todo-chatbot-backend -c daprd --tail=50",
    },
    { text: "Could the injector not add sidecars to new pods?", query: failures },
    {
      text: "Does Dapr's control plane run?",
      command: "kubectl get pods -n dapr-system",
    },
    steps.targets,
  ],
  mitigation: [
    {
      text: "Restart the pods: the injector adds a sidecar to each new one.",
      command: "kubectl rollout restart -n default deployment/todo-chatbot-backend",
    },
    "If daprd cannot load a component, correct the component, and restart the pods.",
    steps.rollBack,
  ],
};
