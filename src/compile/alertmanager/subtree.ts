import type {
  InhibitRule,
  NamedTimeInterval,
  Receiver as ReceiverData,
  Route as RouteData,
} from "../../formats/alertmanager/types.js";
import type { LabelRoute } from "../../model/alert/route.js";
import type { AlertmanagerPlace } from "../../model/project/alertmanagers.js";
import type { AnyRulesArtifact } from "../compiled.js";
import { createSubject, resolveValue, type Scope } from "../scope.js";
import { type Identity, identityOf, ownAlerts } from "./identity.js";
import { compileInhibition } from "./inhibition.js";
import { checkRoutingLabels } from "./label-names.js";
import { renderAlternatives } from "./matcher.js";
import { compileReceivers } from "./receivers.js";
import { listRoutedAlerts } from "./routed-alert.js";
import { compileRoutes, groupingLabels } from "./routes/compile-routes.js";
import { receiversOf } from "./routes/resolve-route.js";
import { compileTimeIntervals } from "./routes/time-intervals.js";
import { compileWatchdogRoute, listWatchdogs } from "./routes/watchdog.js";
import { writtenAt } from "./written-at.js";

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
  const prefix = `${place.isShared ? `${settings.environment}/` : ""}${system.name}/`;
  const subject = createSubject("system", system.name, system);
  const { routes: own, resolved, last } = compileRoutes(scope, prefix);
  const watchdogs = listWatchdogs(scope);
  const routes = [...watchdogs.flatMap((alert) => compileWatchdogRoute(scope, alert, prefix)), ...own];
  const unrouted = resolveValue(scope, subject, '"unrouted"', system.unrouted, ["unrouted"]) ?? last?.to[0];
  if (!unrouted) return undefined;
  const identity = identityOf(scope, place.isShared);
  const fields = { group_by: groupingLabels(scope, system.groupBy), ...(routes.length > 0 && { routes }) };
  const receiver = `${prefix}${unrouted.name}`;
  const identified = ownAlerts(identity, settings);
  const strays = listRoutedAlerts(rules).filter((alert) => !identified.has(alert));
  const names = [...new Set(strays.map(({ data }) => data.alert))].sort();
  const inhibitRules = compileInhibition(scope, rules, identified);
  checkRoutingLabels(scope, [...fields.group_by, ...system.routesByLabel.flatMap(listGroupings)], inhibitRules);
  return {
    ...{ scope, place, identity, inhibitRules },
    route: writtenAt(
      { receiver, ...(identified.matchers.length > 0 && { matchers: identified.matchers }), ...fields },
      scope,
      subject,
    ),
    strays:
      names.length === 0
        ? undefined
        : writtenAt({ receiver, matchers: [renderAlternatives("alertname", names)], ...fields }, scope, subject),
    receivers: compileReceivers(
      scope,
      [...resolved.flatMap(receiversOf), ...watchdogs.map(({ watchdog }) => watchdog.to), unrouted],
      prefix,
    ),
    timeIntervals: compileTimeIntervals(
      scope,
      resolved.flatMap(({ active, mute }) => [...active, ...mute]),
      prefix,
    ),
  };
}

function listGroupings({ groupBy = [], routes = [] }: LabelRoute): readonly string[] {
  return [...groupBy, ...routes.flatMap(listGroupings)];
}
