import type { RecordingRule } from "../model/alert/recording-rule.js";
import type { PanelLink } from "../model/dashboard/link.js";
import type { PanelDefinition } from "../model/dashboard/panel.js";
import type { LabelVariable } from "../model/dashboard/variable.js";
import { define, type Identity } from "../model/definition/definition.js";
import type { Query } from "../model/expression/query.js";
import type { Signal } from "../model/expression/signal.js";
import type { Thresholds, ValueMappings } from "./thresholds.js";

/** An expression, a signal, or the result of a recording rule. */
export type PanelQuery = Query | Signal | RecordingRule;

/** The query of a panel, or several by their names in the legend. */
export type PanelQueries = PanelQuery | { readonly [legend: string]: PanelQuery };

export interface PanelOptions extends Identity {
  /** The text behind the panel's (i): what the panel shows, and what to make of it. */
  readonly description?: string;
  /** Grafana's name of the unit: `"s"`, `"bytes"`, `"percentunit"`, `"reqps"`, `"short"`. Default: the signal's. */
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly decimals?: number;
  /** Columns out of 24. Default: the panels of a line share it equally. */
  readonly width?: number;
  /** Rows of the grid. */
  readonly height?: number;
  readonly thresholds?: Thresholds;
  readonly mappings?: ValueMappings;
  readonly links?: readonly PanelLink[];
  /** The name of a data source of the environment, if not the default one. */
  readonly dataSource?: string;
  /** Legend format of the series of a single query: `"{{app}}"`. */
  readonly legend?: string;
  /** Repeats the panel for each selected value. */
  readonly repeat?: LabelVariable;
  readonly transparent?: boolean;
}

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

/** Defines a panel that shows the results of queries. */
export function definePanel<const Type extends string, Options extends PanelOptions>(
  type: Type,
  title: string,
  queries: PanelQueries,
  options: Options,
): PanelOf<Type, Options> {
  return define({ kind: "panel", type, title, queries: nameQueries(queries), options });
}

function nameQueries(queries: PanelQueries): readonly NamedQuery[] {
  if (isSingle(queries)) return [{ name: undefined, query: queries }];
  return Object.entries(queries).map(([name, query]) => ({ name, query }));
}

/** True for one query; also for a value of the wrong type, which is reported when the panel is compiled. */
function isSingle(queries: PanelQueries): queries is PanelQuery {
  return typeof queries !== "object" || queries === null || "kind" in queries;
}
