import type { AlertView, Check } from "../check.js";
import { alertsOf } from "./facts/reaching-alerts.js";
import { inheritedValue, walkRoutes } from "./facts/walk-routes.js";

/** A route that puts alerts of several services into one group. */
export const mixedGroup: Check = {
  id: "alertmanager/mixed-group",
  on: "routing",
  *run({ config, alerts }) {
    if (alerts === undefined) return;
    for (const position of walkRoutes(config.route)) {
      const { route, ancestors } = position;
      if (ancestors.length === 0 || route.data.group_by === undefined) continue;
      const groupBy = inheritedValue(position, "group_by") as readonly string[];
      if (groupBy.includes("...")) continue;
      const mixed = alertsOf(position, alerts).find(
        ({ service, mayHave }) => !groupBy.includes(service) && mayHave(service),
      );
      if (mixed === undefined || hasOneService(mixed, alertsOf(position, alerts))) continue;
      yield {
        summary: `alerts of all services are in one notification: the route does not group by ${mixed.service}`,
        details:
          "The title of a message names one service at most, and a second service that fails is easily overlooked.",
        fix: `add "${mixed.service}" to groupBy`,
        at: config.span(route.fields.get("group_by") ?? route),
      };
    }
  },
};

function hasOneService({ service }: AlertView, alerts: readonly AlertView[]): boolean {
  const values = new Set(alerts.map(({ labels }) => labels[service]));
  return values.size === 1 && !values.has(undefined);
}
