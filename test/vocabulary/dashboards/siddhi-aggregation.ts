import { dashboardList, promql, stat, system, table, timeseries, variable } from "telltale";
import { grafanaLines, grafanaThresholds } from "../grafana-defaults.js";
import { seriesWith } from "../series-with.js";

export const wso2 = system("wso2", {});

const series = {
  siddhiAggregationLatency: seriesWith("siddhi_aggregation_latency", [
    "job",
    "instance",
    "app",
    "element",
    "operation",
    "quantile",
  ]),
};

const job = variable.label("job", series.siddhiAggregationLatency, "job", {
  label: "Job",
  allValue: ".+",
  sort: "none",
});
const instance = variable.label("instance", series.siddhiAggregationLatency, "instance", {
  label: "Instance",
  allValue: ".+",
  sort: "none",
});
const application = variable.label("application", series.siddhiAggregationLatency.where({ job, instance }), "app", {
  label: "Application",
  allValue: ".+",
  sort: "none",
  refresh: "load",
});
const element = variable.label(
  "element",
  series.siddhiAggregationLatency.where({ job, instance, app: application }),
  "element",
  { label: "Element", allValue: ".+", sort: "none", refresh: "load" },
);
const operation = variable.label(
  "operation",
  series.siddhiAggregationLatency.where({ job, instance, app: application, element }),
  "operation",
  { label: "Operation", allValue: ".+", sort: "none", refresh: "load" },
);
const quantile = variable.label("quantile", series.siddhiAggregationLatency.where({ job, instance }), "quantile", {
  label: "Quantile",
  allValue: ".+",
  sort: "none",
});

export const siddhiAggregation = wso2.dashboard("WSO2 Siddhi Aggregation Statistics", {
  last: "6h",
  refresh: false,
  timeZone: "",
  tooltip: "tooltip",
  tags: ["prometheus", "siddhi"],
  variables: [job, instance, application, element, operation, quantile],
  panels: [
    table(
      "Aggregation Statistics Summary",
      {
        Memory: promql`sum(siddhi_aggregation_memory{job=~"$job", instance=~"$instance",app=~"$application",element=~"$element",operation=~"$operation",quantile=~"$quantile"}) by (instance,app,element,operation,quantile)`,
        Latency: promql`sum(siddhi_aggregation_latency{job=~"$job", instance=~"$instance",app=~"$application",element=~"$element",operation=~"$operation",quantile=~"$quantile"}) by (instance,app,element,operation,quantile)`,
        Throughput: promql`sum(siddhi_aggregation_throughput_total{job=~"$job", instance=~"$instance",app=~"$application",element=~"$element"}) by (instance,app,element)`,
      },
      {
        columns: {
          app: { title: "Siddhi Application", unit: "short", decimals: 2 },
          element: { title: "Element", unit: "short", decimals: 2 },
          operation: { title: "Operation" },
          instance: { title: "Instance" },
          quantile: { title: "Quantile" },
          Memory: { unit: "decbytes", decimals: 2, show: "color" },
          Latency: { unit: "s", decimals: 2, show: "color" },
          Throughput: { unit: "short", show: "color" },
        },
        width: 19,
        height: 7,
      },
    ),
    dashboardList("Back to Overall Statistics", {
      search: "Siddhi Overall Statistics",
      starred: false,
      limit: 10,
      width: 5,
      height: 3,
    }),
    stat(
      "Aggregation Count",
      promql`sum(count(count by (element) (siddhi_aggregation_throughput_total{job=~"$job", instance=~"$instance",app=~"$application"})))`,
      {
        unit: "none",
        mappings: [{ special: "null", text: "0" }],
        thresholds: grafanaThresholds,
        width: 5,
        height: 4,
        maxDataPoints: 100,
        direction: "horizontal",
      },
    ),
    timeseries(
      "Memory",
      promql`siddhi_aggregation_memory{job=~"$job", instance=~"$instance",app=~"$application",element=~"$element",operation=~"$operation"}`,
      {
        ...grafanaLines,
        unit: "decbytes",
        legend:
          'Application="{{app}}", element="{{element}}", operation="{{operation}}",instance="{{instance}}" ,operation="{{operation}}", quantile"{{quantile}}"',
        width: 24,
        height: 15,
        points: "never",
        spanGaps: true,
        showLegend: { as: "table", calculations: [] },
      },
    ),
    timeseries(
      "Latency",
      promql`siddhi_aggregation_latency{job=~"$job", instance=~"$instance",app=~"$application",element="$element",operation=~"$operation",quantile=~"$quantile"}`,
      {
        ...grafanaLines,
        unit: "s",
        legend:
          'Application="{{app}}", element="{{element}}", operation="{{operation}}",instance="{{instance}}" ,operation="{{operation}}", quantile"{{quantile}}"',
        width: 24,
        height: 15,
        fill: 10,
        points: "never",
        spanGaps: true,
        showLegend: { as: "table", calculations: [] },
      },
    ),
    timeseries(
      "Throughput",
      promql`siddhi_aggregation_throughput_total{job=~"$job", instance=~"$instance",app=~"$application",element="$element",operation=~"$operation"}`,
      {
        ...grafanaLines,
        unit: "short",
        legend:
          'Application="{{app}}", element="{{element}}", operation="{{operation}}",instance="{{instance}}" ,operation="{{operation}}"',
        width: 24,
        height: 15,
        points: "never",
        spanGaps: true,
      },
    ),
  ],
});
