import { promql, stat, system, timeseries, variable } from "telltale";
import { grafanaLines, grafanaThresholds } from "../grafana-defaults.js";
import { seriesWith } from "../series-with.js";

export const kubernetes = system("kubernetes", {});

const series = {
  up: seriesWith("up", ["cluster", "job", "instance"]),
};

const cluster = variable.label("cluster", series.up.where({ job: "kube-scheduler" }), "cluster", {
  label: "cluster",
  hide: "variable",
  multiple: false,
  all: false,
});
const instance = variable.label("instance", series.up.where({ job: "kube-scheduler", cluster }), "instance", {
  label: "instance",
  multiple: false,
  allValue: ".+",
  sort: "none",
});

export const scheduler = kubernetes.dashboard("Kubernetes / Scheduler", {
  last: "1h",
  refresh: "10s",
  timeZone: "UTC",
  tooltip: "none",
  tags: ["kubernetes-mixin"],
  links: [{ title: "Kubernetes", tag: "kubernetes-mixin" }],
  variables: [cluster, instance],
  panels: [
    stat("Up", promql`sum(up{cluster="$cluster", job="kube-scheduler"})`, {
      unit: "none",
      thresholds: grafanaThresholds,
      width: 4,
      height: 7,
      minStep: "1m",
      color: "none",
    }),
    timeseries(
      "Scheduling Rate",
      {
        "{{cluster}} {{instance}} e2e": promql`sum(rate(scheduler_scheduling_attempt_duration_seconds_count{cluster="$cluster", job="kube-scheduler", instance=~"$instance"}[$__rate_interval])) by (cluster, instance)`,
        "{{cluster}} {{instance}} binding": promql`sum(rate(scheduler_pod_scheduling_sli_duration_seconds_count{cluster="$cluster", job="kube-scheduler", instance=~"$instance"}[$__rate_interval])) by (cluster, instance)`,
        "{{cluster}} {{instance}} scheduling algorithm": promql`sum(rate(scheduler_scheduling_algorithm_duration_seconds_count{cluster="$cluster", job="kube-scheduler", instance=~"$instance"}[$__rate_interval])) by (cluster, instance)`,
        "{{cluster}} {{instance}} volume": promql`sum(rate(scheduler_volume_scheduling_duration_seconds_count{cluster="$cluster", job="kube-scheduler", instance=~"$instance"}[$__rate_interval])) by (cluster, instance)`,
      },
      {
        ...grafanaLines,
        unit: "ops",
        width: 10,
        height: 7,
        minStep: "1m",
        fill: 10,
        points: "never",
        spanGaps: true,
        showLegend: { as: "table", placement: "right", calculations: ["last"] },
      },
    ),
    timeseries(
      "Scheduling latency 99th Quantile",
      {
        "{{cluster}} {{instance}} e2e": promql`histogram_quantile(0.99, sum(rate(scheduler_scheduling_attempt_duration_seconds_bucket{cluster="$cluster", job="kube-scheduler",instance=~"$instance"}[$__rate_interval])) by (cluster, instance, le))`,
        "{{cluster}} {{instance}} binding": promql`histogram_quantile(0.99, sum(rate(scheduler_pod_scheduling_sli_duration_seconds_bucket{cluster="$cluster", job="kube-scheduler",instance=~"$instance"}[$__rate_interval])) by (cluster, instance, le))`,
        "{{cluster}} {{instance}} scheduling algorithm": promql`histogram_quantile(0.99, sum(rate(scheduler_scheduling_algorithm_duration_seconds_bucket{cluster="$cluster", job="kube-scheduler",instance=~"$instance"}[$__rate_interval])) by (cluster, instance, le))`,
        "{{cluster}} {{instance}} volume": promql`histogram_quantile(0.99, sum(rate(scheduler_volume_scheduling_duration_seconds_bucket{cluster="$cluster", job="kube-scheduler",instance=~"$instance"}[$__rate_interval])) by (cluster, instance, le))`,
      },
      {
        ...grafanaLines,
        unit: "s",
        width: 10,
        height: 7,
        minStep: "1m",
        fill: 10,
        points: "never",
        spanGaps: true,
        showLegend: { as: "table", placement: "right", calculations: ["last"] },
      },
    ),
    timeseries(
      "Kube API Request Rate",
      {
        "2xx": promql`sum(rate(rest_client_requests_total{cluster="$cluster", job="kube-scheduler", instance=~"$instance",code=~"2.."}[$__rate_interval]))`,
        "3xx": promql`sum(rate(rest_client_requests_total{cluster="$cluster", job="kube-scheduler", instance=~"$instance",code=~"3.."}[$__rate_interval]))`,
        "4xx": promql`sum(rate(rest_client_requests_total{cluster="$cluster", job="kube-scheduler", instance=~"$instance",code=~"4.."}[$__rate_interval]))`,
        "5xx": promql`sum(rate(rest_client_requests_total{cluster="$cluster", job="kube-scheduler", instance=~"$instance",code=~"5.."}[$__rate_interval]))`,
      },
      {
        ...grafanaLines,
        unit: "ops",
        width: 8,
        height: 7,
        minStep: "1m",
        fill: 10,
        points: "never",
        spanGaps: true,
        showLegend: { as: "table", placement: "right", calculations: ["last"] },
      },
    ),
    timeseries(
      "Post Request Latency 99th Quantile",
      promql`histogram_quantile(0.99, sum(rate(rest_client_request_duration_seconds_bucket{cluster="$cluster", job="kube-scheduler", instance=~"$instance", verb="POST"}[$__rate_interval])) by (verb, le))`,
      {
        ...grafanaLines,
        unit: "ops",
        legend: "{{verb}}",
        width: 16,
        height: 7,
        minStep: "1m",
        fill: 10,
        points: "never",
        spanGaps: true,
        showLegend: { as: "table", placement: "right", calculations: ["last"] },
      },
    ),
    timeseries(
      "Get Request Latency 99th Quantile",
      promql`histogram_quantile(0.99, sum(rate(rest_client_request_duration_seconds_bucket{cluster="$cluster", job="kube-scheduler", instance=~"$instance", verb="GET"}[$__rate_interval])) by (verb, le))`,
      {
        ...grafanaLines,
        unit: "s",
        legend: "{{verb}}",
        width: 24,
        height: 7,
        minStep: "1m",
        fill: 10,
        points: "never",
        spanGaps: true,
        showLegend: { as: "table", placement: "right", calculations: ["last"] },
      },
    ),
    timeseries(
      "Memory",
      promql`process_resident_memory_bytes{cluster="$cluster", job="kube-scheduler", instance=~"$instance"}`,
      {
        ...grafanaLines,
        unit: "bytes",
        legend: "{{instance}}",
        width: 8,
        height: 7,
        minStep: "1m",
        fill: 10,
        points: "never",
        spanGaps: true,
        showLegend: { as: "table", placement: "right", calculations: ["last"] },
      },
    ),
    timeseries(
      "CPU usage",
      promql`rate(process_cpu_seconds_total{cluster="$cluster", job="kube-scheduler", instance=~"$instance"}[$__rate_interval])`,
      {
        ...grafanaLines,
        unit: "short",
        legend: "{{instance}}",
        width: 8,
        height: 7,
        minStep: "1m",
        fill: 10,
        points: "never",
        spanGaps: true,
        showLegend: { as: "table", placement: "right", calculations: ["last"] },
      },
    ),
    timeseries("Goroutines", promql`go_goroutines{cluster="$cluster", job="kube-scheduler",instance=~"$instance"}`, {
      ...grafanaLines,
      unit: "short",
      legend: "{{instance}}",
      width: 8,
      height: 7,
      minStep: "1m",
      fill: 10,
      points: "never",
      spanGaps: true,
      showLegend: { as: "table", placement: "right", calculations: ["last"] },
    }),
  ],
});
