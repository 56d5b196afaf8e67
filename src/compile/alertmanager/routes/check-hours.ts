import { createSubject, reportError, type Scope } from "../../scope.js";
import type { ResolvedRoute } from "./resolve-route.js";

/**
 * Reports a route without receivers, and other hours that it cannot have. True if it has receivers.
 *
 * @param path the option of the system that holds the route
 * @param alerts the alerts that it takes, in the user's words
 */
export function checkReachesSomebody(
  scope: Scope,
  path: readonly string[],
  alerts: string,
  { to, active, mute, otherwise }: ResolvedRoute,
): boolean {
  const subject = createSubject("system", scope.system.name, scope.system);
  if (to.length === 0) {
    reportError(scope, "definition/no-receiver", subject, {
      summary: `${alerts} have no receiver`,
      fix: `add a receiver to the route: ${path[0] === "routesByLabel" ? "to" : path.at(-1)}: [slack]`,
      option: path,
    });
    return false;
  }
  if (otherwise !== undefined) checkOtherHours(scope, path, { active, mute, otherwise });
  return true;
}

/** Alertmanager can say "outside of these intervals" and "within those", but not "in one or the other". */
function checkOtherHours(
  scope: Scope,
  path: readonly string[],
  { active, mute, otherwise }: Pick<ResolvedRoute, "active" | "mute" | "otherwise">,
): void {
  const subject = createSubject("system", scope.system.name, scope.system);
  const [name, option] = [path.join("."), [...path, "otherwise"]];
  if (active.length === 0 && mute.length === 0) {
    reportError(scope, "definition/wrong-type", subject, {
      summary: `"${name}.otherwise" needs active or mute: the route notifies at all hours`,
      fix: "set active to the time intervals in which the route notifies, or leave it out",
      option,
    });
  } else if (otherwise !== "wait" && active.length > 0 && mute.length > 0) {
    reportError(scope, "definition/exclusive-options", subject, {
      summary: `"${name}" has active and mute, so that Alertmanager cannot tell its other hours`,
      details: "A route of Alertmanager that is for several intervals is for any of them.",
      fix: 'use active or mute alone, or otherwise: "wait"',
      option,
    });
  }
}
