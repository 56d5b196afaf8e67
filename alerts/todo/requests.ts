import { requests } from "../../recording-rules/todo/requests.js";
import * as runbooks from "../../runbooks/todo/requests.js";
import * as slos from "../../slos/todo/backend.js";
import { limits } from "../../systems/todo/limits.js";
import { outages } from "../../systems/todo/outages.js";
import { todo } from "../../systems/todo/system.js";
import { daprSidecarDown } from "./sidecars.js";

const services = Object.values(requests);

export const highErrorRate = services.map(({ name, errors }) =>
  todo.alert("HighErrorRate", {
    when: errors.above(limits.errors, { whenBusy: limits.traffic }).orWhile(outages[name]),
    for: "5m",
    severity: "critical",
    labels: { service: name },
    summary: "{{ $labels.app_kubernetes_io_name }} fails {{ $value | humanizePercentage }} of its requests",
    description:
      "More than 5 % of the requests have been answered with a 5xx status for five minutes. The dashboard shows which " +
      "endpoints fail; the errors in the logs show why.",
    runbook: runbooks.highErrorRate(name),
  }),
);

export const highLatency = services.map(({ name, latency }) =>
  todo.alert("HighLatency", {
    when: latency.above(limits.latency, { whenBusy: limits.traffic }).orWhile(outages[name]),
    for: "10m",
    severity: "warning",
    labels: { service: name },
    summary:
      "One in twenty requests to {{ $labels.app_kubernetes_io_name }} takes longer than {{ $value | humanizeDuration }}",
    description:
      "The 95th percentile has been above 2 s for ten minutes. Look at the slowest endpoints first, then at the CPU of " +
      "the pods.",
    runbook: runbooks.highLatency(name),
  }),
);

/** It is the only one that is notified in an outage: it explains the others. The document has none. */
export const serviceDown = services.map(({ name }) =>
  todo.alert("ServiceDown", {
    when: outages[name],
    for: "1m",
    severity: "critical",
    labels: { service: name },
    summary: "{{ $labels.app_kubernetes_io_name }} is down",
    description:
      "For a minute, no pod of the service has answered a scrape, or Prometheus has no target for it. Look at its pods " +
      "and at the last deployment first.",
    runbook: runbooks.serviceDown(name),
    dashboard: "Overview",
    panel: "Pods that answer",
    silences: [...highErrorRate, ...highLatency, daprSidecarDown, ...slos.availability.alerts, ...slos.latency.alerts],
  }),
);
