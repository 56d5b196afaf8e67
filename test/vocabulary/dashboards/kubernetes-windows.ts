import { override, promql, stat, system, table, timeseries, variable } from "telltale";
import { grafanaLines, grafanaThresholds } from "../grafana-defaults.js";
import { seriesWith } from "../series-with.js";

export const kubernetes = system("kubernetes", {});

const series = {
  up: seriesWith("up", ["cluster", "job"]),
};

const cluster = variable.label("cluster", series.up.where({ job: "kubernetes-windows-exporter" }), "cluster", {
  label: "cluster",
  hide: "variable",
  multiple: false,
  all: false,
});

const podsOfNamespace = [
  {
    title: "Drill down to pods",
    url: "/d/490b402361724ab1d4c45666c1fa9b6f?${datasource:queryparam}&var-cluster=$cluster&var-namespace=${__data.fields.Namespace}",
  },
];

export const windowsCluster = kubernetes.dashboard("Kubernetes / Compute Resources / Cluster(Windows)", {
  last: "1h",
  refresh: "10s",
  timeZone: "UTC",
  tooltip: "none",
  tags: ["kubernetes-mixin"],
  links: [{ title: "Kubernetes", tag: "kubernetes-mixin" }],
  variables: [cluster],
  panels: [
    stat(
      "CPU Utilisation",
      promql`1 - avg(rate(windows_cpu_time_total{cluster="$cluster", job="kubernetes-windows-exporter", mode="idle"}[$__rate_interval]))`,
      { unit: "none", thresholds: grafanaThresholds, width: 4, height: 3, minStep: "1m", color: "none" },
    ),
    stat(
      "CPU Requests Commitment",
      promql`sum(kube_pod_windows_container_resource_cpu_cores_request{cluster="$cluster"}) / sum(node:windows_node_num_cpu:sum{cluster="$cluster"})`,
      { unit: "percentunit", thresholds: grafanaThresholds, width: 4, height: 3, minStep: "1m", color: "none" },
    ),
    stat(
      "CPU Limits Commitment",
      promql`sum(kube_pod_windows_container_resource_cpu_cores_limit{cluster="$cluster"}) / sum(node:windows_node_num_cpu:sum{cluster="$cluster"})`,
      { unit: "percentunit", thresholds: grafanaThresholds, width: 4, height: 3, minStep: "1m", color: "none" },
    ),
    stat(
      "Memory Utilisation",
      promql`1 - sum(:windows_node_memory_MemFreeCached_bytes:sum{cluster="$cluster"}) / sum(:windows_node_memory_MemTotal_bytes:sum{cluster="$cluster"})`,
      { unit: "percentunit", thresholds: grafanaThresholds, width: 4, height: 3, minStep: "1m", color: "none" },
    ),
    stat(
      "Memory Requests Commitment",
      promql`sum(kube_pod_windows_container_resource_memory_request{cluster="$cluster"}) / sum(:windows_node_memory_MemTotal_bytes:sum{cluster="$cluster"})`,
      { unit: "percentunit", thresholds: grafanaThresholds, width: 4, height: 3, minStep: "1m", color: "none" },
    ),
    stat(
      "Memory Limits Commitment",
      promql`sum(kube_pod_windows_container_resource_memory_limit{cluster="$cluster"}) / sum(:windows_node_memory_MemTotal_bytes:sum{cluster="$cluster"})`,
      { unit: "percentunit", thresholds: grafanaThresholds, width: 4, height: 3, minStep: "1m", color: "none" },
    ),
    timeseries(
      "CPU Usage",
      promql`sum(namespace_pod_container:windows_container_cpu_usage_seconds_total:sum_rate{cluster="$cluster"}) by (namespace)`,
      {
        ...grafanaLines,
        legend: "__auto",
        width: 24,
        height: 7,
        minStep: "1m",
        fill: 10,
        points: "never",
        spanGaps: true,
        showLegend: { as: "table", placement: "right", calculations: ["last"] },
      },
    ),
    table(
      "CPU Quota",
      {
        "CPU Usage": promql`sum(namespace_pod_container:windows_container_cpu_usage_seconds_total:sum_rate{cluster="$cluster"}) by (namespace)`,
        "CPU Requests": promql`sum(kube_pod_windows_container_resource_cpu_cores_request{cluster="$cluster"}) by (namespace)`,
        "CPU Requests %": promql`sum(namespace_pod_container:windows_container_cpu_usage_seconds_total:sum_rate{cluster="$cluster"}) by (namespace) / sum(kube_pod_windows_container_resource_cpu_cores_request{cluster="$cluster"}) by (namespace)`,
        "CPU Limits": promql`sum(kube_pod_windows_container_resource_cpu_cores_limit{cluster="$cluster"}) by (namespace)`,
        "CPU Limits %": promql`sum(namespace_pod_container:windows_container_cpu_usage_seconds_total:sum_rate{cluster="$cluster"}) by (namespace) / sum(kube_pod_windows_container_resource_cpu_cores_limit{cluster="$cluster"}) by (namespace)`,
      },
      {
        joinBy: "namespace",
        overrides: [override.pattern("%", { unit: "percentunit" })],
        columns: {
          namespace: { title: "Namespace", dataLinks: podsOfNamespace },
          "CPU Usage": {},
          "CPU Requests": {},
          "CPU Requests %": {},
          "CPU Limits": {},
          "CPU Limits %": {},
        },
        width: 24,
        height: 7,
      },
    ),
    timeseries(
      "Memory Usage (Private Working Set)",
      promql`sum(windows_container_private_working_set_usage{cluster="$cluster"}) by (namespace)`,
      {
        ...grafanaLines,
        unit: "decbytes",
        legend: "__auto",
        width: 24,
        height: 7,
        minStep: "1m",
        fill: 10,
        points: "never",
        spanGaps: true,
        showLegend: { as: "table", placement: "right", calculations: ["last"] },
      },
    ),
    table(
      "Memory Requests by Namespace",
      {
        "Memory Usage": promql`sum(windows_container_private_working_set_usage{cluster="$cluster"}) by (namespace)`,
        "Memory Requests": promql`sum(kube_pod_windows_container_resource_memory_request{cluster="$cluster"}) by (namespace)`,
        "Memory Requests %": promql`sum(windows_container_private_working_set_usage{cluster="$cluster"}) by (namespace) / sum(kube_pod_windows_container_resource_memory_request{cluster="$cluster"}) by (namespace)`,
        "Memory Limits": promql`sum(kube_pod_windows_container_resource_memory_limit{cluster="$cluster"}) by (namespace)`,
        "Memory Limits %": promql`sum(windows_container_private_working_set_usage{cluster="$cluster"}) by (namespace) / sum(kube_pod_windows_container_resource_memory_limit{cluster="$cluster"}) by (namespace)`,
      },
      {
        unit: "bytes",
        joinBy: "namespace",
        overrides: [override.pattern("%", { unit: "percentunit" })],
        columns: {
          namespace: { title: "Namespace", dataLinks: podsOfNamespace },
          "Memory Usage": { unit: "decbytes" },
          "Memory Requests": { unit: "decbytes" },
          "Memory Requests %": {},
          "Memory Limits": { unit: "decbytes" },
          "Memory Limits %": {},
        },
        width: 24,
        height: 7,
      },
    ),
  ],
});
