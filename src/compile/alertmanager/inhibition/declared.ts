import { nearest } from "../../../diagnostics/nearest.js";
import type { InhibitRule } from "../../../formats/alertmanager/types.js";
import type { Alert } from "../../../model/alert/alert.js";
import type { Inhibition } from "../../../model/alert/inhibition.js";
import type { CompiledAlert } from "../../compiled.js";
import { namesOfOriginLabels } from "../../origin-labels.js";
import { listAlertLabels } from "../../prometheus/alert-labels.js";
import { reportError, type Scope } from "../../scope.js";
import type { OwnAlerts } from "../identity.js";
import { hasAlertLabel } from "../routed-alert.js";
import { writtenAt } from "../written-at.js";
import { isAsUrgent, renderSilenced } from "./render-pairs.js";

/** Compiles the inhibitions that a system defines with `inhibit`. */
export function inhibitDeclared(
  scope: Scope,
  alerts: readonly CompiledAlert[],
  own: OwnAlerts,
): readonly InhibitRule[] {
  const declared = scope.system.definitions.filter((one) => one.kind === "inhibition");
  return declared.flatMap((inhibition) => compileInhibition(scope, inhibition, alerts, own));
}

function compileInhibition(
  scope: Scope,
  inhibition: Inhibition,
  alerts: readonly CompiledAlert[],
  own: OwnAlerts,
): readonly InhibitRule[] {
  const sources = find(alerts, [inhibition.when].flat() as readonly Alert[]);
  const equal = [...new Set([...inhibition.equal, ...namesOfOriginLabels(scope.settings)])];
  const severities = Object.keys(scope.system.routes);
  const subject = { name: "inhibition", origin: inhibition.origin };
  reportMissingLabels(scope, inhibition, equal, sources, find(alerts, inhibition.silences ?? []));
  const carries = (alert: CompiledAlert) => equal.every((label) => hasAlertLabel(alert, label));
  return sources.filter(carries).flatMap((source) => {
    const candidates = inhibition.silences ? find(alerts, inhibition.silences) : alerts;
    const targets = candidates.filter(
      (target) =>
        carries(target) &&
        !sources.includes(target) &&
        (inhibition.silences !== undefined || isAsUrgent(source, target, severities)),
    );
    return renderSilenced({ source, targets, equal }, own, []).map((rule) => writtenAt(rule, scope, subject));
  });
}

function find(alerts: readonly CompiledAlert[], definitions: readonly Alert[]): readonly CompiledAlert[] {
  return alerts.filter(({ definition }) => definitions.includes(definition));
}

/** A label that one side lacks is never equal, and one that both lack always is: neither is meant. */
function reportMissingLabels(
  scope: Scope,
  inhibition: Inhibition,
  equal: readonly string[],
  sources: readonly CompiledAlert[],
  targets: readonly CompiledAlert[],
): void {
  for (const alert of [...sources, ...targets]) {
    const missing = equal.find((label) => !hasAlertLabel(alert, label));
    if (missing === undefined) continue;
    const { alert: name } = alert.data;
    const isSource = sources.includes(alert);
    reportError(
      scope,
      "definition/never-silenced",
      { name: `alert "${name}"`, origin: inhibition.origin },
      {
        summary: `"${name}" ${isSource ? "silences nothing" : "is never silenced"}: it has no label ${missing}`,
        details: `Alertmanager silences an alert while one with the same ${equal.join(", ")} fires.`,
        fix: isSource ? suggestLabel(missing, alert) : "leave it out, or keep the label in its expression",
        option: [isSource ? "equal" : "silences"],
      },
    );
  }
}

function suggestLabel(missing: string, { data, series }: CompiledAlert): string {
  const similar = nearest(missing, [...Object.keys(data.labels ?? {}), ...listAlertLabels(series)]);
  return similar === undefined ? "compare labels that the alert has" : `did you mean "${similar}"?`;
}
