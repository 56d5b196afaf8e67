import type { Check } from "../check.js";
import { showsNumbers } from "./panel-kind.js";
import { panelName } from "./panel-name.js";

/** A panel of numbers without a unit. */
export const noUnit: Check = {
  id: "dashboard/no-unit",
  on: "dashboard",
  *run(dashboard) {
    for (const panel of dashboard.panels) {
      if (!showsNumbers(panel) || (panel.unit ?? "") !== "") continue;
      yield {
        summary: "the panel has no unit",
        details: "0.25 may be a quarter of a second, or a quarter of all requests: the reader has to guess.",
        fix: 'set one: "s", "bytes", "percentunit", "reqps", or "short" for a plain count',
        at: panel.span,
        subject: panelName(panel, dashboard),
        allow: panel.allow,
      };
    }
  },
};
