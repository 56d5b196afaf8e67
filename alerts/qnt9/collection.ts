import { down, promql, window } from "telltale";
import * as runbooks from "../../runbooks/qnt9/collection.js";
import { collector } from "../../systems/qnt9/collector.js";
import { limits } from "../../systems/qnt9/limits.js";
import { qnt9 } from "../../systems/qnt9/system.js";

/** Rules are evaluated in Grafana Cloud, so this fires, too, when nothing arrives there any more. */
export const collectorDown = qnt9.alert("CollectorDown", {
  when: down(collector),
  for: "5m",
  severity: "critical",
  summary: "Metrics, logs and traces are no longer collected",
  description:
    "For five minutes, no pod of the collector has been scraped. Dashboards are empty, and alerts that need data are " +
    "silent: ServiceDown fires for services that may well be up. Look at the pods of the collector and at its " +
    "credentials for Grafana Cloud.",
  runbook: runbooks.collectorDown,
  dashboard: "Collection and usage",
  panel: "Collectors",
});

export const collectorLosesData = qnt9.alert("CollectorLosesData", {
  when: promql`
    sum by (app) (rate(${collector.samplesFailed}[${window}])) > 0
    or sum by (app) (rate(${collector.logsDropped}[${window}])) > 0
  `,
  for: "15m",
  severity: "warning",
  summary: "Grafana Cloud refuses some of the metrics or logs that are sent to it",
  description:
    "For fifteen minutes, samples or log lines were refused and are lost. The logs of the collector show the reason: " +
    "usually a limit of the plan, labels with too many values, or logs that are too old.",
  runbook: runbooks.collectorLosesData,
  dashboard: "Collection and usage",
  panel: "Lost on the way",
});

export const activeSeriesNearLimit = qnt9.alert("ActiveSeriesNearLimit", {
  when: promql`sum by (app) (${collector.activeSeries}) > ${limits.activeSeries}`,
  for: "1h",
  severity: "info",
  summary: "{{ $value | humanize }} series are sent to Grafana Cloud, of 10,000 that the plan includes",
  description:
    "Each series beyond the included ones costs money. Usually a new label has more values than expected: Cost " +
    "management in Grafana Cloud shows which metric has grown.",
  runbook: runbooks.activeSeriesNearLimit,
  dashboard: "Collection and usage",
  panel: "Series sent",
});

export const logVolumeNearLimit = qnt9.alert("LogVolumeNearLimit", {
  when: promql`sum by (app) (increase(${collector.logsSent}[1d])) > ${limits.logBytesPerDay}`,
  for: "1h",
  severity: "info",
  summary: "{{ $value | humanize }}B of logs were sent in a day; at this rate the 50 GB of the plan end with the month",
  description:
    "Each gigabyte beyond the included ones costs money. The dashboard Logs shows which service writes most; DEBUG in " +
    "production is the usual reason.",
  runbook: runbooks.logVolumeNearLimit,
  dashboard: "Collection and usage",
  panel: "Logs sent in a day",
});
