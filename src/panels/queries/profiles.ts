import type * as pyroscopeSdk from "@grafana/grafana-foundation-sdk/grafanapyroscope";
import type * as parcaSdk from "@grafana/grafana-foundation-sdk/parca";
import type { DataQuery } from "../../model/dashboard/data-query.js";
import { list, number, type OptionTable, required, string, text } from "../../model/definition/option-table.js";
import { type DataQueryOptions, defineDataQuery, type QueryFields, type WithDefaults } from "./data-query.js";

export type PyroscopeQuery = WithDefaults<QueryFields<pyroscopeSdk.dataquery>, "groupBy" | "labelSelector">;

const pyroscopeTable = {
  profileTypeId: required(text),
  labelSelector: string,
  spanSelector: list(string),
  groupBy: list(string),
  limit: number,
  maxNodes: number,
  queryType: string,
} as const satisfies OptionTable<PyroscopeQuery>;

export function pyroscope(options: PyroscopeQuery & DataQueryOptions): DataQuery {
  return defineDataQuery(
    {
      call: "query.pyroscope(…)",
      type: "grafana-pyroscope-datasource",
      table: pyroscopeTable,
      defaults: { queryType: "profile", labelSelector: "{}", groupBy: [] },
    },
    options,
  );
}

export type ParcaQuery = WithDefaults<QueryFields<parcaSdk.dataquery>, "labelSelector">;

const parcaTable = {
  profileTypeId: required(text),
  labelSelector: string,
  queryType: string,
} as const satisfies OptionTable<ParcaQuery>;

export function parca(options: ParcaQuery & DataQueryOptions): DataQuery {
  return defineDataQuery(
    {
      call: "query.parca(…)",
      type: "parca",
      table: parcaTable,
      defaults: { queryType: "profile", labelSelector: "{}" },
    },
    options,
  );
}
