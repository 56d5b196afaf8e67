import type { Allowances, Definition } from "../definition/definition.js";
import type { EnvironmentFilter } from "../definition/only.js";
import { instance, type Shape } from "../definition/option-table.js";
import type { ForeignText, GivenDataSources } from "./foreign-json.js";
import type { VisibilityOptions } from "./visibility.js";

/** The part of a panel that rows and dashboards need to know. Its kinds are in `src/panels/`. */
export interface PanelDefinition extends Definition {
  readonly kind: "panel";
  /** Grafana's id of the panel plugin: `"timeseries"`. */
  readonly type: string;
  readonly title: string;
  readonly options: EnvironmentFilter & VisibilityOptions;
}

/** A panel in Grafana's own JSON. */
export interface ForeignPanel extends Definition, EnvironmentFilter, VisibilityOptions {
  readonly kind: "foreignPanel";
  readonly key: string | undefined;
  readonly allow: Allowances | undefined;
  readonly json: object;
  /** The text of the JSON, if it is written as it is. */
  readonly source?: ForeignText;
  /** The title, if it is not that in the JSON. */
  readonly title?: string | undefined;
  /** Data sources of the environment, by what the JSON has in their place. */
  readonly dataSources?: GivenDataSources | undefined;
  /** The size, if it is not that in the JSON. */
  readonly size: PanelDimensions | undefined;
}

/** Columns out of 24, and rows of the grid. */
export interface PanelDimensions {
  readonly width: number | undefined;
  readonly height: number | undefined;
}

/** A panel builder of Grafana's foundation SDK. */
export interface PanelBuilder {
  build(): object;
}

/** Everything that a row or dashboard takes as a panel. */
export type PanelLike = PanelDefinition | ForeignPanel | PanelBuilder;

/** Lists of panels may be nested: a function that makes several panels returns a list. */
export type Panels = PanelLike | readonly Panels[];

/** A panel, or nested lists that end. What is no panel in them is reported where it is compiled. */
export const panelsShape: Shape = instance("a panel or a list of panels", (value) => ends(value, new Set()));

function ends(value: unknown, outer: ReadonlySet<unknown>): boolean {
  if (!Array.isArray(value)) return true;
  return !outer.has(value) && value.every((one) => ends(one, new Set([...outer, value])));
}
