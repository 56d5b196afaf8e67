import { suggestion } from "../../diagnostics/suggestion.js";
import type { LabelMatcher } from "../../formats/alertmanager/index.js";
import type { AlertView, Check } from "../check.js";
import { describeMatcher } from "./facts/implied-matchers.js";
import { alertsOf, mayMatch } from "./facts/reaching-alerts.js";
import { walkRoutes } from "./facts/walk-routes.js";

/** A route by labels that no alert has. Severities are a vocabulary: one may have no alert yet. */
export const routeWithoutAlerts: Check = {
  id: "alertmanager/route-without-alerts",
  on: "routing",
  after: ["alertmanager/contradictory-matchers", "alertmanager/unreachable-route"],
  *run({ config, alerts, definitions, context }) {
    if (alerts === undefined) return;
    const vocabulary = ["severity", ...Object.values(context.settings.alertLabels ?? {})];
    for (const position of walkRoutes(config.route)) {
      const { route, ancestors } = position;
      if (definitions?.isForeign(route)) continue;
      if (route.matchers.every(({ name }) => vocabulary.includes(name))) continue;
      if (alertsOf(position, alerts).length > 0) continue;
      const above = alertsOf({ route: ancestors.at(-1)!, ancestors: ancestors.slice(0, -1) }, alerts);
      if (above.length === 0) continue;
      const wrong = route.matchers.find((matcher) => !above.some((alert) => mayMatch(alert, matcher)));
      if (wrong && vocabulary.includes(wrong.name)) continue;
      yield {
        summary: `no alert has ${(wrong ? [wrong] : route.matchers).map(describeMatcher).join(", ")}`,
        details: "The route never notifies anyone.",
        fix: (wrong && suggestFor(wrong, above)) ?? "correct the labels, or remove the route",
        at: config.span(route),
      };
    }
  },
};

/** Suggests the label or the value that was most likely meant. */
function suggestFor({ name, value, operator }: LabelMatcher, alerts: readonly AlertView[]): string | undefined {
  const known = (names: readonly string[]) => [...new Set(names)].sort();
  if (!alerts.some((alert) => alert.mayHave(name))) {
    return suggestion(name, known(alerts.flatMap(({ labels }) => Object.keys(labels))));
  }
  const values = known(alerts.flatMap(({ labels }) => labels[name] ?? []));
  return operator === "=" && values.length > 0 ? suggestion(value, values) : undefined;
}
