import type { Check } from "../check.js";
import { describeMatcher, findContradiction } from "./facts/implied-matchers.js";
import { walkRoutes } from "./facts/walk-routes.js";

/** Matchers that exclude each other, in one route, in a route and those above it, or on one side of an inhibition. */
export const contradictoryMatchers: Check = {
  id: "alertmanager/contradictory-matchers",
  on: "routing",
  *run({ config }) {
    const describe = (pair: NonNullable<ReturnType<typeof findContradiction>>) => ({
      summary: `no alert has both ${pair.map(describeMatcher).join(" and ")}`,
      fix: "correct the matchers, or leave it out",
    });
    for (const { route, ancestors } of walkRoutes(config.route)) {
      const inherited = ancestors.flatMap(({ matchers }) => matchers);
      const pair = findContradiction([...inherited, ...route.matchers]);
      if (pair === undefined || findContradiction(inherited) !== undefined) continue;
      const details = "The route never gets an alert. An alert must match the routes above it, too.";
      yield { ...describe(pair), details, at: config.span(route) };
    }
    for (const rule of config.inhibitRules) {
      const pair = findContradiction(rule.source) ?? findContradiction(rule.target);
      if (pair) yield { ...describe(pair), details: "The rule never applies.", at: config.span(rule) };
    }
  },
};
