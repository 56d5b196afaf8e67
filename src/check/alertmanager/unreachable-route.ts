import type { Check } from "../check.js";
import { describeMatcher, implies } from "./facts/implied-matchers.js";
import { walkRoutes } from "./facts/walk-routes.js";

/** A route whose alerts an earlier sibling takes, without `continue`. */
export const unreachableRoute: Check = {
  id: "alertmanager/unreachable-route",
  on: "routing",
  *run({ config }) {
    for (const { route: parent } of walkRoutes(config.route)) {
      for (const [index, route] of parent.routes.entries()) {
        const earlier = parent.routes
          .slice(0, index)
          .find(
            ({ data, matchers }) => data.continue !== true && matchers.every((one) => implies(route.matchers, one)),
          );
        if (earlier === undefined) continue;
        const taken = earlier.matchers.map(describeMatcher).join(", ");
        yield {
          summary: `this route never gets an alert: an earlier one takes ${taken === "" ? "all of them" : taken}`,
          details: "Alertmanager stops at the first route that matches, unless it has `continue: true`.",
          fix: "move it before the other, or set `continue: true` there",
          at: config.span(route),
          related: [{ message: "the route that takes its alerts", span: config.span(earlier) }],
        };
      }
    }
  },
};
