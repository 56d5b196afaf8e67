import { type Allowances, allowShape } from "../definition/definition.js";
import type { Duration } from "../definition/duration.js";
import { type EnvironmentFilter, environmentFilterOptions } from "../definition/only.js";
import {
  boolean,
  choice,
  definition,
  duration,
  instance,
  number,
  type OptionTable,
  object,
  required,
  string,
  stringOr,
} from "../definition/option-table.js";
import type { DataSourceVariable } from "./variable.js";

/** The part of a variable that readers do not see: its name, or all of it. */
export type VariableHiding = "label" | "variable";

/** The order of the values of a variable; `"none"` keeps that of the data source. */
export type VariableSort = "none" | "alphabetical" | "caseInsensitive" | "numerical" | "natural";

/**
 * The moments at which Grafana asks for the values: when the dashboard loads, or when its time range changes, too; or
 * never by itself, so that the dashboard begins with the value that was last kept in it.
 */
export type VariableRefresh = "never" | "load" | "timeRange";

/** A value of a list, with the text that readers see if it differs. */
export type ListValue = string | { readonly text: string; readonly value: string };

export interface VariableOptions extends EnvironmentFilter {
  /**
   * The name shown beside the choice.
   *
   * @default the name of the variable
   */
  readonly label?: string;
  /** The text behind its (i). */
  readonly description?: string;
  /**
   * Hides the name of the choice, or the whole variable; links can still set it.
   *
   * @default both are shown; a constant is hidden
   */
  readonly hide?: VariableHiding;
  /**
   * True to keep the value out of the URL, so that links do not carry it.
   *
   * @default false
   */
  readonly skipUrlSync?: boolean;
  /** Checks that may report this variable, each with a reason. */
  readonly allow?: Allowances;
}

export interface ChoiceOptions extends VariableOptions {
  /**
   * True if several values can be chosen at once.
   *
   * @default true
   */
  readonly multiple?: boolean;
  /**
   * True to offer "All", which is then chosen at first.
   *
   * @default true
   */
  readonly all?: boolean;
  /**
   * The value chosen at first.
   *
   * @default "All", or else the first value
   */
  readonly initial?: string;
  /**
   * The regular expression that "All" stands for. `".*"` also selects series without the label.
   *
   * @default all values; for a label without matchers any value
   * @example
   * allValue: ".*"
   */
  readonly allValue?: string;
  /**
   * False if readers can only choose a value that is offered, and cannot type another.
   *
   * @default true
   */
  readonly allowCustomValue?: boolean;
}

/** Options of a variable whose values Grafana asks a data source for. */
export interface QueryVariableOptions extends ChoiceOptions {
  /**
   * Keeps the values that match, or the part of them in a group. Groups named `value` and `text` separate what is
   * used from what is shown. Grafana evaluates it, in the browser.
   *
   * @example
   * regex: /pod="(?<value>[^"]+)"/
   */
  readonly regex?: RegExp;
  /** @default "alphabetical" */
  readonly sort?: VariableSort;
  /**
   * True to begin with the last value.
   *
   * @default false
   */
  readonly descending?: boolean;
  /** @default "timeRange" */
  readonly refresh?: VariableRefresh;
  /**
   * The name of a data source of the environment, or a variable that chooses one.
   *
   * @default that of the dashboard
   */
  readonly dataSource?: string | DataSourceVariable;
}

export interface DataSourceVariableOptions extends Omit<ChoiceOptions, "initial" | "allValue"> {
  /** Offers only the data sources whose name matches. */
  readonly regex?: RegExp;
  /**
   * The name of the data source chosen at first.
   *
   * @default the environment's, for Prometheus, Loki and Tempo
   */
  readonly initial?: string;
}

/** A step that fits the time range and the width of a panel. */
export interface AutoInterval {
  /** The number of steps that the time range is divided by. */
  readonly steps: number;
  /** The least step. */
  readonly min?: Duration;
}

export interface IntervalOptions extends VariableOptions {
  /**
   * Offers "auto", too: the time range divided by a number of steps. It is then chosen at first.
   *
   * @example
   * auto: { steps: 100, min: "1m" }
   */
  readonly auto?: AutoInterval;
  /**
   * The duration chosen at first.
   *
   * @default "auto" where it is offered, or else the first
   */
  readonly initial?: Duration | "auto";
}

/** Options of a variable that Grafana applies to queries by itself. */
export interface AppliedVariableOptions extends VariableOptions {
  /**
   * The queries that it applies to: those of metrics or those of logs.
   *
   * @default "metrics"
   */
  readonly of?: "metrics" | "logs";
  /**
   * The name of a data source of the environment, or a variable that chooses one.
   *
   * @default that of the dashboard
   */
  readonly dataSource?: string | DataSourceVariable;
}

export interface FilterOptions extends AppliedVariableOptions {
  /**
   * False if readers can only choose a value that is offered, and cannot type another.
   *
   * @default true
   */
  readonly allowCustomValue?: boolean;
}

export const variableOptions = {
  ...environmentFilterOptions,
  label: string,
  description: string,
  hide: choice("label", "variable"),
  skipUrlSync: boolean,
  allow: allowShape,
} as const satisfies OptionTable<VariableOptions>;

export const choiceOptions = {
  ...variableOptions,
  multiple: boolean,
  all: boolean,
  initial: string,
  allValue: string,
  allowCustomValue: boolean,
} as const satisfies OptionTable<ChoiceOptions>;

const regexShape = instance("a regular expression", (value) => value instanceof RegExp);

const dataSource = stringOr(definition("variable"));

export const queryVariableOptions = {
  ...choiceOptions,
  regex: regexShape,
  sort: choice("none", "alphabetical", "caseInsensitive", "numerical", "natural"),
  descending: boolean,
  refresh: choice("never", "load", "timeRange"),
  dataSource,
} as const satisfies OptionTable<QueryVariableOptions>;

export const dataSourceVariableOptions = {
  ...variableOptions,
  multiple: boolean,
  all: boolean,
  allowCustomValue: boolean,
  regex: regexShape,
  initial: string,
} as const satisfies OptionTable<DataSourceVariableOptions>;

export const intervalOptions = {
  ...variableOptions,
  auto: object({ steps: required(number), min: duration } satisfies OptionTable<AutoInterval>),
  initial: string,
} as const satisfies OptionTable<IntervalOptions>;

export const appliedVariableOptions = {
  ...variableOptions,
  of: choice("metrics", "logs"),
  dataSource,
} as const satisfies OptionTable<AppliedVariableOptions>;

export const filterOptions = {
  ...appliedVariableOptions,
  allowCustomValue: boolean,
} as const satisfies OptionTable<FilterOptions>;
