import { promql, up } from "telltale";
import { daprSidecarDown as runbook } from "../../runbooks/todo/sidecars.js";
import { sidecars } from "../../systems/todo/infrastructure.js";
import { backend } from "../../systems/todo/services.js";
import { todo } from "../../systems/todo/system.js";

const answers = up(sidecars);

/** Each pod has a sidecar of its own: without it, the pod reaches neither Kafka nor its state. */
export const daprSidecarDown = todo.alert("DaprSidecarDown", {
  when: promql`
    max by (app_kubernetes_io_name, pod) (${answers}) == 0
    or sum by (app_kubernetes_io_name) (absent(${answers}))
  `,
  for: "2m",
  severity: "critical",
  summary: "The Dapr sidecar of {{ or $labels.pod $labels.app_kubernetes_io_name }} does not answer",
  description:
    "For two minutes, the sidecar of a pod has not answered a scrape, or Prometheus has no target for any of them. The " +
    "pod can neither publish nor keep state.",
  runbook,
  dashboard: "Infrastructure",
  panel: "Sidecars that answer",
  logs: backend.logs,
});
