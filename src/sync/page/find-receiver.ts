import { type Artifact, listRecipients, type RoutedAlertmanager } from "../../compile/index.js";
import { nearest } from "../../diagnostics/nearest.js";
import type { Receiver } from "../../formats/alertmanager/types.js";
import type { Config } from "../../model/project/config.js";

/** A receiver in the configuration of an Alertmanager. */
export interface FoundReceiver {
  readonly alertmanager: RoutedAlertmanager;
  readonly receiver: Receiver;
}

/** Finds a receiver by its name in a configuration, or by the end of it: `prod/shop/on-call`, `shop/on-call`, `on-call`. */
export function findReceiver(
  artifacts: readonly Artifact[],
  config: Pick<Config, "alertmanagers">,
  name: string,
): FoundReceiver | { readonly problem: string } {
  const all = listRecipients(artifacts, config).flatMap((alertmanager) =>
    alertmanager.artifact.value.receivers.map((receiver) => ({ alertmanager, receiver })),
  );
  const named = all.filter(({ receiver }) => receiver.name === name || receiver.name.endsWith(`/${name}`));
  if (named.length === 1) return named[0]!;
  if (named.length > 1) {
    const names = named.map(({ receiver, alertmanager }) => `${receiver.name} of ${alertmanager.artifact.path}`);
    return {
      problem: `several receivers are named "${name}": ${names.join(", ")}. Write more of the name, or --environment`,
    };
  }
  const known = [...new Set(all.flatMap(({ receiver }) => [receiver.name, receiver.name.replace(/^.*\//, "")]))];
  const suggestion = nearest(name, known);
  const hint = suggestion === undefined ? `the project has ${known.join(", ")}` : `did you mean "${suggestion}"?`;
  return { problem: `no receiver is named "${name}": ${hint}` };
}
