import type { AlertmanagerConfig } from "../../formats/alertmanager/types.js";
import type { AlertingFile } from "../../formats/grafana-alerting/index.js";
import type { Config } from "../../model/project/config.js";
import { releaseOrDefault } from "../../model/project/releases.js";
import { isAtLeast } from "../../promql/index.js";
import { composeConfig, type Subtree, templateLabels } from "../alertmanager/index.js";
import { renderNotificationTemplates } from "../alertmanager/notification-templates.js";
import type { Artifact, GrafanaAlertingArtifact } from "../compiled.js";
import { createSubject, reportError } from "../scope.js";
import { compileContactPoints } from "./contact-points/compile-contact-points.js";
import { convertInhibition, convertIntervals, convertRoute } from "./policies.js";

/**
 * Composes the contact points, notification policies, mute timings and templates of each environment whose alerts Grafana
 * manages. The tree is that of Alertmanager for the systems of the environment, under a root of its own.
 */
export function composeGrafanaAlerting(config: Config, subtrees: readonly Subtree[]): readonly Artifact[] {
  const environments = new Map<string, Subtree[]>();
  for (const subtree of subtrees) {
    const { environment, alerting } = subtree.scope.settings;
    if (alerting !== "grafana") continue;
    environments.set(environment, [...(environments.get(environment) ?? []), subtree]);
  }
  return [...environments].flatMap(([environment, parts]) => compose(config, environment, parts));
}

function compose(config: Config, environment: string, subtrees: readonly Subtree[]): readonly Artifact[] {
  const [{ scope }] = subtrees as readonly [Subtree, ...Subtree[]];
  const { system, settings, versions } = scope;
  const { value } = composeConfig(config, subtrees);
  const folder = `${environment}/grafana-alerting`;
  const artifact = (name: string, part: AlertingFile): GrafanaAlertingArtifact => ({
    kind: "grafana alerting",
    path: `${folder}/${name}.yaml`,
    system,
    settings,
    value: part,
  });
  const muteTimes = convertIntervals(value);
  const templates = [{ name: "telltale", template: renderNotificationTemplates(templateLabels(settings), "grafana") }];
  return [
    artifact("contact-points", { contactPoints: compileContactPoints(subtrees, value.receivers) }),
    artifact("policies", { policies: [convertRoute(value.route, versions.alertmanager)] }),
    artifact("templates", { templates }),
    ...(muteTimes.length > 0 ? [artifact("mute-timings", { muteTimes })] : []),
    ...composeInhibition(environment, subtrees, value),
  ];
}

/** Grafana has inhibition since 13, as resources only. */
function composeInhibition(
  environment: string,
  subtrees: readonly Subtree[],
  { inhibit_rules = [] }: AlertmanagerConfig,
): readonly Artifact[] {
  const [{ scope }] = subtrees as readonly [Subtree, ...Subtree[]];
  const { system, settings, versions } = scope;
  if (inhibit_rules.length === 0) return [];
  if (!isAtLeast(releaseOrDefault("grafana", settings.versions.grafana), 13, 0)) {
    for (const subtree of subtrees) if (subtree.inhibitRules.length > 0) reportInhibition(subtree);
    return [];
  }
  const value = inhibit_rules.map((rule) => convertInhibition(rule, `telltale-${environment}`, versions.alertmanager));
  const path = `${environment}/grafana-resources/inhibition-rules.yaml`;
  return [{ kind: "grafana inhibition rules", path, system, settings, value }];
}

function reportInhibition({ scope }: Subtree): void {
  const silencing = scope.system.definitions.find((one) => one.kind === "alert" && (one.silences?.length ?? 0) > 0);
  const subject =
    silencing?.kind === "alert"
      ? createSubject("alert", silencing.name, silencing)
      : createSubject("system", scope.system.name, scope.system);
  reportError(scope, "definition/unsupported", subject, {
    summary: `Grafana ${scope.settings.versions.grafana} has no inhibition: an outage would page for all that it causes`,
    details: "Grafana has it since 13, with the feature toggle alertingMultiplePolicies.",
    fix: 'target Grafana 13 or later, or leave alerts to Alertmanager: alerting: "prometheus"',
    option: ["silences"],
  });
}
