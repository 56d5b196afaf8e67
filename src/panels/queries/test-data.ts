import type * as sdk from "@grafana/grafana-foundation-sdk/testdata";
import type { DataQuery } from "../../model/dashboard/data-query.js";
import {
  boolean,
  choice,
  json,
  list,
  number,
  type OptionTable,
  string,
  text,
} from "../../model/definition/option-table.js";
import { type DataQueryOptions, defineDataQuery, type QueryFields } from "./data-query.js";

export type TestDataQuery = QueryFields<sdk.dataquery>;

const table = {
  scenarioId: text,
  alias: string,
  channel: string,
  csvContent: string,
  csvFileName: string,
  csvWave: list(json),
  dropPercent: number,
  errorSource: choice("plugin", "downstream"),
  errorType: choice("frontend_exception", "frontend_observable", "server_panic"),
  flamegraphDiff: boolean,
  intervalMs: number,
  labels: string,
  levelColumn: boolean,
  lines: number,
  max: number,
  maxDataPoints: number,
  min: number,
  nodes: json,
  noise: number,
  points: list(json),
  pulseWave: json,
  queryType: string,
  rawFrameContent: string,
  resultAssertions: json,
  seriesCount: number,
  sim: json,
  spanCount: number,
  spread: number,
  startValue: number,
  stream: json,
  stringInput: string,
  timeRange: json,
  usa: json,
  withNil: boolean,
} as const satisfies OptionTable<TestDataQuery>;

export function testData(options: TestDataQuery & DataQueryOptions): DataQuery {
  const defaults = { scenarioId: "random_walk" };
  return defineDataQuery({ call: "query.testData(…)", type: "grafana-testdata-datasource", table, defaults }, options);
}
