import type { DashboardSubject, PanelView } from "../check.js";

/** A panel in the user's words: by its title, or by its id if it has no title. */
export function panelName(panel: PanelView, dashboard: DashboardSubject): string {
  return `${shortPanelName(panel)} of ${dashboard.name}`;
}

/** Like `panelName`, without the dashboard. */
export function shortPanelName(panel: PanelView): string {
  if (panel.title !== "") return `panel "${panel.title}"`;
  return panel.id === undefined ? `a ${kindOf(panel)} without a title` : `panel ${panel.id}`;
}

/** `timeseries panel`; a file may say nothing of the type. */
export function kindOf({ type }: PanelView): string {
  return type === "" ? "panel" : `${type} panel`;
}
