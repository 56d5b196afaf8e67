import type { Check } from "../check.js";
import { shortPanelName } from "./panel-name.js";

/** Panels that Grafana has to number. */
export const missingPanelId: Check = {
  id: "dashboard/missing-panel-id",
  on: "dashboard",
  *run(dashboard) {
    const nameless = dashboard.panels.filter((panel) => panel.id === undefined);
    const first = nameless[0];
    if (first === undefined) return;
    const others = nameless.length > 1 ? ` and ${nameless.length - 1} more have` : " has";
    yield {
      summary: `${shortPanelName(first)}${others} no id`,
      details: "Grafana numbers them by position: when a panel is added further up, links open the wrong one.",
      fix: "give each panel a fixed number",
      at: first.span,
      allow: first.allow,
    };
  },
};
