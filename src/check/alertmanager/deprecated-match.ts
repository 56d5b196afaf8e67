import type { Check } from "../check.js";
import { walkRoutes } from "./facts/walk-routes.js";

const deprecated = ["match", "match_re"];

/** `match` and `match_re`, which `matchers` replaces since Alertmanager 0.22. */
export const deprecatedMatch: Check = {
  id: "alertmanager/deprecated-match",
  on: "routing",
  *run({ config }) {
    const routes = walkRoutes(config.route).flatMap(({ route: { fields } }) =>
      deprecated.map((field) => ({ field, replacement: "matchers", range: fields.get(field) })),
    );
    const rules = config.inhibitRules.flatMap(({ fields }) =>
      ["source_", "target_"].flatMap((side) =>
        deprecated.map((name) => ({
          field: `${side}${name}`,
          replacement: `${side}matchers`,
          range: fields.get(`${side}${name}`),
        })),
      ),
    );
    for (const { field, replacement, range } of [...routes, ...rules]) {
      if (range === undefined) continue;
      yield {
        summary: `${field} is deprecated`,
        fix: `write ${replacement}: [severity="critical"]`,
        at: config.span(range),
      };
    }
  },
};
