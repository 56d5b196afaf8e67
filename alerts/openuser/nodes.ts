import { exporterDown, firing, hostCpu, hostMemory } from "telltale";
import * as runbooks from "../../runbooks/openuser/nodes.js";
import { disks, hosts } from "../../systems/openuser/infrastructure.js";
import { limits } from "../../systems/openuser/limits.js";
import { openuser } from "../../systems/openuser/system.js";

export const nodeDown = openuser.alert("NodeDown", {
  when: exporterDown(hosts),
  for: "2m",
  severity: "critical",
  summary: "{{ with $labels.instance }}{{ . }} is unreachable{{ else }}No node can be scraped{{ end }}",
  description:
    "For two minutes, the exporter of the node has not answered. Either the node or its network is gone, or only the " +
    "exporter.",
  runbook: runbooks.nodeDown,
  dashboard: "System Metrics",
});

/** Causes, not symptoms: they wake nobody. */
export const highNodeCpu = openuser.alert("HighNodeCPU", {
  when: hostCpu(hosts).above(limits.nodeCpu),
  for: "15m",
  severity: "warning",
  summary: "{{ $labels.instance }} uses {{ $value | humanizePercentage }} of its CPU",
  description:
    "More than 80 % for fifteen minutes. Generating videos needs it; if nothing is generated, find out what does.",
  runbook: runbooks.highNodeCpu,
});

export const highNodeMemory = openuser.alert("HighNodeMemory", {
  when: hostMemory(hosts).above(limits.nodeMemory),
  for: "15m",
  severity: "warning",
  summary: "{{ $labels.instance }} uses {{ $value | humanizePercentage }} of its memory",
  description: "More than 85 % for fifteen minutes, without caches. At 100 % the kernel kills the largest process.",
  runbook: runbooks.highNodeMemory,
});

export const diskSpaceCritical = openuser.alert("DiskSpaceCritical", {
  when: disks.aboveHard,
  for: "5m",
  severity: "critical",
  summary: "{{ $labels.mountpoint }} of {{ $labels.instance }} is {{ $value | humanizePercentage }} full",
  description: "Above 95 %. When it is full, PostgreSQL stops, and whatever writes there fails.",
  runbook: runbooks.diskSpace,
});

/** Quiet while the critical one fires for the same file system: one alert is enough. */
export const diskSpaceLow = openuser.alert("DiskSpaceLow", {
  when: disks.aboveSoft.unless(firing(diskSpaceCritical, { by: disks.share.by })),
  for: "15m",
  severity: "warning",
  summary: "{{ $labels.mountpoint }} of {{ $labels.instance }} is {{ $value | humanizePercentage }} full",
  description: "Above 85 %. The dashboard shows how fast it fills, and how long the rest lasts.",
  runbook: runbooks.diskSpace,
});
