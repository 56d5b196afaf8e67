import type { Check, PanelView } from "../check.js";
import { panelName, shortPanelName } from "./panel-name.js";

/** Two panels with the same id. */
export const duplicatePanelId: Check = {
  id: "dashboard/duplicate-panel-id",
  on: "dashboard",
  *run(dashboard) {
    // Ids of panels are derived from their keys, and two with one key are an error of the compiler.
    if (dashboard.context.isIncomplete) return;
    const firstById = new Map<number, PanelView>();
    let highest = 0;
    for (const { id } of dashboard.panels) highest = Math.max(highest, id ?? 0);
    for (const panel of dashboard.panels) {
      if (panel.id === undefined) continue;
      const first = firstById.get(panel.id);
      if (first === undefined) {
        firstById.set(panel.id, panel);
        continue;
      }
      yield {
        summary: `${shortPanelName(first)} also has the id ${panel.id}`,
        details: "Links to one of them, such as those in alerts, may open the other, and Grafana may renumber them.",
        fix: `give it a different id, such as ${++highest}`,
        at: panel.span,
        subject: panelName(panel, dashboard),
        allow: panel.allow,
        related: [{ message: "the first panel with this id", ...(first.span && { span: first.span }) }],
      };
    }
  },
};
