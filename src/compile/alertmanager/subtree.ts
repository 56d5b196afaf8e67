import type { InhibitRule, Receiver as ReceiverData, Route as RouteData } from "../../formats/alertmanager/types.js";
import type { Receiver } from "../../model/alert/receiver.js";
import type { Route, TimedRoute } from "../../model/alert/route.js";
import type { Varying } from "../../model/definition/per-environment.js";
import type { AlertmanagerPlace } from "../../model/project/alertmanagers.js";
import type { AnyRulesArtifact } from "../compiled.js";
import { namesOfOriginLabels } from "../origin-labels.js";
import { createSubject, reportError, resolveValue, type Scope } from "../scope.js";
import { type Identity, identityOf, ownAlerts } from "./identity.js";
import { compileInhibition } from "./inhibition.js";
import { checkRoutingLabels } from "./label-names.js";
import { renderAlternatives, renderMatcher } from "./matcher.js";
import { compileReceivers } from "./receivers.js";
import { listRoutedAlerts } from "./routed-alert.js";

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
    const resolved = resolveRoute(scope, severity, route);
    return resolved ? [{ severity, route: resolved }] : [];
  });
  for (const { severity, route } of severities) {
    if (route.to.length > 0) continue;
    reportError(scope, "definition/no-receiver", createSubject("system", system.name, system), {
      summary: `alerts of severity "${severity}" have no receiver`,
      fix: `add a receiver to the route: ${severity}: [slack]`,
      option: ["routes", severity],
    });
  }
  const routed = severities.filter(({ route }) => route.to.length > 0);
  const subject = createSubject("system", system.name, system);
  const unrouted =
    resolveValue(scope, subject, '"unrouted"', system.unrouted, ["unrouted"]) ?? routed.at(-1)?.route.to[0];
  if (!unrouted) return undefined;
  const prefix = `${place.isShared ? `${settings.environment}/` : ""}${system.name}/`;
  const identity = identityOf(scope, place.isShared);
  const fields = {
    group_by: groupingLabels(scope),
    ...(routed.length > 0 && { routes: routed.map(({ severity, route }) => renderRoute(severity, route, prefix)) }),
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
    receivers: compileReceivers(scope, [...routed.flatMap(({ route }) => route.to), unrouted], prefix),
  };
}

/** A route with the receivers and durations of one environment. */
interface ResolvedRoute {
  readonly to: readonly Receiver[];
  readonly groupWait: string | undefined;
  readonly groupInterval: string | undefined;
  readonly repeatInterval: string | undefined;
}

function resolveRoute(scope: Scope, severity: string, varying: Varying<Route>): ResolvedRoute | undefined {
  const subject = createSubject("system", scope.system.name, scope.system);
  const path = ["routes", severity];
  const route = resolveValue(scope, subject, `the route "${severity}"`, varying, path);
  if (route === undefined) return undefined;
  const timed: TimedRoute = "to" in route ? route : { to: route };
  const value = <T>(option: keyof TimedRoute, of: Varying<T> | undefined) =>
    resolveValue(scope, subject, `"routes.${severity}.${option}"`, of, [...path, option]);
  const to = value("to", timed.to);
  return (
    to && {
      to,
      groupWait: value("groupWait", timed.groupWait),
      groupInterval: value("groupInterval", timed.groupInterval),
      repeatInterval: value("repeatInterval", timed.repeatInterval),
    }
  );
}

/** Alerts of different environments and systems are never grouped together. `...` groups by all labels already. */
function groupingLabels({ system, settings }: Scope): readonly string[] {
  if (system.groupBy.includes("...")) return system.groupBy;
  return [...new Set([...system.groupBy, ...namesOfOriginLabels(settings)])];
}

/** Renders the route of a severity. It holds the timing; several receivers get a child route each. */
function renderRoute(
  severity: string,
  { to, groupWait, groupInterval, repeatInterval }: ResolvedRoute,
  prefix: string,
): RouteData {
  const names = [...new Set(to.map(({ name }: Receiver) => `${prefix}${name}`))];
  return {
    receiver: names[0]!,
    matchers: [renderMatcher("severity", severity)],
    ...(groupWait !== undefined && { group_wait: groupWait }),
    ...(groupInterval !== undefined && { group_interval: groupInterval }),
    ...(repeatInterval !== undefined && { repeat_interval: repeatInterval }),
    ...(names.length > 1 && {
      routes: names.map((receiver, index) => ({ receiver, ...(index < names.length - 1 && { continue: true }) })),
    }),
  };
}
