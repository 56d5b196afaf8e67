import { eventRate, promql, redAbove, redBelow, row, stat, timeseries, up, window } from "telltale";
import { collector } from "../../systems/qnt9/collector.js";
import { limits } from "../../systems/qnt9/limits.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { usage } from "../../systems/qnt9/usage.js";

const collectors = promql`sum(${up(collector)})`;
const inUsage = { dataSource: "usage" } as const;

export const collectionDashboard = qnt9.dashboard("Collection and usage", {
  description: "Do metrics and logs arrive in Grafana Cloud, and how much of the plan do they use?",
  tags: ["collection"],
  links: ["Kubernetes pods"],
  last: "24h",
  rows: [
    row("Now", [
      stat("Series of the plan", promql`max(${usage.activeSeries}) / max(${usage.includedSeries})`, {
        ...inUsage,
        description: "Active series, as a share of those that the plan includes. Above 100 % each costs money.",
        unit: "percentunit",
        thresholds: redAbove(1, { warn: 0.8 }),
      }),
      stat("Samples per series and minute", promql`60 * max(${usage.samples}) / max(${usage.activeSeries})`, {
        ...inUsage,
        description:
          "Above 1, Grafana Cloud bills samples instead of series: something is scraped more than once a minute.",
        unit: "short",
        decimals: 2,
        thresholds: redAbove(1.2, { warn: 1.05 }),
      }),
      stat("Logs of the plan", promql`max(${usage.logs}) / max(${usage.includedLogs})`, {
        ...inUsage,
        description: "Logs of this month, as a share of those that the plan includes.",
        unit: "percentunit",
        thresholds: redAbove(1, { warn: 0.8 }),
      }),
      stat("Traces of the plan", promql`max(${usage.traces}) / max(${usage.includedTraces})`, {
        ...inUsage,
        description: "Traces of this month, as a share of those that the plan includes.",
        unit: "percentunit",
        thresholds: redAbove(1, { warn: 0.8 }),
      }),
    ]),
    row("Collector", [
      timeseries("Collectors", promql`${collectors} or vector(0)`, {
        description: "Pods of the collector that answer, one for each node. CollectorDown fires if no pod answers.",
        unit: "short",
        min: 0,
        legend: "collectors",
        thresholds: redBelow(1),
      }),
      timeseries(
        "Lost on the way",
        {
          samples: promql`sum(rate(${collector.samplesFailed}[${window}]))`,
          "log lines": promql`sum(rate(${collector.logsDropped}[${window}]))`,
        },
        {
          description:
            "Samples and log lines per second that Grafana Cloud refused. CollectorLosesData fires above zero.",
          unit: "short",
          min: 0,
        },
      ),
      timeseries("Samples sent", eventRate(collector.samplesSent), {
        description: "Samples sent to Grafana Cloud per second.",
      }),
    ]),
    row("Usage", [
      timeseries("Series sent", promql`sum(${collector.activeSeries})`, {
        description: "Series that all collectors send together. ActiveSeriesNearLimit fires above the line.",
        min: 0,
        legend: "series",
        thresholds: redAbove(limits.activeSeries),
      }),
      timeseries("Logs sent in a day", promql`sum(increase(${collector.logsSent}[1d]))`, {
        description: "Logs sent in the 24 hours before. LogVolumeNearLimit fires above the line.",
        unit: "decbytes",
        min: 0,
        legend: "logs",
        thresholds: redAbove(limits.logBytesPerDay),
      }),
    ]),
  ],
});
