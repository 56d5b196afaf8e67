import { isAlertingRule } from "../../formats/prometheus/types.js";
import { findAlertmanager } from "../../model/project/alertmanagers.js";
import type { Config } from "../../model/project/config.js";
import type { Settings } from "../../model/project/project.js";
import { releaseOrDefault } from "../../model/project/releases.js";
import { labelsOfRule } from "../../routing/alert-labels.js";
import { pairInhibitors } from "../../routing/find-inhibitors.js";
import type { Labels } from "../../routing/label-test.js";
import type { RoutedRule } from "../../routing/routed-rule.js";
import { createRoutingTree, type RoutingNode, type RoutingTree } from "../../routing/routing-tree.js";
import type { AlertmanagerArtifact, AnyRulesArtifact, Artifact } from "../compiled.js";

/** An alert of a system with everyone who hears of it. */
export interface AlertRecipients {
  readonly artifact: AnyRulesArtifact;
  readonly settings: Settings;
  readonly system: string;
  readonly rule: RoutedRule;
  /** The labels that all its instances have. */
  readonly labels: Labels;
  /** The routes that take it, in the order of the tree. */
  readonly nodes: readonly RoutingNode[];
  /** Names of the alerts that may inhibit it. */
  readonly silencedBy: readonly string[];
}

/** An Alertmanager with all alerts that are sent to it. */
export interface RoutedAlertmanager {
  readonly artifact: AlertmanagerArtifact;
  readonly tree: RoutingTree;
  readonly alerts: readonly AlertRecipients[];
}

/** Lists for each Alertmanager of a project who hears of which alert. */
export function listRecipients(
  artifacts: readonly Artifact[],
  config: Pick<Config, "alertmanagers">,
): readonly RoutedAlertmanager[] {
  return listSenders(artifacts, config).map(({ artifact, rules }) => routeAll(artifact, rules));
}

/** Lists each Alertmanager of a project with the rules whose alerts are sent to it. */
export function listSenders(artifacts: readonly Artifact[], config: Pick<Config, "alertmanagers">) {
  return artifacts.flatMap((artifact) => {
    if (artifact.kind !== "alertmanager") return [];
    const rules = artifacts.filter(
      (one): one is AnyRulesArtifact =>
        (one.kind === "prometheus rules" || one.kind === "loki rules") &&
        artifact.path.startsWith(`${findAlertmanager(config, one.settings.environment, one.system.name).folder}/`),
    );
    return [{ artifact, rules }];
  });
}

/** Lists who hears of which alert of an Alertmanager. */
export function routeAll(artifact: AlertmanagerArtifact, rules: readonly AnyRulesArtifact[]): RoutedAlertmanager {
  const version = releaseOrDefault("alertmanager", artifact.settings.versions.alertmanager);
  const tree = createRoutingTree(artifact.value, version);
  const alerts = rules.flatMap((one) => {
    const { settings, system } = one;
    return listRules(one).map((rule) => {
      const labels = labelsOfRule(rule, system.name, settings);
      const fields = { artifact: one, settings, system: system.name, rule, labels };
      return { ...fields, nodes: tree.route(labels), name: rule.name };
    });
  });
  const inhibitors = pairInhibitors(artifact.value.inhibit_rules ?? [], alerts, version);
  const named = alerts.map(({ name: _, ...alert }, index) => {
    const names = [...(inhibitors.get(alerts[index]!) ?? [])].map(({ name }) => name);
    return { ...alert, silencedBy: [...new Set(names)].sort() };
  });
  return { artifact, tree, alerts: named };
}

function listRules({ kind, value }: AnyRulesArtifact): readonly RoutedRule[] {
  const language = kind === "loki rules" ? "logql" : "promql";
  return value.groups.flatMap(({ rules, labels }) =>
    rules.filter(isAlertingRule).map((rule) => {
      return { name: rule.alert, expr: rule.expr, language, labels: { ...labels, ...rule.labels } };
    }),
  );
}

/** Returns the name of a receiver in the definitions of a system: `on-call` for `prod/shop/on-call`. */
export function ownName({ settings, system }: Pick<AlertRecipients, "settings" | "system">, receiver: string): string {
  for (const prefix of [`${settings.environment}/${system}/`, `${system}/`]) {
    if (receiver.startsWith(prefix)) return receiver.slice(prefix.length);
  }
  return receiver;
}
