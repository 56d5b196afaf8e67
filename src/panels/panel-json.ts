import type { ForeignPanel } from "../model/dashboard/panel.js";
import { type VisibilityOptions, visibilityOptions } from "../model/dashboard/visibility.js";
import { checkArguments } from "../model/definition/check-arguments.js";
import { type Allowances, allowShape, define } from "../model/definition/definition.js";
import { type EnvironmentFilter, environmentFilterOptions } from "../model/definition/only.js";
import { json as jsonShape, type OptionTable, object, required, string } from "../model/definition/option-table.js";

export interface PanelJsonOptions extends EnvironmentFilter, VisibilityOptions {
  /** The stable name from which its id derives. Default: its title. */
  readonly key?: string;
  /** Checks that may report this panel, each with a reason. */
  readonly allow?: Allowances;
}

const panelJsonOptions = {
  ...environmentFilterOptions,
  ...visibilityOptions,
  key: string,
  allow: allowShape,
} as const satisfies OptionTable<PanelJsonOptions>;

/**
 * A panel in Grafana's own JSON. It is used unchanged, except for its id and position.
 *
 * @example
 * panelJson(JSON.parse(exported), { key: "imported-latency" })
 */
export function panelJson(json: object, options: PanelJsonOptions = {}): ForeignPanel {
  const origin = checkArguments("panelJson(…)", [
    ["json", json, required(jsonShape)],
    ["options", options, object(panelJsonOptions)],
  ]);
  const { key, allow, only, showIf, hideIf } = options;
  return define({ kind: "foreignPanel", key, allow, only, showIf, hideIf, json, size: undefined }, origin);
}
