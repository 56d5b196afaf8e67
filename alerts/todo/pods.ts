import { promql } from "telltale";
import { cpu, memory } from "../../recording-rules/todo/containers.js";
import * as runbooks from "../../runbooks/todo/pods.js";
import { kubernetes } from "../../systems/todo/infrastructure.js";
import { limits } from "../../systems/todo/limits.js";
import { namespaces, todo } from "../../systems/todo/system.js";

const where = { namespace: namespaces } as const;

// If a scrape fails, a series is gone until the next: `last_over_time` bridges the gap.

/** A cause, not a symptom: it wakes nobody. */
export const highCpuUsage = todo.alert("HighCPUUsage", {
  when: promql`last_over_time(${cpu}[3m]) > ${limits.cpu}`,
  for: "10m",
  severity: "warning",
  summary: "{{ $labels.container }} in {{ $labels.pod }} uses {{ $value | humanizePercentage }} of its CPU limit",
  description:
    "More than 90 % for ten minutes. At 100 % the kernel slows it down, and requests wait. If there are no more requests " +
    "than usual, something computes that should not.",
  runbook: runbooks.highCpuUsage,
  dashboard: "Infrastructure",
  panel: "CPU of limit",
});

export const highMemoryUsage = todo.alert("HighMemoryUsage", {
  when: promql`last_over_time(${memory}[3m]) > ${limits.memory}`,
  for: "10m",
  severity: "warning",
  summary: "{{ $labels.container }} in {{ $labels.pod }} uses {{ $value | humanizePercentage }} of its memory limit",
  description:
    "More than 90 % for ten minutes. At 100 % the kernel kills it. A slow climb is a leak: restart the pod to gain " +
    "time. A step is more traffic, or a limit that was always too low.",
  runbook: runbooks.highMemoryUsage,
  dashboard: "Infrastructure",
  panel: "Memory of limit",
});

const ready = kubernetes.pod.ready.where({ ...where, condition: "true" });
const ended = kubernetes.pod.phase.where({ ...where, phase: ["Succeeded", "Failed"] });
const ofJobs = kubernetes.pod.owner.where({ ...where, owner_kind: "Job" });

/** A pod that has ended is not ready, and need not be; a pod of a Job is done when it ends. */
export const podNotReady = todo.alert("PodNotReady", {
  when: promql`
    max by (namespace, pod) (last_over_time(${ready}[3m])) == 0
    unless on (namespace, pod) ${ended} == 1
    unless on (namespace, pod) ${ofJobs}
  `,
  for: "5m",
  severity: "warning",
  summary: "{{ $labels.namespace }}/{{ $labels.pod }} is not ready",
  description:
    "For five minutes, it has not been ready, and gets no requests. The others of its deployment serve them, if there " +
    "are others. `kubectl describe pod` shows why.",
  runbook: runbooks.podNotReady,
  dashboard: "Infrastructure",
  panel: "Pods not ready",
});
