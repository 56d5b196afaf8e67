import type { ForeignPanel } from "../model/dashboard/panel.js";
import { type Allowances, define } from "../model/definition/definition.js";
import { anything, type OptionTable, string } from "../model/definition/option-table.js";
import { originOfCall } from "../model/definition/origin-of-call.js";

export interface PanelJsonOptions {
  /** The stable name from which its id derives. Default: its title. */
  readonly key?: string;
  /** Checks that may report this panel, each with a reason. */
  readonly allow?: Allowances;
}

const panelJsonOptions = { key: string, allow: anything } as const satisfies OptionTable<PanelJsonOptions>;

/**
 * A panel in Grafana's own JSON. It is used unchanged, except for its id and position.
 *
 * @example
 * panelJson(JSON.parse(exported), { key: "imported-latency" })
 */
export function panelJson(json: object, options: PanelJsonOptions = {}): ForeignPanel {
  const { key, allow } = options;
  return define({ kind: "foreignPanel", key, allow, json }, originOfCall(options, panelJsonOptions));
}
