import { suggestion } from "../../diagnostics/suggestion.js";
import { compilePattern, type LabelMatcher } from "../../formats/alertmanager/index.js";
import type { AlertView, Check } from "../check.js";
import { valuesOf } from "./facts/label-values.js";
import { alertsOf, mayMatch } from "./facts/reaching-alerts.js";
import { walkRoutes } from "./facts/walk-routes.js";

/** A route whose match names a value that no alert can have, such as a misspelt severity. */
export const unknownMatchValue: Check = {
  id: "alertmanager/unknown-match-value",
  on: "routing",
  after: ["alertmanager/contradictory-matchers"],
  *run({ config, alerts, definitions }) {
    if (alerts === undefined || definitions === undefined) return;
    for (const { route, ancestors } of walkRoutes(config.route)) {
      if (route.matchers.length === 0 || definitions.isForeign(route)) continue;
      const above = alertsOf({ route: ancestors.at(-1)!, ancestors: ancestors.slice(0, -1) }, alerts);
      for (const matcher of route.matchers) {
        const known = listKnown(matcher.name, above);
        if (known === undefined) continue;
        // A value that is all there is to match: route-without-alerts says so.
        const isLost = matcher.name !== "severity" && !above.some((alert) => mayMatch(alert, matcher));
        for (const value of isLost ? [] : unknownValues(matcher, known)) {
          yield {
            summary: `no alert can have ${matcher.name}=${JSON.stringify(value)}`,
            details: matcher.operator.startsWith("!")
              ? "The route excludes nothing by it: alerts with the value that was meant come in."
              : "The route never takes an alert for it: alerts with the value that was meant go elsewhere.",
            fix: suggestion(value, known),
            at: definitions.locate(route.data, "match", matcher.name) ?? config.span(route),
          };
        }
      }
    }
  },
};

/** The values that alerts can have of a label: severities as their systems list them. Undefined if there may be others. */
function listKnown(label: string, alerts: readonly AlertView[]): readonly string[] | undefined {
  const known = new Set<string>();
  for (const alert of alerts) {
    const values = valuesOf(alert, label);
    if (values === undefined) return undefined;
    for (const value of label === "severity" ? [...alert.severities, ...values] : values) known.add(value);
  }
  return known.size === 0 ? undefined : [...known].sort();
}

/** The values of a matcher that are not among the known ones; a pattern that matches none of these is one. */
function unknownValues({ operator, value }: LabelMatcher, known: readonly string[]): readonly string[] {
  const isPattern = operator.endsWith("~");
  const alternatives = isPattern ? listAlternatives(value) : [value];
  if (alternatives) return alternatives.filter((one) => one !== "" && !known.includes(one));
  const pattern = compilePattern(value);
  return ["", ...known].some((one) => pattern.test(one)) ? [] : [value];
}

/** The values of a pattern such as `acme|globex\.de`. Undefined if it matches more than a list of them. */
function listAlternatives(pattern: string): readonly string[] | undefined {
  const isList = /^(?:[^\\^$.*+?()[\]{}|]|\\[^\p{L}\p{N}]|\|)*$/u.test(pattern);
  if (!isList) return undefined;
  return pattern.split("|").map((one) => one.replace(/\\(.)/gu, "$1"));
}
