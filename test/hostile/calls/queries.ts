import { query, variable } from "telltale";
import { type Call, call } from "./fixtures.js";

const dataSource = variable.dataSource("source", "tempo");

/** Calls of the functions for queries of other data sources. */
export const queryCalls: readonly Call[] = [
  call("query.tempo", query.tempo, { query: "{}", limit: 1, tableType: "traces", filters: [{ id: "a" }], dataSource }),
  call("query.pyroscope", query.pyroscope, {
    profileTypeId: "cpu",
    labelSelector: "{}",
    groupBy: ["a"],
    dataSource: "a",
  }),
  call("query.parca", query.parca, { profileTypeId: "cpu", labelSelector: "{}" }),
  call("query.elasticsearch", query.elasticsearch, {
    query: "a:b",
    metrics: [{ type: "count", id: "1" }],
    bucketAggs: [{ type: "date_histogram", id: "2", settings: { interval: "auto" } }],
  }),
  call("query.cloudWatchMetrics", query.cloudWatchMetrics, { namespace: "AWS/EC2", dimensions: { a: ["b"] } }),
  call("query.cloudWatchLogs", query.cloudWatchLogs, { expression: "fields @message", logGroupNames: ["a"] }),
  call("query.azureMonitor", query.azureMonitor, { azureLogAnalytics: { query: "Heartbeat" }, subscriptions: ["a"] }),
  call("query.googleCloud", query.googleCloud, { timeSeriesQuery: { projectName: "a", query: "b" }, aliasBy: "a" }),
  call("query.postgres", query.postgres, { rawSql: "SELECT 1", format: "table", dataSource: "orders" }),
  call("query.mysql", query.mysql, { rawSql: "SELECT 1" }),
  call("query.mssql", query.mssql, { rawSql: "SELECT 1" }),
  call("query.athena", query.athena, { rawSQL: "SELECT 1", format: 1, connectionArgs: { region: "a" } }),
  call("query.bigQuery", query.bigQuery, { rawSql: "SELECT 1", format: 1, partitioned: true }),
  call("query.testData", query.testData, { scenarioId: "csv_content", csvContent: "a", csvWave: [{ name: "a" }] }),
  call("query.expression", query.expression, { type: "math", expression: "$A + 1" }),
  call("query.expression", query.expression, {
    type: "reduce",
    expression: "A",
    reducer: "mean",
    settings: { mode: "dropNN" },
  }),
  call("query.panel", query.panel, "Other panel", { transformed: true }),
  call("query.raw", query.raw, "influxdb", { query: "SELECT 1", tags: ["a"] }, { dataSource: "old" }),
];
