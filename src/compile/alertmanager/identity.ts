import type { Settings } from "../../model/project/project.js";
import type { Scope } from "../scope.js";
import { renderMatcher } from "./matcher.js";
import { constantValue, type RoutedAlert } from "./routed-alert.js";

/** The labels by which the alerts of a system are told from those of all others that reach the same Alertmanager. */
export type Identity = readonly { readonly label: string; readonly value: string }[];

/** The system; the environment, too, if alerts of several reach the Alertmanager. */
export function identityOf({ system, settings }: Pick<Scope, "system" | "settings">, isShared: boolean): Identity {
  const { alertLabels, externalLabels, environment } = settings;
  const labels = [
    [isShared ? alertLabels.environment : undefined, environment],
    [alertLabels.system, system.name],
  ] as const;
  return labels.flatMap(([label, value]) =>
    label === undefined ? [] : [{ label, value: externalLabels[label] ?? value }],
  );
}

export function identityMatchers(identity: Identity): readonly string[] {
  return identity.map(({ label, value }) => renderMatcher(label, value));
}

/**
 * True if an alert has the labels of its system when it reaches Alertmanager. Those of a rule file in Prometheus' own format
 * have none, and a label of the series may take the place of one.
 */
function hasIdentity(
  alert: RoutedAlert,
  identity: Identity,
  { externalLabels }: Pick<Settings, "externalLabels">,
): boolean {
  return identity.every(({ label, value }) => (constantValue(alert, label) ?? externalLabels[label]) === value);
}

/** Alerts by the labels of their system: other systems in the Alertmanager are left alone. */
export interface OwnAlerts {
  /** The matchers of the labels. */
  readonly matchers: readonly string[];
  /** True for an alert with these labels; others of the system are matched by their name. */
  has(alert: RoutedAlert): boolean;
}

export function ownAlerts(identity: Identity, settings: Pick<Settings, "externalLabels">): OwnAlerts {
  return { matchers: identityMatchers(identity), has: (alert) => hasIdentity(alert, identity, settings) };
}
