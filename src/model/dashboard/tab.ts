import { checkArguments } from "../definition/check-arguments.js";
import { type Definition, define } from "../definition/definition.js";
import { type EnvironmentFilter, environmentFilterOptions } from "../definition/only.js";
import { definition, list, type OptionTable, object, required, string } from "../definition/option-table.js";
import { layoutShape, type PanelLayout } from "./auto-grid.js";
import { type Panels, panelsShape } from "./panel.js";
import type { Row } from "./row.js";
import type { ChoiceVariable, Variable } from "./variable.js";
import { type VisibilityOptions, visibilityOptions } from "./visibility.js";

export interface TabOptions extends EnvironmentFilter, VisibilityOptions {
  /** Panels above the first row, or all panels if there are no rows. */
  readonly panels?: Panels;
  readonly rows?: readonly Row[];
  /** The stable name from which the ids of its panels derive. Default: the title. */
  readonly key?: string;
  /** Repeats the tab for each selected value. */
  readonly repeat?: ChoiceVariable;
  /**
   * Variables of its own, which are chosen in it, and hold in it. Before Grafana 13, they are variables of the dashboard.
   */
  readonly variables?: readonly Variable[];
  /**
   * The arrangement of its panels, and of those of its rows: `"grid"` or `autoGrid(…)`.
   *
   * @default that of the dashboard
   */
  readonly layout?: PanelLayout;
}

/** A part of a dashboard that is shown alone. */
export interface Tab extends Definition, TabOptions {
  readonly kind: "tab";
  readonly title: string;
}

const tabOptions = {
  ...environmentFilterOptions,
  ...visibilityOptions,
  panels: panelsShape,
  rows: list(definition("row")),
  key: string,
  repeat: definition("variable"),
  variables: list(definition("variable")),
  layout: layoutShape,
} as const satisfies OptionTable<TabOptions>;

/**
 * A part of a dashboard that is shown alone: readers choose one of the tabs. In the classic form it is a row.
 *
 * @example
 * shop.dashboard("Shop", {
 *   tabs: [tab("Cart", { panels: red(cart.http) }), tab("Pods", { rows: [row("Restarts", podPanels(kubernetes))] })],
 * })
 */
export function tab(title: string, options: TabOptions): Tab {
  const origin = checkArguments("tab(…)", [
    ["title", title, required(string)],
    ["options", options, required(object(tabOptions))],
  ]);
  return define({ ...options, kind: "tab", title }, origin);
}
