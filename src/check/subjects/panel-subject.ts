import type { Allowances } from "../../model/definition/definition.js";
import type { AnalyzedQuery, DashboardSubject, PanelSubject, PanelView } from "../check.js";
import { panelName } from "../dashboard/panel-name.js";
import { readSettings } from "../panel/settings.js";

/** Creates the subject for a panel. Its queries are analyzed once. */
export function panelSubject(
  panel: PanelView,
  dashboard: DashboardSubject,
  allow: Allowances | undefined,
): PanelSubject {
  const analyzed = panel.targets.map(({ refId, query }) => ({ refId, query: query?.analyze() }));
  return {
    kind: "panel",
    name: panelName(panel, dashboard),
    allow,
    context: dashboard.context,
    panel,
    queries: analyzed.flatMap(({ query }): readonly AnalyzedQuery[] => (query ? [query] : [])),
    settings: readSettings(panel, analyzed),
  };
}
