import { memoryUse, type Runbook, restarts } from "telltale";
import { cpu } from "../../recording-rules/todo/containers.js";
import { containers, kubernetes } from "../../systems/todo/infrastructure.js";
import { namespaces } from "../../systems/todo/system.js";

const where = { namespace: namespaces } as const;

export const highCpuUsage: Runbook = {
  meaning: "A container has used more than 90 % of its CPU limit for ten minutes.",
  impact:
    "None by itself. At 100 % it is slowed down; if requests are slow, [HighLatency](high-latency.md) fires, too.",
  diagnosis: [
    { text: "Since when?", query: cpu, dashboard: "Infrastructure", panel: "CPU of limit" },
    { text: "Is it slowed down already?", dashboard: "Infrastructure", panel: "CPU throttling" },
    { text: "Are there more requests than usual?", dashboard: "Overview", panel: "Request rate" },
    { text: "Which pods use most?", command: "kubectl top pods -A --containers --sort-by=cpu | head" },
  ],
  mitigation: [
    "Nobody needs to act at night, unless requests are slow.",
    "If it needs the CPU, raise its limit or add pods.",
  ],
};

export const highMemoryUsage: Runbook = {
  meaning: "A container has used more than 90 % of its memory limit for ten minutes.",
  impact: "None yet. At 100 % the kernel kills it, and what it was doing is lost.",
  diagnosis: [
    { text: "Does it climb slowly, which is a leak, or did it jump?", query: memoryUse(containers, { where }) },
    { text: "Was it killed before?", query: restarts(kubernetes, { where, over: "1h" }) },
  ],
  mitigation: [
    { text: "Restart it to gain time.", command: "kubectl delete pod -n <namespace> <pod>" },
    "If it needs the memory, raise its limit.",
  ],
};

export const podNotReady: Runbook = {
  meaning: "For five minutes, a pod has not been ready: it gets no requests.",
  impact: "None while the others of its deployment serve the requests. A pod of Kafka takes replicas with it.",
  diagnosis: [
    {
      text: "Why is it not ready? The events are at the end.",
      command: "kubectl describe pod -n <namespace> <pod> | tail -30",
    },
    { text: "Does it crash?", query: restarts(kubernetes, { where, over: "15m" }) },
    { text: "What were its last words?", command: "kubectl logs -n <namespace> <pod> --all-containers --previous" },
    {
      text: "Is there room for it, and does a quota or a network policy stand in its way?",
      command: "kubectl describe nodes | grep -A8 'Allocated resources'; kubectl get resourcequota,networkpolicies -A",
    },
  ],
  mitigation: [
    "If its image cannot be pulled, or its configuration is wrong, roll the deployment back.",
    { text: "If it hangs, let its deployment replace it.", command: "kubectl delete pod -n <namespace> <pod>" },
  ],
};
