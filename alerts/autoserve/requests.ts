import { errors, slowest } from "../../recording-rules/autoserve/requests.js";
import * as runbooks from "../../runbooks/autoserve/requests.js";
import { availability, latency } from "../../slos/autoserve/services.js";
import { limits } from "../../systems/autoserve/limits.js";
import { outages } from "../../systems/autoserve/outages.js";
import { autoserve } from "../../systems/autoserve/system.js";

/** A share, not errors per second, as the document has it: a service that is busier may fail more. */
export const highErrorRate = autoserve.alert("HighErrorRate", {
  when: errors.above(limits.errors, { whenBusy: limits.traffic }).orWhile(outages.backend),
  for: "5m",
  severity: "critical",
  summary: "The {{ $labels.job }} fails {{ $value | humanizePercentage }} of its requests",
  description:
    "More than 10 % of the requests have been answered with a 5xx status for five minutes. The dashboard shows which " +
    "endpoints fail; the errors in the logs show why.",
  runbook: runbooks.highErrorRate,
  silences: availability.alerts,
});

export const highLatency = autoserve.alert("HighLatency", {
  when: slowest.above(limits.latency, { whenBusy: limits.traffic }).orWhile(outages.backend),
  for: "10m",
  severity: "warning",
  summary: "One in twenty requests to the {{ $labels.job }} takes longer than {{ $value | humanizeDuration }}",
  description:
    "The 95th percentile has been above 1 s for ten minutes. Look at the slowest endpoints first, then at the database.",
  runbook: runbooks.highLatency,
  silences: latency.alerts,
});
