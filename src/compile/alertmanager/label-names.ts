import type { InhibitRule } from "../../formats/alertmanager/types.js";
import { isAtLeast, isPlainLabelName } from "../../promql/index.js";
import { createSubject, reportError, type Scope, type Subject } from "../scope.js";

/** Reports labels by which the targeted Alertmanager cannot group or inhibit, such as OpenTelemetry's with dots. */
export function checkRoutingLabels(
  scope: Scope,
  groupBy: readonly string[],
  inhibitRules: readonly InhibitRule[],
): void {
  const { system, settings, versions } = scope;
  const subject = createSubject("system", system.name, system);
  const report = (name: string, what: string, since: string) =>
    reportError(scope, "definition/unsupported", subject, {
      summary: `Alertmanager ${settings.versions.alertmanager} cannot ${what} the label "${name}"`,
      details: "Alertmanager would refuse the configuration: it has a character other than letters, digits and _.",
      fix: `target Alertmanager ${since} or later, or use another label`,
      option: [name === system.serviceLabel ? "serviceLabel" : "groupBy"],
    });
  const grouping = groupBy.filter((name) => name !== "..." && !isPlainLabelName(name));
  if (!isAtLeast(versions.alertmanager, 0, 27)) for (const name of grouping) report(name, "group alerts by", "0.27");
  const compared = inhibitRules.flatMap(({ equal = [] }) => equal).filter((name) => !isPlainLabelName(name));
  if (isAtLeast(versions.alertmanager, 0, 29)) return;
  for (const name of new Set(compared)) report(name, "compare alerts in an inhibition by", "0.29");
}

/**
 * Reports labels of an alert for which the targeted Alertmanager refuses it, so that nobody would be notified: those that its
 * expression yields, and its own.
 */
export function checkAlertLabels(scope: Scope, subject: Subject, yielded: readonly string[], own: object): void {
  const { settings, versions } = scope;
  if (isAtLeast(versions.alertmanager, 0, 27)) return;
  for (const name of new Set([...yielded, ...Object.keys(own)])) {
    if (isPlainLabelName(name)) continue;
    const isOwn = Object.hasOwn(own, name);
    reportError(scope, "definition/unsupported", subject, {
      summary: `Alertmanager ${settings.versions.alertmanager} refuses alerts with the label "${name}"`,
      details:
        "It accepts only letters, digits and _ in names of labels. Prometheus fires the alert, and nobody is notified.",
      fix: `target Alertmanager 0.27 or later, or ${isOwn ? "rename the label" : "aggregate the label away"}`,
      option: isOwn ? ["labels", name] : ["when"],
    });
  }
}
