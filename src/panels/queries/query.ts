import type { DataQuery } from "../../model/dashboard/data-query.js";
import { checkArguments } from "../../model/definition/check-arguments.js";
import { define } from "../../model/definition/definition.js";
import { definition, json, object, required, stringOr, text } from "../../model/definition/option-table.js";
import {
  type AzureMonitorQuery,
  azureMonitor,
  type CloudWatchLogsQuery,
  type CloudWatchMetricsQuery,
  cloudWatchLogs,
  cloudWatchMetrics,
  type GoogleCloudQuery,
  googleCloud,
} from "./clouds.js";
import type { DataQueryOptions } from "./data-query.js";
import { type ElasticsearchQuery, elasticsearch } from "./elasticsearch.js";
import { type ExpressionQuery, expression } from "./expression.js";
import { type PanelResultsOptions, panelResults } from "./panel-results.js";
import { type ParcaQuery, type PyroscopeQuery, parca, pyroscope } from "./profiles.js";
import { type AthenaQuery, athena, type BigQueryQuery, bigQuery, type SqlQuery, sql } from "./sql.js";
import { type TempoQuery, tempo } from "./tempo.js";
import { type TestDataQuery, testData } from "./test-data.js";

/**
 * Defines queries of other data sources than Prometheus and Loki, in their own form. Fields are those of Grafana; common
 * ones have a default.
 *
 * @example
 * timeseries("Orders", {
 *   accepted: promql`sum(rate(${cart.orders}[${window}]))`,
 *   booked: query.postgres({ rawSql: "SELECT $__time(booked), count(*) FROM orders WHERE $__timeFilter(booked) GROUP BY 1" }),
 * })
 */
export const query = {
  /**
   * Traces of Tempo, in TraceQL. The traces of a service are a query themselves: `auth.traces.failed()`.
   *
   * @example
   * table("Slow payments", query.tempo({ query: '{ span.http.route = "/pay" && duration > 2s }', limit: 50 }), { columns })
   */
  tempo: (fields: TempoQuery & DataQueryOptions): DataQuery => tempo(fields),

  /**
   * Profiles of Pyroscope, for a flame graph. `queryType: "metrics"` is their sum over time.
   *
   * @example
   * query.pyroscope({
   *   profileTypeId: "process_cpu:cpu:nanoseconds:cpu:nanoseconds",
   *   labelSelector: '{service_name="auth-service"}',
   * })
   */
  pyroscope: (fields: PyroscopeQuery & DataQueryOptions): DataQuery => pyroscope(fields),

  /** Profiles of Parca, for a flame graph. */
  parca: (fields: ParcaQuery & DataQueryOptions): DataQuery => parca(fields),

  /**
   * Elasticsearch, in Lucene.
   *
   * @example
   * query.elasticsearch({
   *   query: "level:error",
   *   timeField: "@timestamp",
   *   metrics: [{ type: "count", id: "1" }],
   *   bucketAggs: [{ type: "date_histogram", id: "2", field: "@timestamp", settings: { interval: "auto" } }],
   * })
   */
  elasticsearch: (fields: ElasticsearchQuery & DataQueryOptions): DataQuery => elasticsearch(fields),

  /**
   * Metrics of CloudWatch.
   *
   * @example
   * query.cloudWatchMetrics({
   *   namespace: "AWS/ApplicationELB",
   *   metricName: "HTTPCode_ELB_5XX_Count",
   *   dimensions: { LoadBalancer: "app/shop/1" },
   *   statistic: "Sum",
   * })
   */
  cloudWatchMetrics: (fields: CloudWatchMetricsQuery & DataQueryOptions): DataQuery => cloudWatchMetrics(fields),

  /** Logs of CloudWatch, in its Logs Insights. */
  cloudWatchLogs: (fields: CloudWatchLogsQuery & DataQueryOptions): DataQuery => cloudWatchLogs(fields),

  /** Metrics, logs, resources and traces of Azure Monitor. */
  azureMonitor: (fields: AzureMonitorQuery & DataQueryOptions): DataQuery => azureMonitor(fields),

  /** Metrics and objectives of Google Cloud Monitoring. */
  googleCloud: (fields: GoogleCloudQuery & DataQueryOptions): DataQuery => googleCloud(fields),

  /** PostgreSQL, in SQL with Grafana's macros. */
  postgres: (fields: SqlQuery & DataQueryOptions): DataQuery =>
    sql("query.postgres(…)", "grafana-postgresql-datasource", fields),

  /** MySQL, in SQL with Grafana's macros. */
  mysql: (fields: SqlQuery & DataQueryOptions): DataQuery => sql("query.mysql(…)", "mysql", fields),

  /** Microsoft SQL Server, in SQL with Grafana's macros. */
  mssql: (fields: SqlQuery & DataQueryOptions): DataQuery => sql("query.mssql(…)", "mssql", fields),

  /** Amazon Athena, in SQL. */
  athena: (fields: AthenaQuery & DataQueryOptions): DataQuery => athena(fields),

  /** BigQuery, in SQL. */
  bigQuery: (fields: BigQueryQuery & DataQueryOptions): DataQuery => bigQuery(fields),

  /** Grafana's data source of made-up data, for trying a panel. */
  testData: (fields: TestDataQuery & DataQueryOptions): DataQuery => testData(fields),

  /**
   * An expression that Grafana's server evaluates on the results of other queries of the panel, by their names.
   *
   * @example
   * timeseries("Share of bookings", {
   *   accepted: promql`sum(rate(${cart.orders}[${window}]))`,
   *   booked: query.postgres({ rawSql }),
   *   share: query.expression({ type: "math", expression: "$booked / $accepted" }),
   * }, { hiddenQueries: ["accepted", "booked"], unit: "percentunit" })
   */
  expression: (fields: ExpressionQuery): DataQuery => expression(fields),

  /**
   * The results of another panel of the dashboard, by its title: they are asked for once.
   *
   * @example
   * stat("Orders in all", query.panel("Orders"), { reduce: "sum" })
   */
  panel: (title: string, options: PanelResultsOptions = {}): DataQuery => panelResults(title, options),

  /**
   * A query of any other data source, by the id of its plugin and with the fields of its JSON.
   *
   * @example
   * query.raw("influxdb", { query: 'SELECT mean("value") FROM "load" WHERE $timeFilter GROUP BY time($__interval)' })
   */
  raw(type: string, fields: Readonly<Record<string, unknown>>, options: DataQueryOptions = {}): DataQuery {
    const origin = checkArguments("query.raw(…)", [
      ["type", type, required(text)],
      ["fields", fields, required(json)],
      ["options", options, object({ dataSource: stringOr(definition("variable")) })],
    ]);
    const { dataSource } = options;
    return define(
      { kind: "dataQuery", type, body: fields, dataSource, formats: undefined, inVariables: "fields" },
      origin,
    );
  },
};
