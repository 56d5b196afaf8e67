import type {
  InhibitRule,
  NamedTimeInterval,
  Receiver as ReceiverData,
  Route as RouteData,
} from "../../formats/alertmanager/types.js";
import type { AlertmanagerPlace } from "../../model/project/alertmanagers.js";
import type { AnyRulesArtifact } from "../compiled.js";
import { namesOfOriginLabels } from "../origin-labels.js";
import { createSubject, resolveValue, type Scope } from "../scope.js";
import { type Identity, identityOf, ownAlerts } from "./identity.js";
import { compileInhibition } from "./inhibition.js";
import { checkRoutingLabels } from "./label-names.js";
import { renderAlternatives, renderMatcher } from "./matcher.js";
import { compileReceivers } from "./receivers.js";
import { listRoutedAlerts } from "./routed-alert.js";
import { checkReachesSomebody } from "./routes/check-hours.js";
import { renderRoute } from "./routes/render-route.js";
import { receiversOf, resolveRoute } from "./routes/resolve-route.js";
import { compileTimeIntervals } from "./routes/time-intervals.js";

/** The part that a system has in the configuration of its Alertmanager. */
export interface Subtree {
  readonly scope: Scope;
  readonly place: AlertmanagerPlace;
  readonly identity: Identity;
  /** Takes the alerts with the labels of the system. */
  readonly route: RouteData;
  /** Takes alerts of the system without these labels, by name; undefined if it has none. */
  readonly strays: RouteData | undefined;
  readonly inhibitRules: readonly InhibitRule[];
  readonly receivers: readonly ReceiverData[];
  readonly timeIntervals: readonly NamedTimeInterval[];
}

/**
 * Compiles the routing of a system: each severity to its receivers, and which of its alerts silence others. Its receivers
 * carry its name, so that those of several systems cannot clash. Alerts of an unknown severity are a mistake that should be
 * seen but wake nobody: by default, they go to the first receiver of the last route.
 */
export function compileSubtree(
  scope: Scope,
  rules: readonly AnyRulesArtifact[],
  place: AlertmanagerPlace,
): Subtree | undefined {
  const { system, settings } = scope;
  const severities = Object.entries(system.routes).flatMap(([severity, route]) => {
    const resolved = resolveRoute(scope, ["routes", severity], route);
    return resolved ? [{ severity, route: resolved }] : [];
  });
  for (const { severity, route } of severities) checkReachesSomebody(scope, severity, route);
  const routed = severities.filter(({ route }) => route.to.length > 0);
  const subject = createSubject("system", system.name, system);
  const unrouted =
    resolveValue(scope, subject, '"unrouted"', system.unrouted, ["unrouted"]) ?? routed.at(-1)?.route.to[0];
  if (!unrouted) return undefined;
  const prefix = `${place.isShared ? `${settings.environment}/` : ""}${system.name}/`;
  const identity = identityOf(scope, place.isShared);
  const fields = {
    group_by: groupingLabels(scope),
    ...(routed.length > 0 && {
      routes: routed.map(({ severity, route }) => renderRoute([renderMatcher("severity", severity)], route, prefix)),
    }),
  };
  const receiver = `${prefix}${unrouted.name}`;
  const own = ownAlerts(identity, settings);
  const strays = listRoutedAlerts(rules).filter((alert) => !own.has(alert));
  const names = [...new Set(strays.map(({ data }) => data.alert))].sort();
  const inhibitRules = compileInhibition(scope, rules, own);
  checkRoutingLabels(scope, fields.group_by, inhibitRules);
  return {
    ...{ scope, place, identity, inhibitRules },
    route: { receiver, ...(own.matchers.length > 0 && { matchers: own.matchers }), ...fields },
    strays:
      names.length === 0 ? undefined : { receiver, matchers: [renderAlternatives("alertname", names)], ...fields },
    receivers: compileReceivers(scope, [...routed.flatMap(({ route }) => receiversOf(route)), unrouted], prefix),
    timeIntervals: compileTimeIntervals(
      scope,
      routed.flatMap(({ route }) => [...route.active, ...route.mute]),
      prefix,
    ),
  };
}

/** Alerts of different environments and systems are never grouped together. `...` groups by all labels already. */
function groupingLabels({ system, settings }: Scope): readonly string[] {
  if (system.groupBy.includes("...")) return system.groupBy;
  return [...new Set([...system.groupBy, ...namesOfOriginLabels(settings)])];
}
