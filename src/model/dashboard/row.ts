import { checkArguments } from "../definition/check-arguments.js";
import { type Definition, define } from "../definition/definition.js";
import { type EnvironmentFilter, environmentFilterOptions } from "../definition/only.js";
import { boolean, definition, list, type OptionTable, object, required, string } from "../definition/option-table.js";
import { layoutShape, type PanelLayout } from "./auto-grid.js";
import { type Panels, panelsShape } from "./panel.js";
import type { ChoiceVariable, Variable } from "./variable.js";
import { type VisibilityOptions, visibilityOptions } from "./visibility.js";

/** A heading and the panels under it. */
export interface Row extends Definition, EnvironmentFilter, VisibilityOptions {
  readonly kind: "row";
  readonly title: string;
  readonly key: string | undefined;
  readonly collapsed: boolean;
  readonly hideHeader: boolean;
  readonly fillScreen: boolean;
  readonly repeat: ChoiceVariable | undefined;
  readonly variables?: readonly Variable[];
  readonly layout: PanelLayout | undefined;
  readonly panels: Panels;
}

export interface RowOptions extends EnvironmentFilter, VisibilityOptions {
  /** The stable name from which its id derives. Default: the title. */
  readonly key?: string;
  /** True to show only the heading at first. Default false. */
  readonly collapsed?: boolean;
  /**
   * True to show the panels without the heading: a group for a condition, a repetition or a layout. Default false.
   */
  readonly hideHeader?: boolean;
  /** True to make the row as high as the screen. In classic dashboards it has no effect. Default false. */
  readonly fillScreen?: boolean;
  /** Repeats the row, with its panels, for each selected value. */
  readonly repeat?: ChoiceVariable;
  /**
   * Variables of its own, which are chosen in it, and hold in it. Before Grafana 13, they are variables of the dashboard.
   */
  readonly variables?: readonly Variable[];
  /**
   * The arrangement of its panels: `"grid"` or `autoGrid(…)`.
   *
   * @default that of the tab or the dashboard
   */
  readonly layout?: PanelLayout;
}

const rowOptions = {
  ...environmentFilterOptions,
  ...visibilityOptions,
  key: string,
  collapsed: boolean,
  hideHeader: boolean,
  fillScreen: boolean,
  repeat: definition("variable"),
  variables: list(definition("variable")),
  layout: layoutShape,
} as const satisfies OptionTable<RowOptions>;

/**
 * A heading with panels under it.
 *
 * @example
 * row("Cache", cachePanels(user.cache))
 * @example
 * row("$namespace", red(cart.http), { repeat: namespace })
 */
export function row(title: string, panels: Panels, options: RowOptions = {}): Row {
  const origin = checkArguments("row(…)", [
    ["title", title, required(string)],
    ["panels", panels, required(panelsShape)],
    ["options", options, object(rowOptions)],
  ]);
  const { key, collapsed = false, hideHeader = false, fillScreen = false, repeat, layout, ...rest } = options;
  return define(
    { ...rest, kind: "row", title, key, collapsed, hideHeader, fillScreen, repeat, layout, panels },
    origin,
  );
}
