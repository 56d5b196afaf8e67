import { pie, promql, row, stat, system, table, timeseries, variable } from "telltale";
import { grafanaLines } from "../grafana-defaults.js";
import { seriesWith } from "../series-with.js";

export const ibm_mq = system("ibm-mq", {});

const series = {
  ibmmqQmgrCommitCount: seriesWith("ibmmq_qmgr_commit_count", ["cluster", "job", "mq_cluster", "instance", "qmgr"]),
};

const cluster = variable.label("cluster", series.ibmmqQmgrCommitCount, "cluster", { label: "Cluster", allValue: ".*" });
const job = variable.label("job", series.ibmmqQmgrCommitCount.where({ cluster }), "job", {
  label: "Job",
  allValue: ".+",
});
const mqCluster = variable.label("mq_cluster", series.ibmmqQmgrCommitCount.where({ cluster, job }), "mq_cluster", {
  label: "MQ cluster",
  multiple: false,
  allValue: ".*",
});
const instance = variable.label(
  "instance",
  series.ibmmqQmgrCommitCount.where({ cluster, job, mq_cluster: mqCluster }),
  "instance",
  { label: "Instance", allValue: ".+" },
);
const qmgr = variable.label(
  "qmgr",
  series.ibmmqQmgrCommitCount.where({ cluster, job, mq_cluster: mqCluster, instance }),
  "qmgr",
  { label: "Queue manager", allValue: ".+" },
);

export const ibmMqCluster = ibm_mq.dashboard("IBM MQ cluster overview", {
  last: "1h",
  refresh: "1m",
  timeZone: "default",
  tooltip: "none",
  editable: true,
  tags: ["ibm-mq-mixin"],
  links: [
    { title: "IBM MQ logs", url: "/d/ibmmq-logs", newTab: false, keepTime: true, keepVariables: true },
    {
      title: "IBM MQ queue manager overview",
      url: "/d/ibmmq-queue-manager-overview",
      newTab: false,
      keepTime: true,
      keepVariables: true,
    },
    {
      title: "IBM MQ queue overview",
      url: "/d/ibmmq-queue-overview",
      newTab: false,
      keepTime: true,
      keepVariables: true,
    },
    {
      title: "IBM MQ topics overview",
      url: "/d/ibmmq-topics-overview",
      newTab: false,
      keepTime: true,
      keepVariables: true,
    },
    { title: "All dashboards", tag: "ibm-mq-mixin" },
  ],
  variables: [cluster, job, mqCluster, instance, qmgr],
  rows: [
    row("Cluster overview", [
      stat(
        "Clusters",
        promql`count(count(ibmmq_qmgr_commit_count{cluster=~"$cluster",job=~"$job",mq_cluster=~"$mq_cluster",instance=~"$instance",qmgr=~"$qmgr"}) by (mq_cluster))`,
        {
          description: "The unique number of clusters being reported.",
          unit: "short",
          thresholds: { base: "text", steps: [] },
          legend: "{{job}} - {{mq_cluster}}",
          width: 6,
          height: 7,
        },
      ),
      stat(
        "Queue managers",
        promql`count(count(ibmmq_qmgr_commit_count{cluster=~"$cluster",job=~"$job",mq_cluster=~"$mq_cluster",instance=~"$instance",qmgr=~"$qmgr"}) by (qmgr, mq_cluster))`,
        {
          description: "The unique number of queue managers in the cluster being reported.",
          unit: "short",
          thresholds: { base: "text", steps: [] },
          legend: "{{}}",
          width: 6,
          height: 7,
        },
      ),
      stat(
        "Topics",
        promql`count(count(ibmmq_topic_messages_received{cluster=~"$cluster",job=~"$job",mq_cluster=~"$mq_cluster",instance=~"$instance",qmgr=~"$qmgr"}) by (topic, mq_cluster))`,
        {
          description: "The unique number of topics in the cluster.",
          unit: "short",
          thresholds: { base: "text", steps: [] },
          legend: "{{job}} - {{mq_cluster}}",
          width: 6,
          height: 7,
        },
      ),
      stat(
        "Queues",
        promql`count(count(ibmmq_queue_depth{cluster=~"$cluster",job=~"$job",mq_cluster=~"$mq_cluster",instance=~"$instance",qmgr=~"$qmgr"}) by (queue, mq_cluster))`,
        {
          description: "The unique number of queues in the cluster.",
          unit: "short",
          thresholds: { base: "text", steps: [] },
          width: 6,
          height: 7,
        },
      ),
      table(
        "Cluster status",
        promql`ibmmq_cluster_suspend{cluster=~"$cluster",job=~"$job",mq_cluster=~"$mq_cluster",instance=~"$instance",qmgr=~"$qmgr"}`,
        {
          description: "The status of the cluster.",
          everyColumn: { align: "center", show: "color", color: "#5794f2" },
          columns: {
            cluster: { title: "Cluster" },
            mq_cluster: { title: "MQ cluster" },
            qmgr: { title: "Queue manager" },
            Value: { title: "Status" },
          },
          mappings: { "0": { text: "Not suspended", color: "green" }, "1": { text: "Suspended", color: "red" } },
          width: 16,
          height: 7,
        },
      ),
      pie(
        "Queue operations",
        {
          MQSET: promql`sum by (mq_cluster) (ibmmq_queue_mqset_count{cluster=~"$cluster",job=~"$job",mq_cluster=~"$mq_cluster",instance=~"$instance",qmgr=~"$qmgr"})`,
          MQINQ: promql`sum by (mq_cluster) (ibmmq_queue_mqinq_count{cluster=~"$cluster",job=~"$job",mq_cluster=~"$mq_cluster",instance=~"$instance",qmgr=~"$qmgr"})`,
          MQGET: promql`sum by (mq_cluster) (ibmmq_queue_mqget_count{cluster=~"$cluster",job=~"$job",mq_cluster=~"$mq_cluster",instance=~"$instance",qmgr=~"$qmgr"})`,
          MQOPEN: promql`sum by (mq_cluster) (ibmmq_queue_mqopen_count{cluster=~"$cluster",job=~"$job",mq_cluster=~"$mq_cluster",instance=~"$instance",qmgr=~"$qmgr"})`,
          MQCLOSE: promql`sum by (mq_cluster) (ibmmq_queue_mqclose_count{cluster=~"$cluster",job=~"$job",mq_cluster=~"$mq_cluster",instance=~"$instance",qmgr=~"$qmgr"})`,
          "MQPUT/MQPUT1": promql`sum by (mq_cluster) (ibmmq_queue_mqput_mqput1_count{cluster=~"$cluster",job=~"$job",mq_cluster=~"$mq_cluster",instance=~"$instance",qmgr=~"$qmgr"})`,
        },
        {
          description: "The number of queue operations of the cluster.",
          unit: "operations",
          width: 8,
          height: 14,
          labels: ["name"],
          showLegend: { as: "list", calculations: [] },
          legendValues: [],
          tooltip: "single",
        },
      ),
      table(
        "Queue manager status",
        promql`ibmmq_qmgr_status{cluster=~"$cluster",job=~"$job",mq_cluster=~"$mq_cluster",instance=~"$instance",qmgr=~"$qmgr"}`,
        {
          description: "The queue managers of the cluster displayed in a table.",
          everyColumn: { align: "center", show: "color", color: "#5794f2" },
          columns: {
            mq_cluster: { title: "MQ cluster" },
            qmgr: { title: "Queue manager" },
            instance: { title: "Instance" },
            Value: { title: "Status" },
          },
          mappings: {
            "-1": { text: "N/A", color: "dark-red" },
            "0": { text: "Stopped", color: "red" },
            "1": { text: "Starting", color: "light-green" },
            "2": { text: "Running", color: "green" },
            "3": { text: "Quiescing" },
            "4": { text: "Stopping", color: "light-red" },
            "5": { text: "Standby" },
          },
          width: 16,
          height: 7,
        },
      ),
      timeseries(
        "Transmission queue time",
        {
          "{{channel}} - short": promql`ibmmq_channel_xmitq_time_short{type="SENDER", cluster=~"$cluster",job=~"$job",mq_cluster=~"$mq_cluster",instance=~"$instance",qmgr=~"$qmgr"}`,
          "{{channel}} - long": promql`ibmmq_channel_xmitq_time_long{type=~"SENDER", cluster=~"$cluster",job=~"$job",mq_cluster=~"$mq_cluster",instance=~"$instance",qmgr=~"$qmgr"}`,
        },
        {
          ...grafanaLines,
          description:
            "The time it takes for the messages to get through the transmission queue. (Long) - total time taken for messages to be transmitted over the channel, (Short) - an average, minimum, or maximum time taken to transmit messages over the channel in recent intervals.",
          unit: "µs",
          width: 24,
          height: 8,
          lineWidth: 2,
          fill: 30,
          points: "never",
          interpolation: "smooth",
          gradient: "opacity",
          tooltip: "all",
        },
      ),
    ]),
  ],
});
