import { promql, stat, system, timeseries, variable } from "telltale";
import { grafanaLines, grafanaThresholds } from "../grafana-defaults.js";
import { seriesWith } from "../series-with.js";

export const hubble = system("hubble", {});

const running = seriesWith("timescape_ingestor_ingest_running", ["cluster", "namespace", "pod"]);
const given = { sort: "none", refresh: "load" } as const;
const cluster = variable.label("cluster", running, "cluster", { ...given, multiple: false });
const namespace = variable.label("namespace", running.where({ cluster }), "namespace", { ...given, multiple: false });
const pod = variable.label("pod", running.where({ cluster, namespace }), "pod", { ...given, multiple: false });

const lines = { ...grafanaLines, thresholds: { ...grafanaThresholds, lines: false }, height: 8 } as const;
const half = { ...lines, width: 12 } as const;

export const timescape = hubble.dashboard("Hubble / Timescape", {
  last: "6h",
  refresh: false,
  timeZone: "",
  tooltip: "none",
  editable: false,
  tags: ["hubble"],
  links: [
    { title: "Cilium Overviews", tag: "cilium-overview", keepVariables: true },
    { title: "Hubble", tag: "hubble", keepVariables: false },
  ],
  variables: [cluster, namespace, pod],
  panels: [
    stat(
      "Timescape Ingestor Instances Running",
      promql`count(timescape_ingestor_ingest_running{pod=~"$pod", cluster=~"$cluster", namespace=~"$namespace"}) by (cluster)`,
      {
        legend: "__auto",
        unit: "Instances",
        thresholds: grafanaThresholds,
        width: 4,
        height: 8,
      },
    ),
    timeseries(
      "Queries Duration Seconds Quantiles",
      {
        P95: promql`histogram_quantile(0.95, sum(rate(timescape_clickhouse_queries_duration_seconds_bucket{pod=~"$pod", cluster=~"$cluster", namespace=~"$namespace"}[$__rate_interval])) by (le))`,
        P75: promql`histogram_quantile(0.75, sum(rate(timescape_clickhouse_queries_duration_seconds_bucket{pod=~"$pod", cluster=~"$cluster", namespace=~"$namespace"}[$__rate_interval])) by (le))`,
        P50: promql`histogram_quantile(0.50, sum(rate(timescape_clickhouse_queries_duration_seconds_bucket{pod=~"$pod", cluster=~"$cluster", namespace=~"$namespace"}[$__rate_interval])) by (le))`,
      },
      { ...lines, width: 8 },
    ),
    timeseries(
      "Ingestor Ingest Duration Quantiles",
      {
        P95: promql`histogram_quantile(0.95, sum(rate(timescape_ingestor_ingest_duration_seconds_bucket{pod=~"$pod", cluster=~"$cluster", namespace=~"$namespace"}[$__rate_interval])) by (le))`,
        P75: promql`histogram_quantile(0.75, sum(rate(timescape_ingestor_ingest_duration_seconds_bucket{pod=~"$pod", cluster=~"$cluster", namespace=~"$namespace"}[$__rate_interval])) by (le))`,
        P50: promql`histogram_quantile(0.50, sum(rate(timescape_ingestor_ingest_duration_seconds_bucket{pod=~"$pod", cluster=~"$cluster", namespace=~"$namespace"}[$__rate_interval])) by (le))`,
      },
      { ...half, unit: "s" },
    ),
    timeseries(
      "Flows Ingested",
      promql`sum(rate(timescape_ingestor_flows_ingested_total{pod=~"$pod", cluster=~"$cluster", namespace=~"$namespace"}[$__rate_interval])) by (pod)`,
      { ...half, legend: "__auto" },
    ),
    timeseries(
      "Avg Queries Results",
      promql`avg(rate(timescape_clickhouse_queries_results_sum{pod=~"$pod", cluster=~"$cluster", namespace=~"$namespace"}[$__rate_interval]) / rate(timescape_clickhouse_queries_results_count{pod=~"$pod", cluster=~"$cluster", namespace=~"$namespace"}[$__rate_interval]))`,
      { ...half, legend: "__auto" },
    ),
    timeseries(
      "Ingest filter Filtered Errors Total",
      promql`sum(rate(timescape_ingestor_ingestfilter_filtered_errors_total{pod=~"$pod", cluster=~"$cluster", namespace=~"$namespace"}[$__rate_interval])) by (pod)`,
      { ...half, unit: "ops", legend: "__auto" },
    ),
    timeseries(
      "Ingest Filter Batch Duration",
      {
        P95: promql`histogram_quantile(0.95, sum(rate(timescape_ingestor_ingestfilter_batch_duration_seconds_bucket{pod=~"$pod", cluster=~"$cluster", namespace=~"$namespace"}[$__rate_interval])) by (le))`,
        P75: promql`histogram_quantile(0.75, sum(rate(timescape_ingestor_ingestfilter_batch_duration_seconds_bucket{pod=~"$pod", cluster=~"$cluster", namespace=~"$namespace"}[$__rate_interval])) by (le))`,
        P50: promql`histogram_quantile(0.95, sum(rate(timescape_ingestor_ingestfilter_batch_duration_seconds_bucket{pod=~"$pod", cluster=~"$cluster", namespace=~"$namespace"}[$__rate_interval])) by (le))`,
      },
      { ...half, unit: "s" },
    ),
    timeseries(
      "Ingestor Ingest Filter Total",
      promql`sum(rate(timescape_ingestor_ingestfilter_filtered_total{pod=~"$pod", cluster=~"$cluster", namespace=~"$namespace"}[$__rate_interval])) by (pod)`,
      { ...half, unit: "s", legend: "__auto" },
    ),
    timeseries(
      "Ingest Filter Skipped",
      promql`sum(rate(timescape_ingestor_ingestfilter_filtered_skipped_total{pod=~"$pod", cluster=~"$cluster", namespace=~"$namespace"}[$__rate_interval])) by (pod)`,
      { ...half, unit: "s", legend: "__auto" },
    ),
    timeseries(
      "Ingestor GetInfo Queries",
      promql`sum(rate(timescape_ingestor_ingestlog_getinfo_queries{pod=~"$pod", cluster=~"$cluster", namespace=~"$namespace"}[$__rate_interval])) by (pod)`,
      { ...half, unit: "s", legend: "__auto" },
    ),
  ],
});
