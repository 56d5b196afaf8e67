import { crashLooping, promql, restarts } from "telltale";
import { memory } from "../../recording-rules/qnt9/containers.js";
import * as runbooks from "../../runbooks/qnt9/pods.js";
import { kubernetes } from "../../systems/qnt9/kubernetes.js";
import { limits } from "../../systems/qnt9/limits.js";
import { podLogs } from "../../systems/qnt9/logs.js";
import { namespaces, qnt9 } from "../../systems/qnt9/system.js";

const where = { namespace: namespaces } as const;

/**
 * A container in a crash loop. The number of restarts misses a slow loop, in which Kubernetes waits up to five minutes
 * before each; `CrashLoopBackOff` misses a quick one.
 */
export const podRestartLoop = qnt9.alert("PodRestartLoop", {
  when: restarts(kubernetes, { where, over: "15m" })
    .above(limits.restarts)
    .or(crashLooping(kubernetes, { where, over: "5m" }).atLeast(1)),
  for: "10m",
  severity: "warning",
  summary: "{{ $labels.container }} in {{ $labels.namespace }}/{{ $labels.pod }} keeps crashing",
  description:
    "It was restarted more than three times in fifteen minutes, or Kubernetes waits before it restarts it once more. " +
    "`kubectl logs --previous` shows its last lines before the crash; `kubectl describe pod` shows the exit code, and " +
    "OOMKilled if it ran out of memory.",
  runbook: runbooks.podRestartLoop,
  dashboard: "Kubernetes pods",
  panel: "Restarts",
  logs: podLogs,
});

export const highMemoryUsage = qnt9.alert("HighMemoryUsage", {
  // If a scrape fails, the series is gone until the next: `last_over_time` bridges the gap.
  when: promql`last_over_time(${memory}[3m]) > ${limits.memory}`,
  for: "5m",
  severity: "warning",
  summary: "{{ $labels.container }} in {{ $labels.pod }} uses {{ $value | humanizePercentage }} of its memory limit",
  description:
    "At 100 % the kernel kills it. A slow climb is a leak: restart the pod to gain time. A step is more traffic, or a " +
    "limit that was always too low: raise it.",
  runbook: runbooks.highMemoryUsage,
  dashboard: "Kubernetes pods",
  panel: "Memory of limit",
  logs: podLogs,
});
