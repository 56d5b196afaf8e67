import { promql, window } from "telltale";
import { apiErrors, apiLatency } from "../../recording-rules/openuser/requests.js";
import * as runbooks from "../../runbooks/openuser/api.js";
import * as slos from "../../slos/openuser/api.js";
import { api } from "../../systems/openuser/api.js";
import { limits } from "../../systems/openuser/limits.js";
import { apiOutage } from "../../systems/openuser/outages.js";
import { openuser } from "../../systems/openuser/system.js";

export const highErrorRate = openuser.alert("HighErrorRate", {
  when: apiErrors.above(limits.errors, { whenBusy: limits.traffic }).orWhile(apiOutage),
  for: "5m",
  severity: "critical",
  summary: "The API fails {{ $value | humanizePercentage }} of its requests",
  description:
    "More than 5 % of the requests have been answered with a 5xx status for five minutes. The dashboard shows which " +
    "endpoints fail; the errors in the logs show why.",
  runbook: runbooks.highErrorRate,
});

export const highResponseTime = openuser.alert("HighResponseTime", {
  when: apiLatency.above(limits.latency, { whenBusy: limits.traffic }).orWhile(apiOutage),
  for: "10m",
  severity: "warning",
  summary: "One in twenty requests to the API takes longer than {{ $value | humanizeDuration }}",
  description:
    "The 95th percentile has been above 1 s for ten minutes. Look at the slowest endpoints first, then at PostgreSQL and " +
    "at the CPU of the API.",
  runbook: runbooks.highResponseTime,
});

/** It is the only one that is notified in an outage: it explains the others. */
export const apiDown = openuser.alert("APIDown", {
  when: apiOutage,
  for: "1m",
  severity: "critical",
  summary: "The API is down",
  description:
    "For a minute, no process of the API has answered a scrape, or Prometheus has no target for it. Look at its " +
    "processes and at the last deployment first.",
  runbook: runbooks.apiDown,
  dashboard: "API Overview",
  panel: "Up",
  silences: [highErrorRate, highResponseTime, ...slos.availability.alerts, ...slos.latency.alerts],
});

/** A cause, not a symptom: it wakes nobody. */
export const highCpuUsage = openuser.alert("HighCPUUsage", {
  when: promql`max by (instance) (rate(${api.runtime.process.cpu}[${window}])) > ${limits.cpu}`,
  for: "15m",
  severity: "warning",
  summary: "The API on {{ $labels.instance }} uses {{ $value | humanizePercentage }} of a CPU",
  description:
    "More than 80 % for fifteen minutes. One process of Python cannot use more than one CPU: soon requests wait. If " +
    "there are no more requests than usual, something computes that should not.",
  runbook: runbooks.highCpuUsage,
  dashboard: "API Overview",
  panel: "CPU",
  logs: api.logs,
});

export const highMemoryUsage = openuser.alert("HighMemoryUsage", {
  when: promql`max by (instance) (${api.runtime.process.memory}) > ${limits.memory}`,
  for: "15m",
  severity: "warning",
  summary: "The API on {{ $labels.instance }} uses {{ $value | humanize }}B of memory",
  description:
    "More than 1.5 GB for fifteen minutes. A slow climb is a leak: restart the API to gain time. A step is more work at " +
    "once, such as large videos.",
  runbook: runbooks.highMemoryUsage,
  dashboard: "API Overview",
  panel: "Memory",
  logs: api.logs,
});
