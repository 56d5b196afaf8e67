import type { Check, PanelView } from "../check.js";
import { shortPanelName } from "./panel-name.js";
import { variableUses } from "./variable-use.js";

/** Data sources that are built into every Grafana. */
const builtIn = new Set(["grafana", "-- Grafana --", "-- Mixed --", "-- Dashboard --", "__expr__"]);

/** Panels that ask no data source, whichever they name. */
const withoutQueries = new Set(["alertlist", "dashlist", "news", "row", "text"]);

/** A data source that only one Grafana has. */
export const hardcodedDataSource: Check = {
  id: "dashboard/hardcoded-data-source",
  on: "dashboard",
  *run(dashboard) {
    // Those of the configuration are chosen by each environment.
    const configured = new Set(Object.values(dashboard.context.settings.dataSources ?? {}).map(({ uid }) => uid));
    for (const [source, panels] of panelsBySource(dashboard.panels)) {
      if (configured.has(source)) continue;
      const more = panels.length > 1 ? ` and ${panels.length - 1} more hard-code` : " hard-codes";
      yield {
        summary: `${shortPanelName(panels[0]!)}${more} the data source "${source}"`,
        details:
          "In another Grafana, or after someone recreates the data source, the panels show nothing but an error.",
        fix: "declare a variable of type datasource, and use it: `${datasource}`",
        at: panels[0]!.span,
        allow: panels[0]!.allow,
      };
    }
  },
};

function panelsBySource(panels: readonly PanelView[]): Map<string, PanelView[]> {
  const bySource = new Map<string, PanelView[]>();
  for (const panel of panels) {
    if (withoutQueries.has(panel.type)) continue;
    for (const source of new Set(panel.dataSources)) {
      if (source === "" || builtIn.has(source) || variableUses(source).length > 0) continue;
      const users = bySource.get(source);
      if (users) users.push(panel);
      else bySource.set(source, [panel]);
    }
  }
  return bySource;
}
