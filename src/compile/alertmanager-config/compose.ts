import type { TimeInterval } from "../../model/alert/time-interval.js";
import { hasKind } from "../../model/definition/definition.js";
import { findDefinitions } from "../../model/definition/walk-definitions.js";
import type { Config } from "../../model/project/config.js";
import type { KubernetesTarget } from "../../model/project/target.js";
import type { YamlValue } from "../../yaml/index.js";
import { findOption, findReceiver } from "../alertmanager/find-receiver.js";
import { composeConfig, type RoutedSystem, type Subtree, templateLabels } from "../alertmanager/index.js";
import { renderNotificationTemplates } from "../alertmanager/notification-templates.js";
import type { AlertmanagerResourceArtifact } from "../compiled.js";
import { createSubject, reportError } from "../scope.js";
import { checkNamespace } from "./check-namespace.js";
import { convertInhibitRule, convertIntervals, convertRoute } from "./convert-config.js";
import { convertReceiver, type ReceiverProblem } from "./convert-receiver.js";

const resourceName = "telltale";

/**
 * Compiles the routes and receivers of an environment to an `AlertmanagerConfig`, for each target that asks for one. The tree
 * is that of Alertmanager for the systems of the environment, under a root of its own.
 */
export function compileAlertmanagerConfigs(
  config: Config,
  systems: readonly RoutedSystem[],
): readonly AlertmanagerResourceArtifact[] {
  return Object.entries(config.targets ?? {}).flatMap(([name, target]) => {
    if (target.kind !== "kubernetes" || target.alertmanagerConfig === undefined) return [];
    const chosen = systems.filter(
      ({ subtree: { scope } }) =>
        scope.settings.environment === target.environment &&
        scope.settings.alerting === "prometheus" &&
        (target.systems?.includes(scope.system.name) ?? true),
    );
    return chosen.length === 0 ? [] : [compile(config, name, target, chosen)];
  });
}

function compile(
  config: Config,
  name: string,
  target: KubernetesTarget,
  systems: readonly RoutedSystem[],
): AlertmanagerResourceArtifact {
  const { system, settings } = systems[0]!.subtree.scope;
  const { manifest, templates } = writeAlertmanagerConfig(config, target, systems);
  const path = `${settings.environment}/kubernetes/${name}.yaml`;
  return { kind: "alertmanager config", path, system, settings, value: manifest, templates, target: name };
}

/** Where an `AlertmanagerConfig` is, and how the Alertmanager takes it. */
type ConfigPlace = Pick<
  KubernetesTarget,
  "alertmanagerConfig" | "alertmanagerConfigVersion" | "namespace" | "secretName"
> & {
  readonly labels?: Readonly<Record<string, string>>;
};

/** Writes the `AlertmanagerConfig` of some systems of an environment, and the templates that its texts need. */
export function writeAlertmanagerConfig(
  config: Config,
  target: ConfigPlace,
  systems: readonly RoutedSystem[],
): { readonly manifest: YamlValue; readonly templates: string } {
  const subtrees = systems.map(({ subtree }) => subtree);
  const { settings, versions } = subtrees[0]!.scope;
  const { value } = composeConfig(config, subtrees);
  const version = target.alertmanagerConfigVersion ?? "v1alpha1";
  const secretName = target.secretName ?? "alertmanager-secrets";
  const form = { secretsFolder: settings.secretsFolder, secretName, version };
  const receivers = value.receivers.map((receiver) =>
    convertReceiver(receiver, form, (problem) => reportReceiver(subtrees, receiver.name, problem)),
  );
  const { intervals, zoned } = convertIntervals(value);
  for (const one of zoned) reportZone(subtrees, one);
  if (target.alertmanagerConfig === "OnNamespace") checkNamespace(systems, target.namespace);
  const spec = {
    route: convertRoute(value.route, versions.alertmanager),
    receivers,
    ...(value.inhibit_rules && {
      inhibitRules: value.inhibit_rules.map((rule) => convertInhibitRule(rule, versions.alertmanager)),
    }),
    ...(intervals.length > 0 && { [version === "v1alpha1" ? "muteTimeIntervals" : "timeIntervals"]: intervals }),
  };
  const manifest = {
    apiVersion: `monitoring.coreos.com/${version}`,
    kind: "AlertmanagerConfig",
    metadata: {
      name: resourceName,
      ...(target.namespace !== undefined && { namespace: target.namespace }),
      labels: { "app.kubernetes.io/managed-by": "telltale", ...target.labels },
    },
    spec,
  };
  return { manifest: manifest as YamlValue, templates: renderNotificationTemplates(templateLabels(settings)) };
}

/** The root of the tree repeats receivers of systems, which are reported once. */
function reportReceiver(subtrees: readonly Subtree[], name: string, { field, summary, fix }: ReceiverProblem): void {
  const found = findReceiver(subtrees, name);
  if (!found) return;
  const { definition, scope } = found;
  reportError(scope, "definition/unsupported", createSubject("receiver", definition.name, definition), {
    summary,
    details: "A target of kind kubernetes takes the routes of this environment.",
    fix,
    ...(field !== undefined && { option: [findOption(definition, field)] }),
  });
}

function reportZone(subtrees: readonly Subtree[], name: string): void {
  const owner = subtrees.find(({ timeIntervals }) => timeIntervals.some((one) => one.name === name));
  if (owner === undefined) return;
  const { scope } = owner;
  const definitions = findDefinitions([scope.system.routes], () => false).map(({ definition }) => definition);
  const interval = definitions.filter(isInterval).find((one) => name.endsWith(`/${one.name}`));
  const subject = interval
    ? createSubject("time interval", interval.name, interval)
    : createSubject("system", scope.system.name, scope.system);
  reportError(scope, "definition/unsupported", subject, {
    summary: "an AlertmanagerConfig has no time zones: its hours are in UTC, also in summer",
    fix: 'give the hours in UTC, or leave alertmanagerConfig out and use the target "alertmanager"',
    option: ["timeZone"],
  });
}

function isInterval(value: object): value is TimeInterval {
  return hasKind(value, "timeInterval");
}
