import { checkArguments } from "../definition/check-arguments.js";
import { define } from "../definition/definition.js";
import { environmentFilterOptions } from "../definition/only.js";
import { definition, list, type OptionTable, object, required, string } from "../definition/option-table.js";
import { layoutShape } from "./auto-grid.js";
import { panelsShape } from "./panel.js";
import type { Tab, TabOptions } from "./section.js";
import { visibilityOptions } from "./visibility.js";

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
