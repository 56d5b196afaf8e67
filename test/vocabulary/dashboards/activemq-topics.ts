import { promql, row, stat, system, table, timeseries, variable } from "telltale";
import { grafanaLines } from "../grafana-defaults.js";
import { seriesWith } from "../series-with.js";

export const activemq = system("activemq", {});

const series = {
  activemqMemoryUsageRatio: seriesWith("activemq_memory_usage_ratio", [
    "job",
    "cluster",
    "activemq_cluster",
    "instance",
  ]),
};

const job = variable.label("job", series.activemqMemoryUsageRatio, "job", { label: "Job", allValue: ".+" });
const cluster = variable.label("cluster", series.activemqMemoryUsageRatio.where({ job }), "cluster", {
  label: "Cluster",
  allValue: ".*",
});
const activemqCluster = variable.label(
  "activemq_cluster",
  series.activemqMemoryUsageRatio.where({ job, cluster }),
  "activemq_cluster",
  { label: "ActiveMQ cluster", allValue: ".+" },
);
const instance = variable.label(
  "instance",
  series.activemqMemoryUsageRatio.where({ job, cluster, activemq_cluster: activemqCluster }),
  "instance",
  { label: "Instance", allValue: ".+" },
);
const kSelector = variable.list("k_selector", ["2", "4", "6", "8", "10"], {
  label: "Top topic count",
  multiple: false,
  all: false,
  initial: "4",
});
const name = variable.text("name", "", { label: "Topic by name" });

export const activemqTopics = activemq.dashboard("Apache ActiveMQ topic overview", {
  last: "30m",
  refresh: "1m",
  timeZone: "default",
  tooltip: "none",
  editable: true,
  tags: ["apache-activemq"],
  links: [
    { title: "Apache ActiveMQ queue overview", url: "/d/apacheactivemq_queues", newTab: false, keepTime: true },
    {
      title: "Apache ActiveMQ cluster overview",
      url: "/d/apacheactivemq_cluster_overview",
      newTab: false,
      keepTime: true,
    },
    {
      title: "Apache ActiveMQ instance overview",
      url: "/d/apacheactivemq_instance_overview",
      newTab: false,
      keepTime: true,
    },
    { title: "Apache ActiveMQ logs", url: "/d/apacheactivemq-logs", newTab: false, keepTime: true },
    { title: "All dashboards", tag: "apache-activemq" },
  ],
  variables: [job, cluster, activemqCluster, instance, kSelector, name],
  rows: [
    row("Topics", [
      stat(
        "Topic count",
        promql`count (activemq_topic_queue_size{job=~"$job",cluster=~"$cluster",activemq_cluster=~"$activemq_cluster",instance=~"$instance", destination!~"ActiveMQ.Advisory.*"})`,
        {
          description: "Number of active topics (excluding advisory topics).",
          thresholds: { base: "#5794f2", steps: [] },
          legend: "{{activemq_cluster}} - {{ instance }} - {{ destination }}",
          width: 6,
          height: 6,
          sparkline: true,
        },
      ),
      stat(
        "Producers",
        promql`sum (activemq_topic_producer_count{job=~"$job",cluster=~"$cluster",activemq_cluster=~"$activemq_cluster",instance=~"$instance", destination!~"ActiveMQ.Advisory.*"})`,
        {
          description: "Total number of topic producers.",
          thresholds: { base: "#5794f2", steps: [] },
          legend: "{{activemq_cluster}} - {{ instance }} - {{ destination }}",
          width: 6,
          height: 6,
          sparkline: true,
        },
      ),
      stat(
        "Consumers",
        promql`sum (activemq_topic_consumer_count{job=~"$job",cluster=~"$cluster",activemq_cluster=~"$activemq_cluster",instance=~"$instance", destination!~"ActiveMQ.Advisory.*"})`,
        {
          description: "Total number of topic consumers.",
          thresholds: { base: "#5794f2", steps: [] },
          legend: "{{activemq_cluster}} - {{ instance }} - {{ destination }}",
          width: 6,
          height: 6,
          sparkline: true,
        },
      ),
      stat(
        "Average consumers per topic",
        promql`avg (activemq_topic_consumer_count{job=~"$job",cluster=~"$cluster",activemq_cluster=~"$activemq_cluster",instance=~"$instance", destination!~"ActiveMQ.Advisory.*"})`,
        {
          description: "Average number of consumers per topic.",
          thresholds: { base: "#5794f2", steps: [] },
          legend: "{{activemq_cluster}} - {{ instance }} - {{ destination }}",
          width: 6,
          height: 6,
          sparkline: true,
        },
      ),
      timeseries(
        "Top topics by enqueue rate",
        promql`topk by (instance, activemq_cluster, job) ($k_selector, rate(activemq_topic_enqueue_count{job=~"$job",cluster=~"$cluster",activemq_cluster=~"$activemq_cluster",instance=~"$instance", destination!~"ActiveMQ.Advisory.*"}[$__rate_interval]))`,
        {
          ...grafanaLines,
          description: "Rate of messages being enqueued to topics.",
          unit: "/ sec",
          legend: "{{activemq_cluster}} - {{ instance }} - {{ destination }}",
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
        "Top topics by dequeue rate",
        promql`topk by (instance, activemq_cluster, job) ($k_selector, rate(activemq_topic_dequeue_count{job=~"$job",cluster=~"$cluster",activemq_cluster=~"$activemq_cluster",instance=~"$instance", destination!~"ActiveMQ.Advisory.*"}[$__rate_interval]))`,
        {
          ...grafanaLines,
          description: "Rate of messages being dequeued from topics.",
          unit: "/ sec",
          legend: "{{activemq_cluster}} - {{ instance }} - {{ destination }}",
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
        "Top topics by average enqueue time",
        promql`topk by (instance, activemq_cluster, job) ($k_selector, activemq_topic_average_enqueue_time{job=~"$job",cluster=~"$cluster",activemq_cluster=~"$activemq_cluster",instance=~"$instance", destination!~"ActiveMQ.Advisory.*"})`,
        {
          ...grafanaLines,
          description: "Average time to enqueue messages to topics.",
          unit: "ms",
          legend: "{{activemq_cluster}} - {{ instance }} - {{ destination }}",
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
        "Top topics by expired rate",
        promql`topk by (instance, activemq_cluster, job) ($k_selector, activemq_topic_expired_count{job=~"$job",cluster=~"$cluster",activemq_cluster=~"$activemq_cluster",instance=~"$instance", destination!~"ActiveMQ.Advisory.*"})`,
        {
          ...grafanaLines,
          description: "Rate of messages expiring in topics.",
          unit: "/ sec",
          legend: "{{activemq_cluster}} - {{ instance }} - {{ destination }}",
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
        "Top topics by consumers",
        promql`topk by (instance, activemq_cluster, job) ($k_selector, activemq_topic_consumer_count{job=~"$job",cluster=~"$cluster",activemq_cluster=~"$activemq_cluster",instance=~"$instance", destination!~"ActiveMQ.Advisory.*", destination=~".*$name.*"})`,
        {
          ...grafanaLines,
          description: "Top topics by consumers.",
          unit: "none",
          legend: "{{activemq_cluster}} - {{ instance }} - {{ destination }}",
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
        "Topic average message size",
        promql`activemq_topic_average_message_size{job=~"$job",cluster=~"$cluster",activemq_cluster=~"$activemq_cluster",instance=~"$instance", destination!~"ActiveMQ.Advisory.*"}`,
        {
          ...grafanaLines,
          description: "Average size of messages in topics.",
          unit: "bytes",
          legend: "{{activemq_cluster}} - {{ instance }} - {{ destination }}",
          width: 12,
          height: 8,
          lineWidth: 2,
          fill: 54,
          points: "never",
          interpolation: "smooth",
          gradient: "opacity",
          showLegend: { as: "list", placement: "right", calculations: [] },
          tooltip: "all",
        },
      ),
      table(
        "Topic summary",
        {
          "Enqueue rate": promql`rate(activemq_topic_enqueue_count{job=~"$job",cluster=~"$cluster",activemq_cluster=~"$activemq_cluster",instance=~"$instance", destination!~"ActiveMQ.Advisory.*", destination=~".*$name.*"}[$__rate_interval])`,
          "Dequeue rate": promql`rate(activemq_topic_dequeue_count{job=~"$job",cluster=~"$cluster",activemq_cluster=~"$activemq_cluster",instance=~"$instance", destination!~"ActiveMQ.Advisory.*", destination=~".*$name.*"}[$__rate_interval])`,
          "Average enqueue time": promql`activemq_topic_average_enqueue_time{job=~"$job",cluster=~"$cluster",activemq_cluster=~"$activemq_cluster",instance=~"$instance", destination!~"ActiveMQ.Advisory.*", destination=~".*$name.*"}`,
          "Average message size": promql`activemq_topic_average_message_size{job=~"$job",cluster=~"$cluster",activemq_cluster=~"$activemq_cluster",instance=~"$instance", destination!~"ActiveMQ.Advisory.*", destination=~".*$name.*"}`,
        },
        {
          description:
            "Summary of topics showing topic name, enqueue and dequeue rate, average enqueue time, and average message size.",
          joinBy: "destination",
          everyColumn: { align: "left" },
          columns: {
            destination: { title: "Destination" },
            activemq_cluster: {
              title: "ActiveMQ cluster",
              dataLinks: [
                {
                  title: "Cluster link",
                  url: "d/apacheactivemq_cluster_overview?var-activemq_cluster=${__data.fields.activemq_cluster}&${__url_time_range}&var-datasource=${datasource}",
                },
              ],
            },
            instance: {
              title: "Instance",
              dataLinks: [
                {
                  title: "Instance link",
                  url: "d/apacheactivemq_instance_overview?var-instance=${__data.fields.instance}&${__url_time_range}&var-datasource=${datasource}",
                },
              ],
            },
            "Enqueue rate": { unit: "mps" },
            "Dequeue rate": { unit: "mps" },
            "Average enqueue time": { unit: "ms" },
            "Average message size": { unit: "decbytes" },
          },
          minStep: "1m",
          width: 24,
          height: 8,
        },
      ),
    ]),
  ],
});
