import type { Allowances } from "../../model/definition/definition.js";
import type { DashboardSubject, PanelSubject, PanelView } from "../check.js";
import { panelName } from "../dashboard/panel-name.js";
import { readSettings } from "../panel/settings.js";

/** Creates the subject for a panel. */
export function panelSubject(
  panel: PanelView,
  dashboard: DashboardSubject,
  allow: Allowances | undefined,
): PanelSubject {
  return {
    kind: "panel",
    name: panelName(panel, dashboard),
    allow,
    context: dashboard.context,
    panel,
    settings: readSettings(panel),
  };
}
