import type { LabelMatcher } from "../../../formats/alertmanager/index.js";
import { testCondition } from "../../../routing/label-test.js";
import type { AlertView } from "../../check.js";
import type { RoutePosition } from "./walk-routes.js";

/** True if some alert of a rule may satisfy a matcher. */
export function mayMatch({ labels, mayHave }: AlertView, matcher: LabelMatcher): boolean {
  const { name } = matcher;
  if (Object.hasOwn(labels, name) || !mayHave(name)) return testCondition(matcher)(labels);
  return true;
}

/** The alerts that may come to a route: they may match it and the routes above it. */
export function alertsOf({ route, ancestors }: RoutePosition, alerts: readonly AlertView[]): readonly AlertView[] {
  const matchers = [...ancestors, route].flatMap((one) => one.matchers);
  return alerts.filter((alert) => matchers.every((matcher) => mayMatch(alert, matcher)));
}
