import { promql } from "telltale";
import { diskInUse, memoryInUse, poolInUse } from "../../recording-rules/autoserve/saturation.js";
import * as runbooks from "../../runbooks/autoserve/resources.js";
import { backend } from "../../systems/autoserve/backend.js";
import { limits } from "../../systems/autoserve/limits.js";
import { autoserve } from "../../systems/autoserve/system.js";

// If a scrape fails, the series is gone until the next: `last_over_time` bridges the gap.

/** Before the page: in daytime, there is time to find out who keeps connections. */
export const databaseConnectionRising = autoserve.alert("DatabaseConnectionRising", {
  when: promql`last_over_time(${poolInUse}[3m]) > ${limits.connectionsSoft}`,
  for: "15m",
  severity: "warning",
  summary: "{{ $labels.pod }} uses {{ $value | humanizePercentage }} of its connections to the database",
  description: "More than 70 % for fifteen minutes. At 80 % somebody is woken; at 100 % requests wait.",
  runbook: runbooks.databaseConnectionRising,
  dashboard: "Database Performance",
  panel: "Pool in use",
});

export const databaseConnectionHigh = autoserve.alert("DatabaseConnectionHigh", {
  when: promql`last_over_time(${poolInUse}[3m]) > ${limits.connections}`,
  for: "5m",
  severity: "critical",
  summary: "Database connection pool of {{ $labels.pod }} nearly exhausted",
  description:
    "It has used {{ $value | humanizePercentage }} of its connections, and more than 80 % for five minutes. When none is " +
    "left, requests wait for one, and fail.",
  runbook: runbooks.databaseConnectionHigh,
  dashboard: "Database Performance",
  panel: "Pool in use",
  silences: [databaseConnectionRising],
});

/** The document's own alert reads a metric that no service exposes: it could never fire, and nobody would notice. */
export const databaseConnectionLimitMissing = autoserve.alert("DatabaseConnectionLimitMissing", {
  when: promql`max by (job) (last_over_time(${backend.pool.active}[10m])) unless on () last_over_time(${backend.pool.max}[10m])`,
  for: "15m",
  severity: "warning",
  summary: "The {{ $labels.job }} does not say how many connections its pool may open",
  description: "Without db_connections_max, DatabaseConnectionHigh cannot fire.",
  runbook: runbooks.databaseConnectionLimitMissing,
  dashboard: "Database Performance",
  panel: "Connections of the pool",
  annotations: { value: "" },
});

export const highMemoryUsage = autoserve.alert("HighMemoryUsage", {
  when: promql`last_over_time(${memoryInUse}[3m]) > ${limits.memory}`,
  for: "15m",
  severity: "warning",
  summary: "High memory usage in {{ $labels.pod }}",
  description:
    "{{ $labels.container }} uses {{ $value | humanizePercentage }} of its limit, and has used more than 80 % for fifteen " +
    "minutes. At 100 % the kernel kills it.",
  runbook: runbooks.highMemoryUsage,
  dashboard: "Application Overview",
  panel: "Memory of limit",
});

export const lowDiskSpace = autoserve.alert("LowDiskSpace", {
  when: promql`last_over_time(${diskInUse}[3m]) > ${limits.disk}`,
  for: "5m",
  severity: "warning",
  summary: "Low disk space on {{ $labels.instance }}",
  description:
    "{{ $labels.mountpoint }} is {{ $value | humanizePercentage }} full. The dashboard shows how fast it fills, and how " +
    "long the rest lasts.",
  runbook: runbooks.lowDiskSpace,
  dashboard: "Kubernetes Infrastructure",
  panel: "Disk space",
});
