import { findPanelKind } from "../../panels/kinds/index.js";
import type { Check } from "../check.js";
import { panelName } from "./panel-name.js";

export const histogramInPanel: Check = {
  id: "dashboard/histogram-in-panel",
  on: "dashboard",
  *run(dashboard) {
    for (const panel of dashboard.panels) {
      const format = findPanelKind(panel.type)?.format;
      if (format !== "time_series" && format !== "table") continue;
      for (const query of panel.queries) {
        if (query.analyze().samplesOf(query.expr) !== "histogram") continue;
        yield {
          summary: `the ${panel.type} panel gets native histograms, which it cannot show`,
          details: "Grafana shows native histograms in heatmaps; other panels need numbers.",
          fix: "show it in a heatmap, or take a number of it: histogram_quantile(0.95, …), histogram_count(…), histogram_avg(…)",
          at: query.locate(query.expr.start, query.expr.end),
          subject: panelName(panel, dashboard),
          allow: panel.allow,
        };
      }
    }
  },
};
