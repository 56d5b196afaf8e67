import type { AlertmanagerConfig, Route as RouteData } from "../../formats/alertmanager/types.js";
import type { Receiver, Route, TimedRoute } from "../../model/alert/receiver.js";
import type { Varying } from "../../model/definition/per-environment.js";
import type { Settings } from "../../model/project/project.js";
import type { AnyRulesArtifact, Artifact } from "../compiled.js";
import { namesOfOriginLabels } from "../origin-labels.js";
import { createSubject, reportError, resolveValue, type Scope } from "../scope.js";
import { compileInhibition } from "./inhibition.js";
import { checkRoutingLabels } from "./label-names.js";
import { renderMatcher } from "./matcher.js";
import {
  notificationTemplatesPath,
  type OriginLabels,
  originLabels,
  renderNotificationTemplates,
} from "./notification-templates.js";
import { compileReceivers } from "./receivers.js";

/**
 * Compiles the routing of a system, each severity to its receivers, which of its alerts silence others, and the texts of
 * its notifications. Alerts of an unknown severity are a mistake that should be seen but wake nobody: by default, they go to the first receiver of the
 * last route.
 */
export function compileAlertmanager(scope: Scope, rules: readonly AnyRulesArtifact[]): readonly Artifact[] {
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
  if (!unrouted) return [];
  const inhibition = compileInhibition(scope, rules);
  const value: AlertmanagerConfig = {
    templates: [notificationTemplatesPath],
    route: {
      receiver: unrouted.name,
      group_by: groupingLabels(scope),
      ...(routed.length > 0 && { routes: routed.map(({ severity, route }) => renderRoute(severity, route)) }),
    },
    ...(inhibition.length > 0 && { inhibit_rules: inhibition }),
    receivers: compileReceivers(scope, [...routed.flatMap(({ route }) => route.to), unrouted]),
  };
  checkRoutingLabels(scope, value);
  const folder = `${settings.environment}/${system.name}`;
  const templates = renderNotificationTemplates(templateLabels(settings));
  return [
    { kind: "alertmanager", path: `${folder}/alertmanager.yml`, system, settings, value },
    {
      kind: "notification templates",
      path: `${folder}/${notificationTemplatesPath}`,
      system,
      settings,
      value: templates,
    },
  ];
}

/** The labels that texts read. Where Telltale adds none, a label of this name may come from elsewhere. */
function templateLabels({ alertLabels }: Settings): OriginLabels {
  const { environment = originLabels.environment, system = originLabels.system } = alertLabels;
  return { environment, system };
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
function renderRoute(severity: string, { to, groupWait, groupInterval, repeatInterval }: ResolvedRoute): RouteData {
  const names = [...new Set(to.map(({ name }: Receiver) => name))];
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
