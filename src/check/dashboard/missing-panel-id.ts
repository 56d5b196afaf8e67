import type { Check } from "../check.js";
import { shortPanelName } from "./panel-name.js";

/** Panels without an id. */
export const missingPanelId: Check = {
  id: "dashboard/missing-panel-id",
  on: "dashboard",
  *run(dashboard) {
    const withoutId = dashboard.panels.filter((panel) => panel.id === undefined);
    const first = withoutId[0];
    if (first === undefined) return;
    const others = withoutId.length > 1 ? ` and ${withoutId.length - 1} more have` : " has";
    yield {
      summary: `${shortPanelName(first)}${others} no id`,
      details: "Grafana numbers them by position: when a panel is added further up, links open the wrong one.",
      fix: "give each panel a fixed number",
      at: first.span,
      allow: first.allow,
    };
  },
};
