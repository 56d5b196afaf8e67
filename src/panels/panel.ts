import type { RecordingRule } from "../model/alert/recording-rule.js";
import type { DataQuery } from "../model/dashboard/data-query.js";
import { linkOptions, type PanelLink } from "../model/dashboard/link.js";
import type { PanelDefinition } from "../model/dashboard/panel.js";
import type { ChoiceVariable, DataSourceVariable } from "../model/dashboard/variable.js";
import { type VisibilityOptions, visibilityOptions } from "../model/dashboard/visibility.js";
import { checkArguments } from "../model/definition/check-arguments.js";
import { define, type Identity, identityOptions } from "../model/definition/definition.js";
import {
  type AnyOptionTable,
  anything,
  boolean,
  choice,
  definition,
  list,
  number,
  type OptionTable,
  options as optionsShape,
  type RequiredShape,
  required,
  type Shape,
  string,
  stringOr,
} from "../model/definition/option-table.js";
import { originOfCall } from "../model/definition/origin-of-call.js";
import type { Query } from "../model/expression/query.js";
import type { Signal } from "../model/expression/signal.js";
import type { TraceStream } from "../model/metric/trace-stream.js";
import type { Override } from "./options/overrides.js";
import { type QuerySettings, querySettings } from "./options/query-settings.js";
import type { Transformation } from "./options/transformations.js";
import { type ValueOptions, valueOptions } from "./options/value-options.js";

/** An expression, a signal, the result of a recording rule, the traces of a service, or a query of another data source. */
export type PanelQuery = Query | Signal | RecordingRule | TraceStream | DataQuery;

/** The query of a panel, or several by their names in the legend. */
export type PanelQueries = PanelQuery | { readonly [legend: string]: PanelQuery };

export interface PanelOptions extends Identity, QuerySettings, ValueOptions, VisibilityOptions {
  /** The text behind the panel's (i): what the panel shows, and what to make of it. */
  readonly description?: string;
  /** Columns out of 24. Default: the panels of a line share it equally. */
  readonly width?: number;
  /** Rows of the grid. */
  readonly height?: number;
  readonly links?: readonly PanelLink[];
  /**
   * The name of a data source of the environment, if not the default one, or a variable that chooses one. Queries of
   * other types keep their own.
   */
  readonly dataSource?: string | DataSourceVariable;
  /** Legend format of the series of a single query: `"{{app}}"`. */
  readonly legend?: string;
  /** Repeats the panel for each selected value. */
  readonly repeat?: ChoiceVariable;
  /** The direction in which it repeats. Default "horizontal". */
  readonly repeatDirection?: "horizontal" | "vertical";
  /** The number of repeated panels side by side. Default 4. */
  readonly maxPerRow?: number;
  readonly transparent?: boolean;
  /** The name of each field, instead of that in the legend: `"${__field.labels.pod}"`. */
  readonly displayName?: string;
  /** Options for some of the fields. Later ones win. */
  readonly overrides?: readonly Override[];
  /** Steps that change the results of the queries before they are shown. */
  readonly transformations?: readonly Transformation[];
}

export const panelOptions = {
  ...identityOptions,
  ...querySettings,
  ...valueOptions,
  ...visibilityOptions,
  description: string,
  width: number,
  height: number,
  links: linkOptions,
  dataSource: stringOr(definition("variable")),
  legend: string,
  repeat: definition("variable"),
  repeatDirection: choice("horizontal", "vertical"),
  maxPerRow: number,
  transparent: boolean,
  displayName: string,
  overrides: list(definition("override")),
  transformations: list(definition("transformation")),
} as const satisfies OptionTable<PanelOptions>;

/** A query of a panel and its name in the legend, which is undefined where there is only one. */
export interface NamedQuery {
  readonly name: string | undefined;
  readonly query: PanelQuery;
}

/** A panel of one kind, with the options of that kind. */
export interface PanelOf<Type extends string, Options extends PanelOptions> extends PanelDefinition {
  readonly type: Type;
  /** In the order written. */
  readonly queries: readonly NamedQuery[];
  readonly options: Options;
}

/** The functions whose name is not that of Grafana's panel. */
const functionNames: Readonly<Record<string, string>> = {
  alertlist: "alertList",
  annolist: "annotationList",
  barchart: "barChart",
  bargauge: "barGauge",
  dashlist: "dashboardList",
  flamegraph: "flameGraph",
  gauge: "gaugePanel",
  histogram: "histogramPanel",
  piechart: "pie",
  "state-timeline": "stateTimeline",
  "status-history": "statusHistory",
  xychart: "xyChart",
};

/** The call that defines a panel of a type, in messages: `gaugePanel(…)`. */
export function callOf(type: string): string {
  return `${functionNames[type] ?? type}(…)`;
}

/**
 * Defines a panel that shows the results of queries. `table` lists the options of its kind. A value of the wrong type is
 * reported when the panel is compiled; `shape` is what it cannot be compiled without.
 */
export function definePanel<const Type extends string, Options extends PanelOptions>(
  type: Type,
  title: string,
  queries: PanelQueries,
  options: Options,
  table: AnyOptionTable,
  shape: Shape | RequiredShape = optionsShape,
): PanelOf<Type, Options> {
  checkArguments(callOf(type), [
    ["title", title, required(string)],
    ["queries", queries, anything],
    ["options", options, shape],
  ]);
  const origin = originOfCall(options, table, 2);
  return define({ kind: "panel", type, title, queries: nameQueries(queries), options }, origin);
}

function nameQueries(queries: PanelQueries): readonly NamedQuery[] {
  if (isSingle(queries)) return [{ name: undefined, query: queries }];
  return Object.entries(queries).map(([name, query]) => ({ name, query }));
}

/** True for one query; also for a value of the wrong type, which is reported when the panel is compiled. */
function isSingle(queries: PanelQueries): queries is PanelQuery {
  return typeof queries !== "object" || queries === null || "kind" in queries;
}
