import { type Allowances, type Definition, isDefinitionOf } from "../definition/definition.js";
import type { Duration } from "../definition/duration.js";
import type { EnvironmentFilter } from "../definition/only.js";
import type { Query } from "../expression/query.js";
import type { VariableReference } from "../metric/label.js";
import type { LogStream } from "../metric/log-stream.js";
import type { Metric, Series } from "../metric/metric.js";
import type { DataQuery } from "./data-query.js";
import type { AutoInterval, ListValue, VariableHiding, VariableRefresh, VariableSort } from "./variable-options.js";

/** A dashboard variable: a choice at the top of a dashboard, which its expressions use as `$name`. */
export type Variable =
  | ChoiceVariable
  | IntervalVariable
  | TextVariable
  | ConstantVariable
  | FilterVariable
  | GroupByVariable;

/** A variable of which several values can be chosen: panels and rows can repeat for them. */
export type ChoiceVariable = LabelVariable | QueryVariable | CustomVariable | DataSourceVariable;

interface VariableFields extends Definition, VariableReference, EnvironmentFilter {
  /** The name shown beside the choice. */
  readonly label: string | undefined;
  readonly description: string | undefined;
  readonly hide: VariableHiding | undefined;
  readonly skipUrlSync: boolean | undefined;
  readonly allow: Allowances | undefined;
}

interface ChoiceFields extends VariableFields {
  readonly multiple: boolean;
  readonly all: boolean;
  /** The value chosen at first; undefined for "All", or else the first value. */
  readonly initial: string | undefined;
  /** The value that "All" stands for; undefined for all values. */
  readonly allValue: string | undefined;
  readonly allowCustomValue: boolean | undefined;
}

interface QueriedFields extends ChoiceFields {
  readonly regex: RegExp | undefined;
  readonly sort: VariableSort;
  readonly descending: boolean;
  readonly refresh: VariableRefresh;
  readonly dataSource: string | DataSourceVariable | undefined;
}

/** A choice among the values that a label has on some series, or some streams of logs, now. */
export interface LabelVariable extends QueriedFields {
  readonly from: "label";
  readonly series: Metric | Series | LogStream;
  readonly labelName: string;
}

/** A choice among the results of a query, of which `regex` takes the value and the text. */
export interface QueryVariable extends QueriedFields {
  readonly from: "query";
  readonly query: Query | DataQuery;
}

export interface CustomVariable extends ChoiceFields {
  readonly from: "list";
  readonly values: readonly ListValue[];
}

/** A choice among the data sources of one type, for the option `dataSource` of panels. */
export interface DataSourceVariable extends ChoiceFields {
  readonly from: "dataSources";
  /** Grafana's id of the plugin: `"prometheus"`. */
  readonly type: string;
  readonly regex: RegExp | undefined;
}

export interface IntervalVariable extends VariableFields {
  readonly from: "intervals";
  readonly values: readonly Duration[];
  readonly auto: AutoInterval | undefined;
  readonly initial: Duration | "auto" | undefined;
}

export interface TextVariable extends VariableFields {
  readonly from: "text";
  readonly value: string;
}

export interface ConstantVariable extends VariableFields {
  readonly from: "constant";
  readonly value: string;
}

/** Filters by label that Grafana adds to every query of one data source. */
export interface FilterVariable extends VariableFields {
  readonly from: "filters";
  readonly language: Query["language"];
  readonly dataSource: string | DataSourceVariable | undefined;
  readonly allowCustomValue: boolean | undefined;
}

/** Labels by which Grafana groups every query of one data source. */
export interface GroupByVariable extends VariableFields {
  readonly from: "groupBy";
  readonly language: Query["language"];
  readonly dataSource: string | DataSourceVariable | undefined;
}

/** True if a variable may stand for several values at once. */
export function mayHaveSeveralValues(variable: Variable): boolean {
  return "multiple" in variable && (variable.multiple || variable.all);
}

export function isVariable(value: unknown): value is Variable {
  return isDefinitionOf(value, "variable");
}
