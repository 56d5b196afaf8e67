import type { ForeignPanel } from "../model/dashboard/panel.js";
import { type Allowances, define } from "../model/definition/definition.js";

/**
 * A panel in Grafana's own JSON. It is used unchanged, except for its id and position.
 *
 * @example
 * panelJson(JSON.parse(exported), { key: "imported-latency" })
 */
export function panelJson(
  json: object,
  options: { readonly key?: string; readonly allow?: Allowances } = {},
): ForeignPanel {
  return define({ kind: "foreignPanel", key: options.key, allow: options.allow, json });
}
