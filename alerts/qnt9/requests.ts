import { requests } from "../../recording-rules/qnt9/requests.js";
import * as runbooks from "../../runbooks/qnt9/requests.js";
import { limits } from "../../systems/qnt9/limits.js";
import { outages } from "../../systems/qnt9/outages.js";
import { services } from "../../systems/qnt9/services.js";
import { qnt9 } from "../../systems/qnt9/system.js";

/**
 * One alert per service, all with the same name, because they have the same runbook. The label tells them apart:
 * promtool reports two rules with the same name and labels as duplicates. In an outage the ratio vanishes with the
 * requests, so the outage keeps the alert firing.
 */
export const highErrorRate = Object.values(requests).map(({ service, errorRatio }) =>
  qnt9.alert("HighErrorRate", {
    when: errorRatio.above(limits.errors, { whenBusy: limits.traffic }).orWhile(outages[service]),
    for: "5m",
    severity: "critical",
    labels: { service },
    summary: "{{ $labels.app }} fails {{ $value | humanizePercentage }} of its requests",
    description:
      "More than 5 % of the requests to {{ $labels.app }} have been answered with a 5xx status for five minutes. " +
      "Its dashboard shows which endpoints fail; its errors in the logs, and its failed traces, show why.",
    runbook: runbooks.highErrorRate(service),
    traces: services[service].traces.failed(),
  }),
);

/** One alert per service, as above. */
export const highLatency = Object.values(requests).map(({ service, latency }) =>
  qnt9.alert("HighLatency", {
    when: latency.above(limits.latency, { whenBusy: limits.traffic }).orWhile(outages[service]),
    for: "10m",
    severity: "warning",
    labels: { service },
    summary: "One in twenty requests to {{ $labels.app }} takes longer than {{ $value | humanizeDuration }}",
    description:
      "The 95th percentile has been above 2 s for ten minutes. Look at the slowest endpoints of {{ $labels.app }} first, " +
      "then at its cache, its database, and the services it calls.",
    runbook: runbooks.highLatency(service),
    traces: services[service].traces.slowerThan("2s"),
  }),
);
