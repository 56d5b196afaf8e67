import { promql, system, timeseries, variable } from "telltale";
import { grafanaLines } from "../grafana-defaults.js";
import { seriesWith } from "../series-with.js";

export const ruby = system("ruby", {});

const series = {
  httpServerRequestsTotal: seriesWith("http_server_requests_total", ["job", "instance", "path", "method"]),
};

const job = variable.label("job", series.httpServerRequestsTotal, "job", {
  label: "Job",
  allValue: ".+",
  sort: "none",
});
const instance = variable.label("instance", series.httpServerRequestsTotal, "instance", {
  label: "Instance",
  allValue: ".+",
  sort: "none",
});
const path = variable.label("path", series.httpServerRequestsTotal, "path", {
  label: "Path",
  allValue: ".*",
  sort: "none",
});
const method = variable.label("method", series.httpServerRequestsTotal, "method", {
  label: "Method",
  allValue: ".*",
  sort: "none",
});

export const rubyOverview = ruby.dashboard("Ruby Rack application overview", {
  description: "Http metrics for Rack applications",
  last: "30m",
  refresh: "30s",
  timeZone: "",
  tooltip: "none",
  tags: ["ruby-rack-integration"],
  variables: [job, instance, path, method],
  panels: [
    timeseries(
      "Request rate",
      promql`sum by(path) (rate(http_server_request_duration_seconds_count{job=~"$job", instance=~"$instance"}[$__rate_interval]))`,
      {
        ...grafanaLines,
        description: "Http requests throughput by path.",
        unit: "short",
        min: 0,
        legend: "{{path}}",
        width: 12,
        height: 9,
        fill: 10,
        points: "never",
        tooltip: "all",
      },
    ),
    timeseries(
      "Request latency",
      {
        "99th Percentile": promql`histogram_quantile(
  0.99, 
  sum (
    rate(http_server_request_duration_seconds_bucket{job=~"$job", instance=~"$instance", method=~"$method", path=~"$path"}[$__rate_interval])
  ) by (le) 
) * 1e3`,
        "50th Percentile": promql`histogram_quantile(
  0.5, 
  sum (
    rate(http_server_request_duration_seconds_bucket{job=~"$job", instance=~"$instance", method=~"$method", path=~"$path"}[$__rate_interval])
  ) by (le) 
) * 1e3`,
        Average: promql`sum(rate(http_server_request_duration_seconds_sum{job=~"$job", instance=~"$instance", method=~"$method", path=~"$path"}[$__rate_interval])) * 1e3 
/
sum(rate(http_server_request_duration_seconds_count{job=~"$job", instance=~"$instance", method=~"$method", path=~"$path"}[$__rate_interval]))`,
      },
      {
        ...grafanaLines,
        description: "Http requests duration percentiles and average.",
        unit: "ms",
        min: 0,
        width: 12,
        height: 8,
        fill: 10,
        points: "never",
        tooltip: "all",
      },
    ),
    timeseries(
      "Error rate",
      promql`sum by(path) (
  rate(http_server_requests_total{job=~"$job", instance=~"$instance", method=~"$method", path=~"$path", code=~"5.+"}[$__rate_interval])
)
/
sum by(path) (
  rate(http_server_requests_total{job=~"$job", instance=~"$instance", method=~"$method", path=~"$path"}[$__rate_interval])
)`,
      {
        ...grafanaLines,
        description: "Http requests error rate (5xx) by path.",
        unit: "short",
        min: 0,
        legend: "{{path}}",
        width: 12,
        height: 8,
        fill: 10,
        points: "never",
        tooltip: "all",
      },
    ),
  ],
});
