import { promql } from "telltale";
import { indicators } from "../../recording-rules/pipeline/services.js";
import * as runbooks from "../../runbooks/pipeline/performance.js";
import { limits } from "../../systems/pipeline/limits.js";
import { outages } from "../../systems/pipeline/outages.js";
import { serviceNames } from "../../systems/pipeline/services.js";
import { pipeline } from "../../systems/pipeline/system.js";
import { titleOf } from "../../systems/pipeline/titles.js";

const services = Object.values(indicators);

export const highRequestLatency = services.map(({ name, latency }) =>
  pipeline.alert("HighRequestLatency", {
    when: latency.above(limits.latency, { whenBusy: limits.traffic }).orWhile(outages[name]),
    for: "10m",
    severity: "warning",
    labels: { service: name },
    summary: "One in twenty requests to {{ $labels.job }} takes longer than {{ $value | humanizeDuration }}",
    description:
      "The 95th percentile has been above 1 s for ten minutes. These are HTTP requests; the time to process a message is " +
      "another panel of the same dashboard.",
    runbook: runbooks.highRequestLatency(name),
  }),
);

/** Errors per second, as the document has it. The share of failed messages is `MessageProcessingLag`. */
export const highErrorRate = services.map(({ name, errors }) =>
  pipeline.alert("HighErrorRate", {
    when: errors.above(limits.errorsPerSecond).orWhile(outages[name]),
    for: "5m",
    severity: "warning",
    labels: { service: name },
    summary: '{{ $labels.job }} has {{ $value | printf "%.2f" }} errors per second',
    description:
      "More than 0.1 errors per second for five minutes: one in ten seconds. The dashboard shows their types and the " +
      "components that met them.",
    runbook: runbooks.highErrorRate(name),
  }),
);

export const highMemoryUsage = serviceNames.map((name) =>
  pipeline.alert("HighMemoryUsage", {
    when: promql`max by (job) (${indicators[name].service.memory}) > ${limits.memory}`,
    for: "15m",
    severity: "warning",
    labels: { service: name },
    summary: "{{ $labels.job }} uses {{ $value | humanize }}B of memory",
    description:
      "More than 1 GB for fifteen minutes. A slow climb is a leak: restart the service to gain time. A step is more " +
      "messages at once, or a larger cache.",
    runbook: runbooks.highMemoryUsage(name),
    dashboard: titleOf(name),
    panel: "Memory",
  }),
);
