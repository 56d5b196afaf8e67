import type { Check } from "../check.js";
import { showsData } from "./panel-kind.js";
import { panelName } from "./panel-name.js";

/** A dashboard or panel without a description. */
export const noDescription: Check = {
  id: "dashboard/no-description",
  on: "dashboard",
  *run(dashboard) {
    if (dashboard.description.trim() === "") {
      yield {
        summary: "the dashboard has no description",
        details: "The description tells readers which dashboard answers their question.",
        fix: "write down the one question that it answers",
        at: dashboard.span,
      };
    }
    for (const panel of dashboard.panels) {
      if (!showsData(panel) || panel.description.trim() !== "") continue;
      yield {
        summary: "the panel has no description",
        details: "Only its author can tell whether it looks normal, and what to do if it does not.",
        fix: "say what is measured, and what a bad value means",
        at: panel.span,
        subject: panelName(panel, dashboard),
        allow: panel.allow,
      };
    }
  },
};
