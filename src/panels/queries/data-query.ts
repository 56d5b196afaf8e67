import type { DataQuery, FormatNames } from "../../model/dashboard/data-query.js";
import type { DataSourceVariable } from "../../model/dashboard/variable.js";
import { checkArguments } from "../../model/definition/check-arguments.js";
import { define } from "../../model/definition/definition.js";
import type { InJson } from "../../model/definition/in-json.js";
import {
  type AnyOptionTable,
  definition,
  type OptionTable,
  object,
  required,
  stringOr,
} from "../../model/definition/option-table.js";

/** The options that queries of all data sources share. */
export interface DataQueryOptions {
  /**
   * The name of a data source of the environment, or a variable that chooses one.
   *
   * @default that of the panel if it is of the same type, or else the environment's only one of that type
   */
  readonly dataSource?: string | DataSourceVariable;
}

const dataQueryOptions = {
  dataSource: stringOr(definition("variable")),
} as const satisfies OptionTable<DataQueryOptions>;

/** The fields of a query in Grafana's SDK, without those that a panel sets. */
export type QueryFields<Query> = Query extends unknown
  ? InJson<Omit<Query, "refId" | "hide" | "datasource" | "_implementsDataqueryVariant">>
  : never;

/** Makes some fields of a query optional, because they have a default. */
export type WithDefaults<Fields, Names extends keyof Fields> = Omit<Fields, Names> & Partial<Pick<Fields, Names>>;

/** A type of query. */
export interface QueryType {
  /** The function as users write it: `query.tempo(…)`. */
  readonly call: string;
  /** Grafana's id of the plugin. */
  readonly type: string;
  /** The fields of the query. */
  readonly table: AnyOptionTable;
  /** Values of fields that the options do not set. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  readonly formats?: FormatNames;
  readonly inVariables?: DataQuery["inVariables"];
}

/** Defines a query from its fields and the options that all share. */
export function defineDataQuery(
  { call, type, table, defaults, formats, inVariables }: QueryType,
  options: DataQueryOptions,
): DataQuery {
  const origin = checkArguments(call, [["options", options, required(object({ ...table, ...dataQueryOptions }))]]);
  const fields = Object.entries(options).filter(([name, value]) => Object.hasOwn(table, name) && value !== undefined);
  const body = { ...defaults, ...Object.fromEntries(fields) };
  return define({ kind: "dataQuery", type, body, dataSource: options.dataSource, formats, inVariables }, origin);
}
