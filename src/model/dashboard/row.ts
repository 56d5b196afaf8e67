import { checkArguments } from "../definition/check-arguments.js";
import { define } from "../definition/definition.js";
import { environmentFilterOptions } from "../definition/only.js";
import { boolean, definition, list, type OptionTable, object, required, string } from "../definition/option-table.js";
import { layoutShape } from "./auto-grid.js";
import { type Panels, panelsShape } from "./panel.js";
import type { Row, RowOptions } from "./section.js";
import { visibilityOptions } from "./visibility.js";

const rowOptions = {
  ...environmentFilterOptions,
  ...visibilityOptions,
  rows: list(definition("row")),
  tabs: list(definition("tab")),
  key: string,
  collapsed: boolean,
  hideHeader: boolean,
  fillScreen: boolean,
  repeat: definition("variable"),
  variables: list(definition("variable")),
  layout: layoutShape,
} as const satisfies OptionTable<RowOptions>;

/**
 * A heading with panels under it, or with rows or tabs of its own.
 *
 * @example
 * row("Cache", cachePanels(user.cache))
 * @example
 * row("$namespace", red(cart.http), { repeat: namespace })
 * @example
 * row("Checkout", [], { tabs: [tab("Cart", { panels: red(cart.http) }), tab("Payment", { panels: red(payment.http) })] })
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
