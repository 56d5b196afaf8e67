import type { DashboardSubject, PanelView } from "../check.js";

/** A panel in the user's words: by its title, or by its id if it has no title. */
export function panelName(panel: PanelView, dashboard: DashboardSubject): string {
  return `${shortPanelName(panel)} of ${dashboard.name}`;
}

/** Like `panelName`, without the dashboard. */
export function shortPanelName(panel: PanelView): string {
  if (panel.title !== "") return `panel "${panel.title}"`;
  return panel.id === undefined ? `a ${panel.type} panel without a title` : `panel ${panel.id}`;
}
