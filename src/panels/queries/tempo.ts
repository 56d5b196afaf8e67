import type * as sdk from "@grafana/grafana-foundation-sdk/tempo";
import type { DataQuery } from "../../model/dashboard/data-query.js";
import { define } from "../../model/definition/definition.js";
import {
  boolean,
  choice,
  json,
  list,
  listOr,
  number,
  type OptionTable,
  string,
} from "../../model/definition/option-table.js";
import type { TraceStream } from "../../model/metric/trace-stream.js";
import { type DataQueryOptions, defineDataQuery, type QueryFields, type WithDefaults } from "./data-query.js";

export type TempoQuery = WithDefaults<QueryFields<sdk.Dataquery>, "filters">;

const table = {
  query: string,
  queryType: choice("traceql", "traceqlSearch", "serviceMap", "upload", "nativeSearch", "traceId", "clear"),
  search: string,
  serviceName: string,
  spanName: string,
  minDuration: string,
  maxDuration: string,
  serviceMapQuery: listOr(string, string),
  serviceMapIncludeNamespace: boolean,
  limit: number,
  spss: number,
  filters: list(json),
  groupBy: list(json),
  tableType: choice("traces", "spans", "raw"),
  step: string,
  exemplars: number,
  metricsQueryType: choice("range", "instant"),
} as const satisfies OptionTable<TempoQuery>;

/** Grafana's id of the plugin. */
export const tempoType = "tempo";

export function tempo(options: TempoQuery & DataQueryOptions): DataQuery {
  const queryType = options?.queryType ?? "traceql";
  return defineDataQuery(
    { call: "query.tempo(…)", type: tempoType, table, defaults: { queryType, filters: [] } },
    options,
  );
}

/** The query for the traces of a service. */
export function traceQuery(stream: TraceStream): DataQuery {
  const body = { ...searchFields(stream.toTraceql()), filters: [] };
  const fields = { type: tempoType, body, dataSource: undefined, formats: undefined, inVariables: undefined };
  return define({ kind: "dataQuery", ...fields }, stream.origin);
}

/** The fields of a search for traces, with Grafana's defaults. */
export function searchFields(query: string) {
  return { queryType: "traceql", query, limit: 20, tableType: "traces" } as const;
}
