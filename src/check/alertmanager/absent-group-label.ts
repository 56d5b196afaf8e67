import type { Check } from "../check.js";
import { alertsOf } from "./facts/reaching-alerts.js";
import { walkRoutes } from "./facts/walk-routes.js";

/** A route that groups by a label that its alerts do not carry. */
export const absentGroupLabel: Check = {
  id: "alertmanager/absent-group-label",
  on: "routing",
  *run({ config, alerts }) {
    if (alerts === undefined) return;
    for (const position of walkRoutes(config.route)) {
      const { route } = position;
      // The root is for alerts that nobody knows.
      const labels = position.ancestors.length === 0 ? [] : (route.data.group_by ?? []);
      const own = labels.length === 0 ? [] : alertsOf(position, alerts);
      if (own.length === 0) continue;
      for (const label of labels) {
        // The label of the service is there by default.
        if (label === "..." || own.some(({ service, mayHave }) => label === service || mayHave(label))) continue;
        yield {
          summary: `no alert of this route has the label "${label}": grouping by it has no effect`,
          details: "Alerts that you expect apart are in one notification.",
          fix: "group by a label that the alerts have, or add it to them",
          at: config.span(route.fields.get("group_by") ?? route),
        };
      }
    }
  },
};
