import type { RoutedSystem } from "../alertmanager/inhibition/across-systems.js";
import { constantValue, listRoutedAlerts } from "../alertmanager/routed-alert.js";
import { createSubject, reportError } from "../scope.js";

const label = "namespace";

/**
 * Reports alerts that the operator's matcher keeps away from the routes: it adds the namespace of the object to the root,
 * and to both sides of every inhibition.
 */
export function checkNamespace(systems: readonly RoutedSystem[], namespace: string | undefined): void {
  for (const { subtree, rules } of systems) {
    const { scope } = subtree;
    const lost = listRoutedAlerts(rules).filter((alert) => {
      const value = constantValue(alert, label) ?? scope.settings.externalLabels[label];
      return namespace === undefined || value !== namespace;
    });
    const [first] = lost;
    if (first === undefined) continue;
    const definition = scope.system.definitions.find((one) => one.kind === "alert" && one.name === first.data.alert);
    const subject =
      definition?.kind === "alert"
        ? createSubject("alert", definition.name, definition)
        : createSubject("system", scope.system.name, scope.system);
    const others = lost.length === 1 ? "" : ` and ${lost.length - 1} more`;
    reportError(scope, "definition/unsupported", subject, {
      summary: `nobody would hear of this alert${others}: the operator routes only alerts with ${label}="${namespace ?? "…"}"`,
      details: "It adds this matcher to the routes of an AlertmanagerConfig, which is in that namespace.",
      fix: 'set alertmanagerConfigMatcherStrategy of the Alertmanager to None, and alertmanagerConfig: "None" of the target',
    });
  }
}
