import { memoryUse, promql, type Runbook } from "telltale";
import { containers, kubernetes } from "../../systems/qnt9/kubernetes.js";
import { podLogs } from "../../systems/qnt9/logs.js";
import { namespaces } from "../../systems/qnt9/system.js";

const where = { namespace: namespaces } as const;
const { lastTerminated, waiting } = kubernetes.container;

export const podRestartLoop: Runbook = {
  meaning:
    "A container was restarted more than three times in fifteen minutes, or Kubernetes waits before it restarts it again. " +
    "The labels of the alert name the namespace, the pod and the container.",
  impact:
    "The other pods of the service take its requests. If all of them crash, [ServiceDown](service-down.md) fires. If it is " +
    "the collector, metrics, logs and traces of its node are missing.",
  diagnosis: [
    {
      text: "Why did it end? Exit code 137 or `OOMKilled`: memory. 1: an error at the start. Failed probes are among the events.",
      command: "kubectl describe pod -n <namespace> <pod>",
    },
    {
      text: "What did it log before it ended?",
      command: "kubectl logs -n <namespace> <pod> -c <container> --previous",
      logs: podLogs,
    },
    {
      text: "Which containers wait, and for what reason?",
      query: promql`sum by (namespace, pod, container, reason) (${waiting.where(where)}) > 0`,
    },
    {
      text: "For what reason did containers end the last time?",
      query: promql`sum by (namespace, pod, container, reason) (${lastTerminated.where(where)}) > 0`,
    },
    "In `qnt9-monitoring`, the usual causes are wrong credentials for Grafana Cloud, a configuration that is not valid, and a network that does not reach Grafana Cloud.",
  ],
  mitigation: [
    {
      text: "If it began with a deployment, roll that back. Its name is that of the pod without the last two parts.",
      command: "kubectl rollout undo -n <namespace> deployment/<deployment>",
    },
    "If it was killed for its memory, follow [HighMemoryUsage](high-memory-usage.md).",
    {
      text: "If a setting or a secret is missing or wrong, correct it, and restart the pods.",
      command: "kubectl rollout restart -n <namespace> deployment/<deployment>",
    },
    {
      text: "If it is the collector, check its configuration and its credentials. This shows which keys there are, not their values.",
      command:
        "kubectl describe secret -n qnt9-monitoring grafana-cloud-secrets\nkubectl rollout restart -n qnt9-monitoring daemonset/grafana-agent",
    },
  ],
};

export const highMemoryUsage: Runbook = {
  meaning: "For five minutes, a container has used more than 90 % of the memory that it may use.",
  impact: "None yet. At 100 % the kernel kills the container, and the requests that it was serving fail.",
  diagnosis: [
    {
      text: "Does the memory climb slowly, which is a leak, or did it jump, which is more traffic or another version?",
      query: memoryUse(containers, { where }),
    },
    {
      text: "Are all pods of the service affected, or just one?",
      dashboard: "Kubernetes pods",
      panel: "Memory of limit",
    },
    {
      text: "What is the limit?",
      command: 'kubectl get pod -n <namespace> <pod> -o jsonpath="{.spec.containers[*].resources}"',
    },
  ],
  mitigation: [
    {
      text:
        "A leak: restart the pods one after the other to gain time, and open an issue. The name of the deployment is that of " +
        "the pod without the last two parts.",
      command: "kubectl rollout restart -n <namespace> deployment/<deployment>",
    },
    {
      text: "More traffic, or a limit that was always too low: raise the limit, and the request with it.",
      command:
        "kubectl set resources -n <namespace> deployment/<deployment> -c <container> --limits=memory=<size> --requests=memory=<size>",
    },
    {
      text: "The collector has no deployment: in `qnt9-monitoring`, restart its daemonset.",
      command: "kubectl rollout restart -n qnt9-monitoring daemonset/grafana-agent",
    },
    "If you changed the limit, change the manifest, too: the next deployment would undo the command.",
  ],
};
