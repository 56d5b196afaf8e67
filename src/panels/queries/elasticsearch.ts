import type * as sdk from "@grafana/grafana-foundation-sdk/elasticsearch";
import type { DataQuery } from "../../model/dashboard/data-query.js";
import { json, list, type OptionTable, string } from "../../model/definition/option-table.js";
import { type DataQueryOptions, defineDataQuery, type QueryFields } from "./data-query.js";

export type ElasticsearchQuery = QueryFields<sdk.dataquery>;

const table = {
  query: string,
  alias: string,
  timeField: string,
  bucketAggs: list(json),
  metrics: list(json),
  queryType: string,
} as const satisfies OptionTable<ElasticsearchQuery>;

export function elasticsearch(options: ElasticsearchQuery & DataQueryOptions): DataQuery {
  return defineDataQuery({ call: "query.elasticsearch(…)", type: "elasticsearch", table }, options);
}
