import type { AlertmanagerConfig, InhibitRule, Route as RouteData } from "../../formats/alertmanager/types.js";
import type { Receiver, Route, TimedRoute } from "../../model/alert/receiver.js";
import type { Artifact } from "../compiled.js";
import { createSubject, reportError, type Scope } from "../scope.js";
import { notificationTemplatesPath, originLabels, renderNotificationTemplates } from "./notification-templates.js";
import { compileReceivers } from "./receivers.js";

/**
 * Compiles the routing of a system, each severity to its receivers, and the texts of its notifications. Alerts of an
 * unknown severity are a mistake that should be seen but wake nobody: by default, they go to the first receiver of the
 * last route.
 */
export function compileAlertmanager(scope: Scope): readonly Artifact[] {
  const { system, settings } = scope;
  const severities = Object.entries(system.routes).map(([severity, route]) => ({ severity, route: withTiming(route) }));
  for (const { severity, route } of severities) {
    if (route.to.length > 0) continue;
    reportError(scope, "definition/no-receiver", createSubject("system", system.name, system), {
      summary: `alerts of severity "${severity}" have no receiver`,
      fix: `add a receiver to the route: ${severity}: [slack]`,
      option: ["routes", severity],
    });
  }
  const routed = severities.filter(({ route }) => route.to.length > 0);
  const unrouted = system.unrouted ?? routed.at(-1)?.route.to[0];
  if (!unrouted) return [];
  const value: AlertmanagerConfig = {
    templates: [notificationTemplatesPath],
    route: {
      receiver: unrouted.name,
      group_by: system.groupBy,
      ...(routed.length > 0 && { routes: routed.map(({ severity, route }) => renderRoute(severity, route)) }),
    },
    ...renderInhibition(scope),
    receivers: compileReceivers(scope, [...routed.flatMap(({ route }) => route.to), unrouted]),
  };
  const folder = `${settings.environment}/${system.name}`;
  const templates = renderNotificationTemplates(originLabels);
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

function withTiming(route: Route): TimedRoute {
  return "to" in route ? route : { to: route };
}

/** Renders the route of a severity. It holds the timing; several receivers get a child route each. */
function renderRoute(severity: string, { to, groupWait, groupInterval, repeatInterval }: TimedRoute): RouteData {
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

/** A critical alert inhibits the warning of the same name and service. */
function renderInhibition({ system }: Scope): { readonly inhibit_rules?: readonly InhibitRule[] } {
  if (!("critical" in system.routes) || !("warning" in system.routes)) return {};
  const rule = {
    source_matchers: [renderMatcher("severity", "critical")],
    target_matchers: [renderMatcher("severity", "warning")],
    equal: ["alertname", system.serviceLabel],
  };
  return { inhibit_rules: [rule] };
}

function renderMatcher(label: string, value: string): string {
  return `${label}="${value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n")}"`;
}
