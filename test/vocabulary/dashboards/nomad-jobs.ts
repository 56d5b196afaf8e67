import { promql, row, system, timeseries, variable } from "telltale";
import { grafanaLines } from "../grafana-defaults.js";
import { seriesWith } from "../series-with.js";

export const nomad = system("nomad", {});

const series = {
  nomadClientUptime: seriesWith("nomad_client_uptime", ["job", "datacenter", "instance"]),
};

const job = variable.label("job", series.nomadClientUptime, "job", {
  label: "Job",
  allValue: ".+",
  sort: "none",
  refresh: "load",
});
const datacenter = variable.label("datacenter", series.nomadClientUptime, "datacenter", {
  label: "DC",
  multiple: false,
  all: false,
  sort: "none",
  refresh: "load",
});
const instance = variable.label("instance", series.nomadClientUptime.where({ datacenter }), "instance", {
  label: "Instance",
  allValue: ".+",
  sort: "none",
});

export const nomadJobs = nomad.dashboard("Nomad jobs", {
  description: "Nomad jobs metrics",
  last: "30m",
  refresh: "30s",
  timeZone: "",
  tooltip: "none",
  tags: ["nomad-integration"],
  variables: [job, datacenter, instance],
  rows: [
    row(
      "$instance",
      [
        timeseries(
          "CPU usage",
          promql`avg(nomad_client_allocs_cpu_total_percent{job=~"$job", instance=~"$instance"}) by(exported_job, task)`,
          {
            ...grafanaLines,
            unit: "percent",
            legend: "{{task}}",
            width: 12,
            height: 6,
            fill: 10,
            points: "never",
            spanGaps: true,
            tooltip: "all",
          },
        ),
        timeseries(
          "CPU total ticks",
          promql`avg(nomad_client_allocs_cpu_total_ticks{job=~"$job", instance=~"$instance"}) by (exported_job, task)`,
          {
            ...grafanaLines,
            unit: "timeticks",
            legend: "{{task}}",
            width: 12,
            height: 6,
            fill: 10,
            points: "never",
            spanGaps: true,
            tooltip: "all",
          },
        ),
        timeseries(
          "RSS",
          promql`avg(nomad_client_allocs_memory_rss{job=~"$job", instance=~"$instance"}) by(exported_job, task)`,
          {
            ...grafanaLines,
            unit: "decbytes",
            legend: "{{task}}",
            width: 12,
            height: 6,
            fill: 10,
            points: "never",
            spanGaps: true,
            tooltip: "all",
          },
        ),
        timeseries(
          "Memory cache",
          promql`avg(nomad_client_allocs_memory_cache{job=~"$job", instance=~"$instance"}) by (exported_job, task)`,
          {
            ...grafanaLines,
            unit: "decbytes",
            legend: "{{task}}",
            width: 12,
            height: 6,
            fill: 10,
            points: "never",
            spanGaps: true,
            tooltip: "all",
          },
        ),
      ],
      { repeat: instance },
    ),
  ],
});
