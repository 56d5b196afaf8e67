import type * as azureSdk from "@grafana/grafana-foundation-sdk/azuremonitor";
import type * as cloudWatchSdk from "@grafana/grafana-foundation-sdk/cloudwatch";
import type * as googleSdk from "@grafana/grafana-foundation-sdk/googlecloudmonitoring";
import type { DataQuery } from "../../model/dashboard/data-query.js";
import {
  boolean,
  choice,
  json,
  list,
  number,
  type OptionTable,
  required,
  string,
  text,
} from "../../model/definition/option-table.js";
import { type DataQueryOptions, defineDataQuery, type QueryFields, type WithDefaults } from "./data-query.js";

export type CloudWatchMetricsQuery = WithDefaults<
  Omit<QueryFields<cloudWatchSdk.MetricsQuery>, "queryMode" | "statistics">,
  "id" | "region"
>;

const metricsTable = {
  namespace: required(text),
  metricName: string,
  dimensions: json,
  statistic: string,
  matchExact: boolean,
  period: string,
  region: string,
  accountId: string,
  label: string,
  alias: string,
  id: string,
  expression: string,
  sqlExpression: string,
  sql: json,
  metricQueryType: number,
  metricEditorMode: number,
  queryType: string,
} as const satisfies OptionTable<CloudWatchMetricsQuery>;

export function cloudWatchMetrics(options: CloudWatchMetricsQuery & DataQueryOptions): DataQuery {
  const isWritten = options?.expression !== undefined || options?.sqlExpression !== undefined;
  const defaults = {
    queryMode: "Metrics",
    metricQueryType: options?.sqlExpression === undefined ? 0 : 1,
    metricEditorMode: isWritten ? 1 : 0,
    id: "",
    region: "default",
    matchExact: true,
  };
  const call = "query.cloudWatchMetrics(…)";
  return defineDataQuery({ call, type: "cloudwatch", table: metricsTable, defaults }, options);
}

export type CloudWatchLogsQuery = WithDefaults<
  Omit<QueryFields<cloudWatchSdk.LogsQuery>, "queryMode">,
  "id" | "region"
>;

const logsTable = {
  expression: string,
  logGroups: list(json),
  logGroupNames: list(string),
  statsGroups: list(string),
  queryLanguage: choice("CWLI", "SQL", "PPL"),
  region: string,
  id: string,
  queryType: string,
} as const satisfies OptionTable<CloudWatchLogsQuery>;

export function cloudWatchLogs(options: CloudWatchLogsQuery & DataQueryOptions): DataQuery {
  const defaults = { queryMode: "Logs", id: "", region: "default" };
  return defineDataQuery({ call: "query.cloudWatchLogs(…)", type: "cloudwatch", table: logsTable, defaults }, options);
}

export type AzureMonitorQuery = QueryFields<azureSdk.MonitorQuery>;

const azureTable = {
  queryType: string,
  subscription: string,
  subscriptions: list(string),
  azureMonitor: json,
  azureLogAnalytics: json,
  azureResourceGraph: json,
  azureTraces: json,
  grafanaTemplateVariableFn: json,
  resourceGroup: string,
  namespace: string,
  resource: string,
  region: string,
  customNamespace: string,
  query: string,
} as const satisfies OptionTable<AzureMonitorQuery>;

/** Grafana's names of the types of queries, by the field that holds one. */
const azureTypes = {
  azureMonitor: "Azure Monitor",
  azureLogAnalytics: "Azure Log Analytics",
  azureResourceGraph: "Azure Resource Graph",
  azureTraces: "Azure Traces",
} as const;

export function azureMonitor(options: AzureMonitorQuery & DataQueryOptions): DataQuery {
  const queryType = findType(options, azureTypes);
  return defineDataQuery(
    {
      call: "query.azureMonitor(…)",
      type: "grafana-azure-monitor-datasource",
      table: azureTable,
      defaults: queryType,
      inVariables: "fields",
    },
    options,
  );
}

export type GoogleCloudQuery = QueryFields<googleSdk.CloudMonitoringQuery>;

const googleTable = {
  queryType: choice("timeSeriesList", "timeSeriesQuery", "slo", "annotation", "promQL"),
  aliasBy: string,
  timeSeriesList: json,
  timeSeriesQuery: json,
  sloQuery: json,
  promQLQuery: json,
  intervalMs: number,
} as const satisfies OptionTable<GoogleCloudQuery>;

const googleTypes = {
  timeSeriesList: "timeSeriesList",
  timeSeriesQuery: "timeSeriesQuery",
  sloQuery: "slo",
  promQLQuery: "promQL",
} as const;

export function googleCloud(options: GoogleCloudQuery & DataQueryOptions): DataQuery {
  const queryType = findType(options, googleTypes);
  return defineDataQuery(
    { call: "query.googleCloud(…)", type: "stackdriver", table: googleTable, defaults: queryType },
    options,
  );
}

/** The type of a query, by the field that holds it. */
function findType(options: object, types: Readonly<Record<string, string>>) {
  const field = Object.keys(types).find((name) => (options as Readonly<Record<string, unknown>>)?.[name] !== undefined);
  return field === undefined ? {} : { queryType: types[field] };
}
