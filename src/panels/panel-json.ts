import type { ForeignPanel } from "../model/dashboard/panel.js";
import { type Allowances, define } from "../model/definition/definition.js";
import { type EnvironmentFilter, environmentFilterOptions } from "../model/definition/only.js";
import { anything, type OptionTable, string } from "../model/definition/option-table.js";
import { originOfCall } from "../model/definition/origin-of-call.js";

export interface PanelJsonOptions extends EnvironmentFilter {
  /** The stable name from which its id derives. Default: its title. */
  readonly key?: string;
  /** Checks that may report this panel, each with a reason. */
  readonly allow?: Allowances;
}

const panelJsonOptions = {
  ...environmentFilterOptions,
  key: string,
  allow: anything,
} as const satisfies OptionTable<PanelJsonOptions>;

/**
 * A panel in Grafana's own JSON. It is used unchanged, except for its id and position.
 *
 * @example
 * panelJson(JSON.parse(exported), { key: "imported-latency" })
 */
export function panelJson(json: object, options: PanelJsonOptions = {}): ForeignPanel {
  const { key, allow, only } = options;
  return define(
    { kind: "foreignPanel", key, allow, only, json, size: undefined },
    originOfCall(options, panelJsonOptions),
  );
}
