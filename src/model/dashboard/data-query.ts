import { type Definition, isDefinitionOf } from "../definition/definition.js";
import type { DataSourceVariable } from "./variable.js";

/** A query in the form of its data source. Grafana sends it as it is; Telltale checks its options only. */
export interface DataQuery extends Definition {
  readonly kind: "dataQuery";
  /** Grafana's id of the plugin of its data source. */
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly dataSource: string | DataSourceVariable | undefined;
  /** The field `format` by the results that a panel shows, where the body does not set it. */
  readonly formats: FormatNames | undefined;
  /** The form in which a variable asks it: its fields, or its SQL alone; undefined if Grafana has other queries there. */
  readonly inVariables: "fields" | "sql" | undefined;
}

/** The values of the field `format` of a query. */
export type FormatNames = Readonly<Record<"time_series" | "table" | "logs", string | number>>;

export function isDataQuery(value: unknown): value is DataQuery {
  return isDefinitionOf(value, "dataQuery");
}
