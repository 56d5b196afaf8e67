import { override, pie, promql, query, row, stat, system, timeseries, transform, variable } from "telltale";
import { grafanaLines } from "../grafana-defaults.js";
import { seriesWith } from "../series-with.js";

export const traefik = system("traefik", {});

const series = {
  traefikServiceRequestsTotal: seriesWith("traefik_service_requests_total", ["job", "instance", "service"]),
  traefikEntrypointRequestsTotal: seriesWith("traefik_entrypoint_requests_total", ["entrypoint", "job", "instance"]),
};

const job = variable.label("job", series.traefikServiceRequestsTotal, "job", { label: "Job", allValue: ".+" });
const instance = variable.label("instance", series.traefikServiceRequestsTotal.where({ job }), "instance", {
  label: "Instance",
  allValue: ".+",
  refresh: "load",
});
const service = variable.label("service", series.traefikServiceRequestsTotal.where({ job, instance }), "service", {
  label: "Service",
  regex: /.*@.*/,
  refresh: "load",
});
const entrypoint = variable.label(
  "entrypoint",
  series.traefikEntrypointRequestsTotal.where({ job, instance }),
  "entrypoint",
  { label: "Entrypoint", allValue: ".+", refresh: "load" },
);
const aggInterval = variable.intervals("agg_interval", ["1m", "5m", "10m", "1h", "1d"], {
  label: "Aggregation interval",
  auto: { steps: 100, min: "1m" },
});

export const traefikOverview = traefik.dashboard("Traefik", {
  description: "Traefik dashboard prometheus",
  last: "1h",
  refresh: "30s",
  timeZone: "",
  tooltip: "none",
  tags: ["traefik-integration"],
  variables: [job, instance, service, entrypoint, aggInterval],
  rows: [
    row("Service stats ($service)", [
      stat("Load", query.panel("Load / $__interval"), {
        unit: "short",
        mappings: [{ special: "null", text: "N/A" }],
        thresholds: { base: "purple", steps: [] },
        width: 8,
        height: 2,
        transformations: [
          transform.raw("filterFieldsByName", { include: { pattern: "Total" } }),
          transform.raw("reduce", { includeTimeField: false, mode: "seriesToRows", reducers: ["mean", "sum"] }),
          transform.raw("organize", {
            excludeByName: {},
            indexByName: {},
            renameByName: { Mean: "Average load", Total: "Total" },
          }),
        ],
        sparkline: true,
      }),
      stat(
        "Average response time",
        promql`sum(traefik_service_request_duration_seconds_sum{job=~"$job", instance=~"$instance", service=~"$service"})
/
sum(traefik_service_requests_total{job=~"$job", instance=~"$instance", service=~"$service"})`,
        {
          minStep: aggInterval,
          unit: "s",
          mappings: [{ special: "null", text: "N/A" }],
          thresholds: { base: "rgb(31, 120, 193)", steps: [] },
          legend: "Average response time",
          width: 8,
          height: 2,
          reduce: "mean",
          direction: "horizontal",
        },
      ),
      stat(
        "Errors",
        {
          Errors: promql`sum(increase(traefik_service_requests_total{job=~"$job", instance=~"$instance", service=~"$service", code=~"(4|5).+"}[$__interval] offset -$__interval))`,
          Total: promql`sum(increase(traefik_service_requests_total{job=~"$job", instance=~"$instance", service=~"$service"}[$__interval] offset -$__interval))`,
        },
        {
          minStep: aggInterval,
          unit: "percent",
          mappings: [{ special: "null", text: "N/A" }],
          thresholds: { base: "red", steps: [] },
          width: 8,
          height: 2,
          overrides: [override.name("Total", { unit: "short", decimals: 0 })],
          transformations: [
            transform.raw("calculateField", {
              alias: "Rate",
              binary: { left: "Errors", operator: "/", reducer: "sum", right: "Total" },
              mode: "binary",
              reduce: { include: [], reducer: "sum" },
            }),
            transform.raw("organize", {
              excludeByName: { Total: true },
              indexByName: {},
              renameByName: { Errors: "Total" },
            }),
          ],
          reduce: "sum",
        },
      ),
      timeseries(
        "Load / $__interval",
        {
          "{{service}}": promql`sum by (service) (increase(traefik_service_requests_total{job=~"$job", instance=~"$instance", service=~"$service"}[$__interval] offset -$__interval))> 0`,
          Total: promql`sum by () (increase(traefik_service_requests_total{job=~"$job", instance=~"$instance", service=~"$service"}[$__interval] offset -$__interval)) > 0`,
        },
        {
          minStep: aggInterval,
          barAlignment: "before",
          ...grafanaLines,
          unit: "short",
          decimals: 0,
          width: 8,
          height: 7,
          overrides: [override.name("Total", { lines: "line", fill: 0, color: "#b877d9", stack: "none" })],
          fill: 7,
          points: "never",
          showLegend: { as: "list", calculations: ["mean", "max", "min", "sum"], sortBy: "sum" },
          tooltip: "all",
        },
      ),
      timeseries(
        "Average response time",
        promql`sum by(service) (traefik_service_request_duration_seconds_sum{job=~"$job", instance=~"$instance", service=~"$service"})
/
sum by(service)(traefik_service_requests_total{job=~"$job", instance=~"$instance", service=~"$service"})`,
        {
          minStep: aggInterval,
          ...grafanaLines,
          unit: "s",
          decimals: 2,
          mappings: [{ special: "null", text: "N/A" }],
          legend: "__auto",
          width: 8,
          height: 7,
          key: "average-response-time-timeseries",
          fill: 5,
          points: "never",
          interpolation: "smooth",
          showLegend: { as: "list", calculations: ["mean", "max", "min", "last"] },
          tooltip: "all",
        },
      ),
      timeseries(
        "Errors rate",
        promql`sum by (service) (increase(traefik_service_requests_total{job=~"$job", instance=~"$instance", service=~"$service", code=~"(4|5).+"}[$__interval] offset -$__interval))/
sum by (service) (increase(traefik_service_requests_total{job=~"$job", instance=~"$instance", service=~"$service"}[$__interval] offset -$__interval)>0)*100`,
        {
          minStep: aggInterval,
          barAlignment: "before",
          ...grafanaLines,
          description: "Ratio of 4xx and 5xx HTTP responses to all calls.",
          unit: "percent",
          legend: "{{ service }}",
          width: 8,
          height: 7,
          fill: 14,
          points: "never",
          interpolation: "smooth",
          showLegend: { as: "list", calculations: ["mean", "max", "min", "last"], sortBy: "sum" },
          tooltip: "all",
        },
      ),
      timeseries(
        "Load by HTTP codes/$__interval",
        {
          "{{alias}}": promql`sum by (alias) (
label_replace(
(increase(traefik_service_requests_total{job=~"$job", instance=~"$instance", service=~"$service", code!=""}[$__interval] offset -$__interval )) > 0,
  "alias", "HTTP \${1}00-\${1}99", "code", "(.).+"
))`,
          Total: promql`sum by () (increase(traefik_service_requests_total{job=~"$job", instance=~"$instance", service=~"$service"}[$__interval] offset -$__interval)) > 0`,
        },
        {
          minStep: aggInterval,
          barAlignment: "after",
          ...grafanaLines,
          description: "Load distribution by method, code over $__interval",
          unit: "short",
          decimals: 0,
          width: 12,
          height: 8,
          overrides: [
            override.name("Total", { lines: "line", fill: 0, color: "#b877d9", stack: "none" }),
            override.name("HTTP 100-199", { color: "purple" }),
            override.name("HTTP 200-299", { color: "green" }),
            override.name("HTTP 300-399", { color: "blue" }),
            override.name("HTTP 400-499", { color: "orange" }),
            override.name("HTTP 500-599", { color: "red" }),
          ],
          lines: "bars",
          fill: 100,
          points: "never",
          stack: "normal",
          showLegend: { as: "table", placement: "right", calculations: ["mean", "max", "min", "sum"], sortBy: "sum" },
          tooltip: "all",
        },
      ),
      timeseries(
        "Load by method/$__interval",
        {
          "{{alias}}": promql`sum by (method) (increase(traefik_service_requests_total{job=~"$job", instance=~"$instance", service=~"$service", code!=""}[$__interval] offset -$__interval)) > 0`,
          Total: promql`sum by () (increase(traefik_service_requests_total{job=~"$job", instance=~"$instance", service=~"$service"}[$__interval] offset -$__interval)) > 0`,
        },
        {
          minStep: aggInterval,
          barAlignment: "after",
          ...grafanaLines,
          description: "Load distribution by method, code over $__interval",
          unit: "short",
          decimals: 0,
          width: 12,
          height: 8,
          overrides: [override.name("Total", { lines: "line", stack: "none", color: "purple", fill: 0 })],
          lines: "bars",
          fill: 100,
          points: "never",
          stack: "normal",
          showLegend: { as: "table", placement: "right", calculations: ["mean", "max", "min", "sum"], sortBy: "sum" },
          tooltip: "all",
        },
      ),
    ]),
    row("Global stats", [
      timeseries(
        "Status codes 2xx/$__interval",
        promql`sum by (method, code) (increase(traefik_entrypoint_requests_total{job=~"$job", instance=~"$instance", entrypoint=~"$entrypoint",code=~"2.+"}[$__interval] offset -$__interval)) > 0`,
        {
          minStep: aggInterval,
          barAlignment: "after",
          ...grafanaLines,
          unit: "short",
          legend: "{{method}}: {{code}}",
          width: 12,
          height: 7,
          lines: "bars",
          fill: 100,
          points: "never",
          stack: "normal",
          showLegend: {
            as: "table",
            placement: "right",
            calculations: ["last", "max", "min", "mean", "sum"],
            sortBy: "sum",
          },
          tooltip: "all",
        },
      ),
      timeseries(
        "Others status codes/$__interval",
        promql`sum by (method, code) (increase(traefik_entrypoint_requests_total{job=~"$job", instance=~"$instance", entrypoint=~"$entrypoint",code!~"2.+"}[$__interval] offset -$__interval)) > 0`,
        {
          minStep: aggInterval,
          barAlignment: "after",
          ...grafanaLines,
          unit: "short",
          legend: "{{ method }} : {{code}}",
          width: 12,
          height: 7,
          lines: "bars",
          fill: 100,
          points: "never",
          stack: "normal",
          showLegend: {
            as: "table",
            placement: "right",
            calculations: ["last", "max", "min", "mean", "sum"],
            sortBy: "sum",
          },
          tooltip: "all",
        },
      ),
      pie(
        "Requests by service",
        promql`sum by (service) (increase(traefik_service_requests_total{job=~"$job", instance=~"$instance", service=~"$service"}[$__interval] offset -$__interval)) > 0`,
        {
          minStep: aggInterval,
          unit: "short",
          legend: "{{ service }}",
          width: 12,
          height: 7,
          reduce: "sum",
          showLegend: { as: "table", placement: "right", calculations: [] },
          legendValues: ["value", "percent"],
          tooltip: "all",
        },
      ),
      pie(
        "Requests by entrypoints and protocol",
        promql`sum by (protocol, entrypoint) (increase(traefik_entrypoint_requests_total{job=~"$job", instance=~"$instance", entrypoint=~"$entrypoint"}[$__interval] offset -$__interval)) > 0`,
        {
          minStep: aggInterval,
          unit: "short",
          legend: "{{entrypoint}}: {{ protocol }}",
          width: 12,
          height: 7,
          reduce: "sum",
          showLegend: { as: "table", placement: "right", calculations: [] },
          legendValues: ["value", "percent"],
          tooltip: "all",
        },
      ),
    ]),
  ],
});
