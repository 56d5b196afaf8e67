import { promql, row, stat, system, timeseries, variable } from "telltale";
import { grafanaLines, grafanaThresholds } from "../grafana-defaults.js";
import { seriesWith } from "../series-with.js";

export const jira = system("jira", {});

const series = {
  jiraTotalIssuesGauge: seriesWith("jira_total_issues_gauge", ["job", "instance"]),
};

const job = variable.label("job", series.jiraTotalIssuesGauge, "job", {
  label: "job",
  multiple: false,
  all: false,
  sort: "none",
});
const instance = variable.label("instance", series.jiraTotalIssuesGauge.where({ job }), "instance", {
  label: "instance",
  multiple: false,
  all: false,
  sort: "none",
});

export const jiraOverview = jira.dashboard("Jira", {
  description: "Shows Jira server and usage metrics",
  last: "5m",
  refresh: false,
  timeZone: "",
  tooltip: "none",
  tags: ["prometheus", "Atlassian"],
  variables: [job, instance],
  rows: [
    row("Server Status", [
      stat("Server Status", promql`up{job="$job", instance="$instance"}`, {
        description: "If the server is up and responding",
        thresholds: grafanaThresholds,
        mappings: { "0": { text: "DOWN", color: "red" }, "1": { text: "OK", color: "green" } },
        width: 8,
        height: 5,
      }),
      stat("Countdown Until License Expiry", promql`jira_license_expiry_days_gauge{job="$job", instance="$instance"}`, {
        description: "The amount of time until the JIRA license expires",
        unit: "d",
        thresholds: {
          base: "green",
          steps: [
            { from: 0, color: "red" },
            { from: 15, color: "yellow" },
            { from: 30, color: "green" },
          ],
        },
        width: 7,
        height: 5,
      }),
      stat(
        "Percentage of Available User Accounts",
        promql`1 - (jira_all_users_gauge{job="$job", instance="$instance"}/jira_allowed_users_gauge{job="$job", instance="$instance"})`,
        {
          description: "The percentage of user accounts that are still available for new accounts.",
          unit: "percentunit",
          noValue: "Unlimited",
          thresholds: {
            base: "green",
            steps: [
              { from: 10, color: "red" },
              { from: 35, color: "#EAB839" },
              { from: 50, color: "green" },
            ],
          },
          width: 7,
          height: 5,
        },
      ),
    ]),
    row("Server Latency", [
      timeseries(
        "Request Duration",
        promql`rate(jira_request_duration_on_path_sum{job="$job", instance="$instance"}[$__rate_interval])/rate(jira_request_duration_on_path_count{job="$job", instance="$instance"}[$__rate_interval])`,
        {
          ...grafanaLines,
          unit: "s",
          legend: "{{path}}",
          width: 23,
          height: 12,
          points: "never",
          spanGaps: true,
          showLegend: { as: "table", calculations: ["mean"] },
        },
      ),
    ]),
    row("Resource Utilization", [
      timeseries("Total Memory Usage", promql`sum(jvm_memory_bytes_used{job="$job", instance="$instance"})`, {
        ...grafanaLines,
        description: "The total amount of memory used by the JIRA server.",
        unit: "bytes",
        legend: "Memory Used",
        width: 12,
        height: 10,
        points: "never",
        spanGaps: true,
        showLegend: { as: "table", calculations: ["last"] },
      }),
      timeseries(
        "CPU Utilization",
        promql`rate(process_cpu_seconds_total{job="$job", instance="$instance"}[$__rate_interval])`,
        {
          ...grafanaLines,
          description: "Total user and system CPU time spent in seconds over time.",
          thresholds: { base: "green", steps: [], lines: false },
          legend: "CPU Utilization",
          width: 11,
          height: 10,
          points: "never",
          spanGaps: true,
          axis: { label: "CPU Seconds", placement: "left" },
        },
      ),
    ]),
    row("JIRA Usage", [
      stat("Total Projects", promql`jira_total_projects_gauge{job="$job", instance="$instance"}`, {
        description: "Total Projects in JIRA",
        thresholds: grafanaThresholds,
        width: 3,
        height: 6,
        color: "none",
      }),
      stat("Total Groups", promql`jira_total_groups_gauge{job="$job", instance="$instance"}`, {
        description: "The total number of groups in JIRA",
        thresholds: grafanaThresholds,
        width: 3,
        height: 6,
        color: "none",
      }),
      stat("Active Users", promql`jira_active_users_gauge{job="$job", instance="$instance"}`, {
        description: "Total number of users in JIRA",
        unit: "none",
        thresholds: grafanaThresholds,
        width: 3,
        height: 6,
        maxDataPoints: 100,
        color: "none",
        direction: "horizontal",
      }),
      stat("Total Sessions", promql`jira_total_sessions_gauge{job="$job", instance="$instance"}`, {
        description: "Total number of current sessions in JIRA",
        unit: "none",
        thresholds: { base: "rgb(31, 120, 193)", steps: [] },
        width: 3,
        height: 6,
        maxDataPoints: 100,
        color: "none",
        direction: "horizontal",
      }),
      stat("Total Issues", promql`jira_total_issues_gauge{job="$job", instance="$instance"}`, {
        description: "The total issues in JIRA",
        unit: "none",
        thresholds: { base: "rgb(31, 120, 193)", steps: [] },
        width: 3,
        height: 6,
        maxDataPoints: 100,
        color: "none",
        direction: "horizontal",
      }),
      stat("Total Attachments", promql`jira_total_attachments_gauge{job="$job", instance="$instance"}`, {
        description: "The total number of attachments within the JIRA instance",
        thresholds: grafanaThresholds,
        width: 3,
        height: 6,
        color: "none",
      }),
      stat("Total Attachment Size", promql`jira_total_attachment_size_gauge{job="$job", instance="$instance"}`, {
        description: "Displays the total size of attachments used in the JIRA instance.",
        unit: "decbytes",
        thresholds: { base: "rgb(31, 120, 193)", steps: [] },
        width: 3,
        height: 6,
        maxDataPoints: 100,
        sparkline: true,
        color: "none",
        direction: "horizontal",
      }),
    ]),
  ],
});
