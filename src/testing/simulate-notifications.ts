import { nearest } from "../diagnostics/nearest.js";
import type { Receiver } from "../model/alert/receiver.js";
import { releaseOrDefault } from "../model/project/releases.js";
import { type Notification, simulateNotifications } from "../routing/notifications.js";
import { type MessageTexts, renderMessage } from "../routing/render-message.js";
import { listDeliveries } from "../simulate/run/deliveries.js";
import type { Simulation } from "../simulate/run/simulation.js";

/** A receiver, or its name in the definitions or in the configuration: `on-call`, `shop/on-call`. */
export type ReceiverSelector = Receiver | string;

/** Simulates what Alertmanager sends during a run: to all receivers, in the order of time. */
export function notificationsDuring(run: Simulation): readonly Notification[] {
  const { routing, settings, start, end } = run;
  if (routing === undefined) return [];
  const version = releaseOrDefault("alertmanager", settings.versions.alertmanager);
  return simulateNotifications(routing, { version, deliveries: listDeliveries(run), start, end });
}

/** Renders a notification of a run as its receiver gets it. */
export function messageOf({ routing, templates = "", settings }: Simulation, notification: Notification): MessageTexts {
  const version = releaseOrDefault("alertmanager", settings.versions.alertmanager);
  return renderMessage(notification, { config: routing!, templates, version });
}

/** Returns the name of a receiver in the definitions: `on-call` for `prod/shop/on-call`. */
export function shortName({ system, settings }: Pick<Simulation, "system" | "settings">, receiver: string): string {
  for (const prefix of [`${settings.environment}/${system.name}/`, `${system.name}/`]) {
    if (receiver.startsWith(prefix)) return receiver.slice(prefix.length);
  }
  return receiver;
}

/** Returns the name in the definitions of a receiver that the routing has. Throws if it has none of that name. */
export function requireReceiver(
  run: Pick<Simulation, "system" | "settings" | "routing">,
  selector: ReceiverSelector,
): string {
  const wanted = shortName(run, typeof selector === "string" ? selector : selector.name);
  const known = (run.routing?.receivers ?? []).map(({ name }) => shortName(run, name));
  if (known.includes(wanted)) return wanted;
  const suggestion = nearest(wanted, known);
  const hint = suggestion === undefined ? "is it in a route of the system?" : `did you mean "${suggestion}"?`;
  throw new Error(
    `the system "${run.system.name}" has no receiver "${wanted}" in ${run.settings.environment}: ${hint}`,
  );
}
