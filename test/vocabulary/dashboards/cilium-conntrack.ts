import { override, promql, system, timeseries, variable } from "telltale";
import { grafanaLines } from "../grafana-defaults.js";
import { seriesWith } from "../series-with.js";

export const cilium = system("cilium", {});

const series = {
  ciliumVersion: seriesWith("cilium_version", ["cluster", "namespace", "pod"]),
};

const cluster = variable.label("cluster", series.ciliumVersion, "cluster", { sort: "none", refresh: "load" });
const namespace = variable.label("namespace", series.ciliumVersion.where({ cluster }), "namespace", {
  sort: "none",
  refresh: "load",
});
const pod = variable.label("pod", series.ciliumVersion.where({ cluster, namespace }), "pod", {
  multiple: false,
  allValue: "cilium.*",
});
const k = variable.text("k", "10", { label: "top k" });

export const ciliumConntrack = cilium.dashboard("Cilium / Components / Conntrack", {
  description: "Dashboard for Cilium v1.12 (https://cilium.io/) Agent metrics",
  last: "30m",
  refresh: "30s",
  timeZone: "",
  tags: ["cilium-agent"],
  links: [
    { title: "Cilium Overviews", tag: "cilium-overview" },
    { title: "Cilium Components", tag: "cilium-agent" },
  ],
  variables: [cluster, namespace, pod, k],
  panels: [
    timeseries(
      "Conntrack GC Run Rate by Status",
      promql`sum(rate(cilium_datapath_conntrack_gc_runs_total{pod=~"$pod"}[$__rate_interval])) by (status)`,
      {
        ...grafanaLines,
        description:
          'Rate at which ConnTrack reported its run outcome. Runs reported "uncompleted" may indicate a problem with ConnTrack GC, which could lead to full CT tables and dropped packets.\n',
        unit: "ops",
        legend: "{{status}}",
        width: 12,
        height: 7,
      },
    ),
    timeseries(
      "Top Conntrack GC Key Entries",
      promql`topk($k, sum(cilium_datapath_conntrack_gc_entries{pod=~"$pod"}) by (pod, status))`,
      { ...grafanaLines, unit: "Entries", legend: "{{pod}} {{status}}", width: 12, height: 7 },
    ),
    timeseries(
      "Total Conntrack GC Key Entries",
      promql`sum(cilium_datapath_conntrack_gc_entries{pod=~"$pod"}) by (status)`,
      { ...grafanaLines, unit: "Entries", legend: "{{family}}", width: 12, height: 7 },
    ),
    timeseries(
      "Conntrack GC Duration Quantiles",
      {
        P95: promql`quantile(0.95, sum(rate(cilium_datapath_conntrack_gc_duration_seconds_sum{pod=~"$pod"}[$__rate_interval]) / rate(cilium_datapath_conntrack_gc_duration_seconds_count{pod=~"$pod"}[$__rate_interval])) by (pod))`,
        P50: promql`quantile(0.5, sum(rate(cilium_datapath_conntrack_gc_duration_seconds_sum{pod=~"$pod"}[$__rate_interval]) / rate(cilium_datapath_conntrack_gc_duration_seconds_count{pod=~"$pod"}[$__rate_interval])) by (pod))`,
        P25: promql`quantile(0.25, sum(rate(cilium_datapath_conntrack_gc_duration_seconds_sum{pod=~"$pod"}[$__rate_interval]) / rate(cilium_datapath_conntrack_gc_duration_seconds_count{pod=~"$pod"}[$__rate_interval])) by (pod))`,
      },
      { ...grafanaLines, unit: "dtdurations", width: 12, height: 7 },
    ),
    timeseries(
      "Conntrack GC Key Fallbacks",
      promql`sum(rate(cilium_datapath_conntrack_gc_key_fallbacks_total{pod=~"$pod"}[$__rate_interval])) by (family, protocol)`,
      {
        ...grafanaLines,
        description:
          'Rate at which ConnTrack reported its run outcome. Runs reported "uncompleted" may indicate a problem with ConnTrack GC, which could lead to full CT tables and dropped packets.\n',
        unit: "ops",
        legend: "{{family}}",
        width: 12,
        height: 7,
      },
    ),
    timeseries(
      "Top Agent Conntrack GC Duration",
      promql`topk($k, sum(rate(cilium_datapath_conntrack_gc_duration_seconds_sum{pod=~"$pod"}[$__rate_interval]) / rate(cilium_datapath_conntrack_gc_duration_seconds_count{pod=~"$pod"}[$__rate_interval])) by (pod))`,
      { ...grafanaLines, unit: "dtdurations", legend: "{{pod}}", width: 12, height: 7 },
    ),
    timeseries(
      "IPv4 Conntrack GC Entries",
      promql`sum(cilium_datapath_conntrack_gc_entries{k8s_app="cilium", family="ipv4", protocol="TCP", pod=~"$pod"}) by (status, family)`,
      {
        ...grafanaLines,
        unit: "Entries",
        legend: "{{family}} {{status}}",
        width: 12,
        height: 7,
        overrides: [
          override.name("Alive  ipv4", { color: "#0a50a1" }),
          override.name("Alive  ipv4 non-TCP", { color: "#f9d9f9" }),
          override.name("Alive  ipv6", { color: "#614d93" }),
          override.name("Alive  ipv6 TCP", { color: "#806eb7" }),
          override.name("Alive  ipv6 non-TCP", { color: "#614d93" }),
          override.name("Alive CT entries ipv6", { color: "#badff4" }),
          override.name("Deleted CT entries ipv4", { color: "#bf1b00" }),
          override.name("Deleted ipv4", { color: "#890f02" }),
          override.name("Deleted ipv4 non-TCP", { color: "#890f02" }),
          override.name("Deleted ipv6", { color: "#bf1b00" }),
          override.name("L7 denied request", { color: "#890f02" }),
          override.name("L7 forwarded request", { color: "#7eb26d" }),
          override.name("avg", { color: "#e0f9d7" }),
          override.name("deleted", { color: "#6ed0e0" }),
          override.name("deleted max", { color: "#447ebc" }),
          override.name("max", { color: "#629e51" }),
          override.name("min", { color: "#629e51" }),
          override.name("max", { lineWidth: 0, properties: { "custom.fillBelowTo": "min" } }),
          override.name("min", { lineWidth: 0 }),
        ],
        fill: 35,
        points: "never",
        tooltip: "all",
      },
    ),
  ],
});
