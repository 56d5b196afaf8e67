import { renderFieldDefaults } from "./field-defaults.js";
import { kindOf, type Panel } from "./kinds/index.js";
import type { PanelSettings, RenderQuery, Resolve } from "./panel-kind.js";

/** Renders Grafana's settings of a panel: what depends on its kind, and the field defaults that all kinds share. */
export function renderPanel(panel: Panel, queries: readonly RenderQuery[], resolve: Resolve): PanelSettings {
  const kind = kindOf(panel);
  const values = renderFieldDefaults(kind.scale(panel.options), panel.options, queries, resolve);
  return kind.render({ panel, queries, values, resolve });
}
