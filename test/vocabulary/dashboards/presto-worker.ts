import { gaugePanel, promql, row, system, timeseries, variable } from "telltale";
import { grafanaLines } from "../grafana-defaults.js";
import { seriesWith } from "../series-with.js";

export const presto = system("presto", {});

const series = {
  prestoMetadataDiscoveryNodeManagerActiveResourceManagerCount: seriesWith(
    "presto_metadata_DiscoveryNodeManager_ActiveResourceManagerCount",
    ["job", "cluster", "presto_cluster", "instance"],
  ),
};

const job = variable.label("job", series.prestoMetadataDiscoveryNodeManagerActiveResourceManagerCount, "job", {
  label: "Job",
  allValue: ".+",
});
const cluster = variable.label(
  "cluster",
  series.prestoMetadataDiscoveryNodeManagerActiveResourceManagerCount.where({ job }),
  "cluster",
  { label: "Cluster", allValue: ".*" },
);
const prestoCluster = variable.label(
  "presto_cluster",
  series.prestoMetadataDiscoveryNodeManagerActiveResourceManagerCount.where({ job, cluster }),
  "presto_cluster",
  { label: "Presto cluster", allValue: ".+" },
);
const instance = variable.label(
  "instance",
  series.prestoMetadataDiscoveryNodeManagerActiveResourceManagerCount.where({
    job,
    cluster,
    presto_cluster: prestoCluster,
  }),
  "instance",
  { label: "Instance", allValue: ".+" },
);

export const prestoWorker = presto.dashboard("Presto worker", {
  last: "30m",
  refresh: "1m",
  timeZone: "default",
  tooltip: "none",
  editable: true,
  tags: ["presto-mixin"],
  links: [
    { title: "Presto logs", url: "/d/presto-logs", newTab: false, keepTime: true },
    { title: "All dashboards", tag: "presto-mixin" },
    { title: "Presto coordinator", url: "/d/presto_coordinator", newTab: false, keepTime: true },
    { title: "Presto overview", url: "/d/presto_overview", newTab: false, keepTime: true },
  ],
  variables: [job, cluster, prestoCluster, instance],
  rows: [
    row("Worker", [
      gaugePanel(
        "Non-heap memory usage",
        promql`avg (jvm_nonheap_memory_used{job=~"$job",cluster=~"$cluster",presto_cluster=~"$presto_cluster",instance=~"$instance"} / clamp_min((jvm_nonheap_memory_used{job=~"$job",cluster=~"$cluster",presto_cluster=~"$presto_cluster",instance=~"$instance"} + jvm_nonheap_memory_committed{job=~"$job",cluster=~"$cluster",presto_cluster=~"$presto_cluster",instance=~"$instance"}), 1))`,
        {
          description: "Non-heap memory usage",
          unit: "percentunit",
          thresholds: {
            base: "light-green",
            steps: [
              { from: 0.7, color: "#EAB839" },
              { from: 0.8, color: "light-red" },
            ],
          },
          legend: "{{instance}}",
          width: 3,
          height: 8,
        },
      ),
      gaugePanel(
        "Heap memory usage",
        promql`avg (jvm_heap_memory_used{job=~"$job",cluster=~"$cluster",presto_cluster=~"$presto_cluster",instance=~"$instance"} / clamp_min((jvm_heap_memory_used{job=~"$job",cluster=~"$cluster",presto_cluster=~"$presto_cluster",instance=~"$instance"} + jvm_heap_memory_committed{job=~"$job",cluster=~"$cluster",presto_cluster=~"$presto_cluster",instance=~"$instance"}), 1))`,
        {
          description: "Heap memory usage",
          unit: "percentunit",
          thresholds: {
            base: "light-green",
            steps: [
              { from: 0.7, color: "#EAB839" },
              { from: 0.8, color: "light-red" },
            ],
          },
          legend: "{{instance}}",
          width: 3,
          height: 8,
        },
      ),
      timeseries(
        "Queued tasks",
        promql`presto_TaskExecutor_ProcessorExecutor_QueuedTaskCount{job=~"$job",cluster=~"$cluster",presto_cluster=~"$presto_cluster",instance=~"$instance"}`,
        {
          ...grafanaLines,
          description: "The number of tasks that are being queued by the task executor.",
          unit: "ops",
          legend: "{{instance}}",
          width: 6,
          height: 8,
          lineWidth: 2,
          fill: 30,
          points: "never",
          interpolation: "smooth",
          gradient: "opacity",
          showLegend: { as: "list", placement: "right", calculations: [] },
          tooltip: "all",
        },
      ),
      timeseries(
        "Failed & completed tasks",
        {
          "{{instance}} - failed": promql`rate(presto_TaskExecutor_ProcessorExecutor_FailedTaskCount{job=~"$job",cluster=~"$cluster",presto_cluster=~"$presto_cluster",instance=~"$instance"}[$__rate_interval])`,
          "{{instance}} - completed": promql`rate(presto_TaskExecutor_ProcessorExecutor_CompletedTaskCount{job=~"$job",cluster=~"$cluster",presto_cluster=~"$presto_cluster",instance=~"$instance"}[$__rate_interval])`,
        },
        {
          ...grafanaLines,
          description: "The rate at which tasks have failed and completed.",
          unit: "ops",
          width: 12,
          height: 8,
          minStep: "1m",
          lineWidth: 2,
          fill: 30,
          points: "never",
          interpolation: "smooth",
          gradient: "opacity",
          showLegend: { as: "list", placement: "right", calculations: [] },
          tooltip: "all",
        },
      ),
      timeseries(
        "Output positions - one minute rate",
        promql`presto_TaskManager_OutputPositions_OneMinute_Rate{job=~"$job",cluster=~"$cluster",presto_cluster=~"$presto_cluster",instance=~"$instance"}`,
        {
          ...grafanaLines,
          description: "The rate of rows (or records) produced by an operation.",
          unit: "short",
          legend: "{{instance}}",
          width: 12,
          height: 8,
          lineWidth: 2,
          fill: 30,
          points: "never",
          interpolation: "smooth",
          gradient: "opacity",
          showLegend: { as: "list", placement: "right", calculations: [] },
          tooltip: "all",
        },
      ),
      timeseries(
        "Executor pool size",
        {
          "{{instance}} - task notification": promql`presto_TaskExecutor_ProcessorExecutor_PoolSize{job=~"$job",cluster=~"$cluster",presto_cluster=~"$presto_cluster",instance=~"$instance"}`,
          "{{instance}} - process executor core": promql`presto_TaskExecutor_ProcessorExecutor_CorePoolSize{job=~"$job",cluster=~"$cluster",presto_cluster=~"$presto_cluster",instance=~"$instance"}`,
          "{{instance}} - process executor": promql`presto_TaskExecutor_ProcessorExecutor_PoolSize{job=~"$job",cluster=~"$cluster",presto_cluster=~"$presto_cluster",instance=~"$instance"}`,
        },
        {
          ...grafanaLines,
          description: "The pool size of the task notification executor.",
          unit: "none",
          width: 12,
          height: 8,
          lineWidth: 2,
          fill: 30,
          points: "never",
          interpolation: "smooth",
          gradient: "opacity",
          showLegend: { as: "list", placement: "right", calculations: [] },
          tooltip: "all",
        },
      ),
      timeseries(
        "Memory pool",
        {
          "{{instance}} - free": promql`presto_MemoryPool_general_FreeBytes{job=~"$job",cluster=~"$cluster",presto_cluster=~"$presto_cluster",instance=~"$instance"}`,
          "{{instance}} - reserved free": promql`presto_MemoryPool_reserved_FreeBytes{job=~"$job",cluster=~"$cluster",presto_cluster=~"$presto_cluster",instance=~"$instance"}`,
        },
        {
          ...grafanaLines,
          description: "The amount of Presto memory available.",
          unit: "decbytes",
          width: 12,
          height: 8,
          lineWidth: 2,
          fill: 30,
          points: "never",
          interpolation: "smooth",
          gradient: "opacity",
          showLegend: { as: "list", placement: "right", calculations: [] },
          tooltip: "all",
        },
      ),
      timeseries(
        "Data processing throughput - one minute rate",
        {
          "{{instance}} - input": promql`presto_TaskManager_InputDataSize_OneMinute_Rate{job=~"$job",cluster=~"$cluster",presto_cluster=~"$presto_cluster",instance=~"$instance"}`,
          "{{instance}} - output": promql`presto_TaskManager_OutputDataSize_OneMinute_Rate{job=~"$job",cluster=~"$cluster",presto_cluster=~"$presto_cluster",instance=~"$instance"}`,
        },
        {
          ...grafanaLines,
          description: "The rate at which volumes of data are being processed.",
          unit: "Bps",
          width: 12,
          height: 8,
          lineWidth: 2,
          fill: 30,
          points: "never",
          interpolation: "smooth",
          gradient: "opacity",
          showLegend: { as: "list", placement: "right", calculations: [] },
          tooltip: "all",
        },
      ),
    ]),
    row("JVM", [
      timeseries(
        "Garbage collection count / $__interval",
        promql`increase(jvm_gc_collection_count{job=~"$job",cluster=~"$cluster",presto_cluster=~"$presto_cluster",instance=~"$instance", name="G1 Young Generation"}[$__interval:] offset -$__interval)`,
        {
          ...grafanaLines,
          description: "The recent increase in the number of garbage collection events for the JVM.",
          unit: "none",
          legend: "{{instance}}",
          width: 12,
          height: 8,
          minStep: "2m",
          lineWidth: 2,
          fill: 30,
          points: "never",
          interpolation: "smooth",
          gradient: "opacity",
          tooltip: "all",
        },
      ),
      timeseries(
        "Garbage collection duration",
        promql`jvm_gc_duration{job=~"$job",cluster=~"$cluster",presto_cluster=~"$presto_cluster",instance=~"$instance", name="G1 Young Generation"}`,
        {
          ...grafanaLines,
          description: "The average duration for each garbage collection operation in the JVM.",
          unit: "ms",
          legend: "{{instance}}",
          width: 12,
          height: 8,
          minStep: "2m",
          lineWidth: 2,
          fill: 30,
          points: "never",
          interpolation: "smooth",
          gradient: "opacity",
          tooltip: "all",
        },
      ),
      timeseries(
        "Memory committed",
        {
          "{{instance}} - heap": promql`jvm_heap_memory_committed{job=~"$job",cluster=~"$cluster",presto_cluster=~"$presto_cluster",instance=~"$instance"}`,
          "{{instance}} - non heap": promql`jvm_nonheap_memory_committed{job=~"$job",cluster=~"$cluster",presto_cluster=~"$presto_cluster",instance=~"$instance"}`,
        },
        {
          ...grafanaLines,
          description: "The heap and non-heap memory committed by the JVM.",
          unit: "decbytes",
          width: 12,
          height: 8,
          lineWidth: 2,
          fill: 30,
          points: "never",
          interpolation: "smooth",
          gradient: "opacity",
          showLegend: { as: "list", placement: "right", calculations: [] },
          tooltip: "all",
        },
      ),
      timeseries(
        "Memory used",
        {
          "{{instance}} - heap": promql`jvm_heap_memory_used{job=~"$job",cluster=~"$cluster",presto_cluster=~"$presto_cluster",instance=~"$instance"}`,
          "{{instance}} - non heap": promql`jvm_nonheap_memory_used{job=~"$job",cluster=~"$cluster",presto_cluster=~"$presto_cluster",instance=~"$instance"}`,
        },
        {
          ...grafanaLines,
          description: "The heap and non-heap memory used by the JVM.",
          unit: "decbytes",
          width: 12,
          height: 8,
          lineWidth: 2,
          fill: 30,
          points: "never",
          interpolation: "smooth",
          gradient: "opacity",
          showLegend: { as: "list", placement: "right", calculations: [] },
          tooltip: "all",
        },
      ),
    ]),
  ],
});
