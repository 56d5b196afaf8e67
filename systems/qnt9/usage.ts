import { gauge } from "telltale";
import { qnt9 } from "./system.js";

/**
 * The usage that Grafana Cloud bills. These series are in a data source of their own, `grafanacloud-usage`: panels can show them, but
 * the ruler of the stack cannot read them. Alerts are therefore on what the collector sends, see `collector.ts`.
 */
export const usage = qnt9.service("grafana-cloud", {
  exporter: true,
  labels: {},
  selector: {},
  activeSeries: gauge("grafanacloud_instance_active_series", {
    help: "Active series of a stack",
    unit: "short",
    labels: { id: 1 },
  }),
  samples: gauge("grafanacloud_instance_samples_per_second", {
    help: "Samples that a stack receives each second",
    unit: "short",
    labels: { id: 1 },
  }),
  includedSeries: gauge("grafanacloud_org_metrics_included_series", {
    help: "Active series that the plan includes",
    unit: "short",
  }),
  logs: gauge("grafanacloud_org_logs_usage", { help: "Logs of this month, in gigabytes", unit: "decgbytes" }),
  includedLogs: gauge("grafanacloud_org_logs_included_usage", {
    help: "Logs a month that the plan includes, in gigabytes",
    unit: "decgbytes",
  }),
  traces: gauge("grafanacloud_org_traces_usage", { help: "Traces of this month, in gigabytes", unit: "decgbytes" }),
  includedTraces: gauge("grafanacloud_org_traces_included_usage", {
    help: "Traces a month that the plan includes, in gigabytes",
    unit: "decgbytes",
  }),
});
