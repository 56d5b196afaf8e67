import {
  hostCpu,
  hostDiskBusy,
  hostLoad,
  hostMemory,
  hostNetwork,
  hostNetworkErrors,
  networkPanels,
  nodePanels,
  podPanels,
  promql,
  quotaPanels,
  redAbove,
  requestedOfAllocatable,
  row,
  type Signal,
  saturationPanels,
  stat,
  storagePanels,
  timeseries,
  variable,
  workloadPanels,
} from "telltale";
import { containers, disks, hosts, kubernetes, volumes } from "../../systems/autoserve/infrastructure.js";
import { limits } from "../../systems/autoserve/limits.js";
import { autoserve } from "../../systems/autoserve/system.js";

const namespace = variable.label("namespace", kubernetes.pod.phase, "namespace", {
  label: "Namespace",
  description: "The namespace of pods, workloads and volumes. Nodes are shared by all.",
  initial: "autoserve-prod",
});
const where = { namespace };
const now = { width: 6, unit: "percentunit", thresholds: redAbove(limits.node, { warn: 0.8 * limits.node }) } as const;

/** A line for each node. */
function line(signal: Signal, title = signal.title) {
  return timeseries(title, signal, { description: signal.description, min: 0 });
}

export const kubernetesDashboard = autoserve.dashboard("Kubernetes Infrastructure", {
  description: "Do nodes and pods stay healthy, and does the cluster have room for more?",
  tags: ["infrastructure"],
  links: ["Application Overview"],
  variables: [namespace],
  rows: [
    row("Cluster resource utilization", [
      stat("CPU in use", promql`avg(${hostCpu(hosts)})`, { ...now, description: "Share of the CPU of all nodes." }),
      stat("Memory in use", promql`avg(${hostMemory(hosts)})`, {
        ...now,
        description: "Share of the memory of the nodes, on average.",
      }),
      stat("CPU requested of nodes", promql`avg(${requestedOfAllocatable(kubernetes, "cpu")})`, {
        ...now,
        description: "Requests of pods as a share of what nodes can give. At 100 % no more pods fit.",
      }),
      stat("Memory requested of nodes", promql`avg(${requestedOfAllocatable(kubernetes, "memory")})`, {
        ...now,
        description: "Requests of pods as a share of what nodes can give. At 100 % no more pods fit.",
      }),
    ]),
    row("Pod status and distribution", [
      podPanels(kubernetes, { where, over: "15m", restartLimit: 3 }),
      timeseries("Pods by node", promql`count by (node) (${kubernetes.pod.info.where(where)})`, {
        description: "Pods on each node. If all of a service are on one, they are lost with it.",
        unit: "short",
        min: 0,
        decimals: 0,
        stack: "normal",
        legend: "{{node}}",
      }),
    ]),
    row("Workloads", workloadPanels(kubernetes, { where })),
    row("Node health and capacity", [nodePanels(containers, kubernetes), line(hostLoad(hosts))]),
    row("Network traffic and I/O", [
      networkPanels(containers, { where }),
      line(hostNetwork(hosts, "received"), "Received by nodes"),
      line(hostNetwork(hosts, "sent"), "Sent by nodes"),
      line(hostNetworkErrors(hosts)),
      line(hostDiskBusy(hosts)),
    ]),
    row("Storage usage", [saturationPanels(disks), storagePanels(volumes, kubernetes, { where })]),
    row("Quotas", quotaPanels(kubernetes, { where })),
  ],
});
