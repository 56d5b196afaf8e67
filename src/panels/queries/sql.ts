import type * as athenaSdk from "@grafana/grafana-foundation-sdk/athena";
import type * as bigQuerySdk from "@grafana/grafana-foundation-sdk/bigquery";
import type { DataQuery } from "../../model/dashboard/data-query.js";
import {
  boolean,
  choice,
  json,
  number,
  type OptionTable,
  required,
  string,
  text,
} from "../../model/definition/option-table.js";
import { type DataQueryOptions, defineDataQuery, type QueryFields, type WithDefaults } from "./data-query.js";

/** A query of PostgreSQL, MySQL or SQL Server. */
export interface SqlQuery {
  /** With Grafana's macros: `SELECT $__time(created), count(*) FROM orders WHERE $__timeFilter(created) GROUP BY 1`. */
  readonly rawSql: string;
  /** @default by panel: `"table"` where it shows a table, or else `"time_series"` */
  readonly format?: "time_series" | "table";
}

const sqlTable = {
  rawSql: required(text),
  format: choice("time_series", "table"),
} as const satisfies OptionTable<SqlQuery>;

const names = { time_series: "time_series", table: "table", logs: "table" } as const;

/** Defines the query of a database that Grafana queries with SQL. */
export function sql(call: string, type: string, options: SqlQuery & DataQueryOptions): DataQuery {
  const defaults = { rawQuery: true, editorMode: "code" };
  return defineDataQuery({ call, type, table: sqlTable, defaults, formats: names, inVariables: "sql" }, options);
}

export type AthenaQuery = WithDefaults<QueryFields<athenaSdk.Dataquery>, "format" | "connectionArgs">;

const athenaTable = {
  rawSQL: required(text),
  format: number,
  connectionArgs: json,
  table: string,
  column: string,
  queryID: string,
  queryType: string,
} as const satisfies OptionTable<AthenaQuery>;

export function athena(options: AthenaQuery & DataQueryOptions): DataQuery {
  const inherited = "__default";
  return defineDataQuery(
    {
      call: "query.athena(…)",
      type: "grafana-athena-datasource",
      table: athenaTable,
      defaults: { connectionArgs: { region: inherited, catalog: inherited, database: inherited } },
      formats: { time_series: 0, table: 1, logs: 2 },
      inVariables: "fields",
    },
    options,
  );
}

export type BigQueryQuery = WithDefaults<QueryFields<bigQuerySdk.Dataquery>, "format">;

const bigQueryTable = {
  rawSql: required(text),
  format: number,
  rawQuery: boolean,
  project: string,
  dataset: string,
  table: string,
  location: string,
  partitioned: boolean,
  partitionedField: string,
  convertToUTC: boolean,
  sharded: boolean,
  queryPriority: choice("INTERACTIVE", "BATCH"),
  timeShift: string,
  editorMode: choice("code", "builder"),
  sql: json,
  queryType: string,
} as const satisfies OptionTable<BigQueryQuery>;

export function bigQuery(options: BigQueryQuery & DataQueryOptions): DataQuery {
  return defineDataQuery(
    {
      call: "query.bigQuery(…)",
      type: "grafana-bigquery-datasource",
      table: bigQueryTable,
      defaults: { rawQuery: true, editorMode: "code" },
      formats: { time_series: 0, table: 1, logs: 1 },
      inVariables: "fields",
    },
    options,
  );
}
