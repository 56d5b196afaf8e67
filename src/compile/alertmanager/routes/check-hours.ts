import { createSubject, reportError, type Scope } from "../../scope.js";
import type { ResolvedRoute } from "./resolve-route.js";
import { describeUnheardHours } from "./unheard-hours.js";

/** Reports a severity without receivers, at all hours or at some. */
export function checkReachesSomebody(
  scope: Scope,
  severity: string,
  { to, active, mute, otherwise }: ResolvedRoute,
): void {
  const subject = createSubject("system", scope.system.name, scope.system);
  if (to.length === 0) {
    reportError(scope, "definition/no-receiver", subject, {
      summary: `alerts of severity "${severity}" have no receiver`,
      fix: `add a receiver to the route: ${severity}: [slack]`,
      option: ["routes", severity],
    });
    return;
  }
  if (otherwise !== undefined) {
    checkOtherHours(scope, severity, { active, mute, otherwise });
    return;
  }
  const unheard = describeUnheardHours(active, mute);
  if (unheard === undefined) return;
  reportError(scope, "definition/unheard-hours", subject, {
    summary: `alerts of severity "${severity}" reach nobody for ${unheard}`,
    details: "Alertmanager notifies when the hours begin, and only of alerts that still fire then.",
    fix: 'add otherwise: [email], or otherwise: "wait" if they can wait',
    option: ["routes", severity, active.length > 0 ? "active" : "mute"],
  });
}

/** Alertmanager can say "outside of these intervals" and "within those", but not "in one or the other". */
function checkOtherHours(
  scope: Scope,
  severity: string,
  { active, mute, otherwise }: Pick<ResolvedRoute, "active" | "mute" | "otherwise">,
): void {
  const subject = createSubject("system", scope.system.name, scope.system);
  const option = ["routes", severity, "otherwise"];
  if (active.length === 0 && mute.length === 0) {
    reportError(scope, "definition/wrong-type", subject, {
      summary: `"routes.${severity}.otherwise" needs active or mute: the route notifies at all hours`,
      fix: "set active to the time intervals in which the route notifies, or leave it out",
      option,
    });
  } else if (otherwise !== "wait" && active.length > 0 && mute.length > 0) {
    reportError(scope, "definition/exclusive-options", subject, {
      summary: `"routes.${severity}" has active and mute, so that Alertmanager cannot tell its other hours`,
      details: "A route of Alertmanager that is for several intervals is for any of them.",
      fix: 'use active or mute alone, or otherwise: "wait"',
      option,
    });
  }
}
