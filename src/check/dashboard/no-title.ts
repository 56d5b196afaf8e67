import type { Check } from "../check.js";
import { showsData } from "./panel-kind.js";
import { kindOf, panelName } from "./panel-name.js";

/** A dashboard or panel without a title. */
export const noTitle: Check = {
  id: "dashboard/no-title",
  on: "dashboard",
  *run(dashboard) {
    if (dashboard.title.trim() === "") {
      yield {
        summary: "the dashboard has no title",
        details: "Grafana refuses to save it, and nobody can search for it.",
        fix: "name the system and what the dashboard shows",
        at: dashboard.span,
      };
    }
    for (const panel of dashboard.panels) {
      if (!showsData(panel) || panel.title.trim() !== "") continue;
      yield {
        summary: `the ${kindOf(panel)} has no title`,
        details: "Readers have to open its query to find out what the number is.",
        fix: "say what it shows, such as `Requests per second`",
        at: panel.span,
        subject: panelName(panel, dashboard),
        allow: panel.allow,
      };
    }
  },
};
