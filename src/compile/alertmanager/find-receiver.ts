import type { Receiver } from "../../model/alert/receiver.js";
import { hasKind } from "../../model/definition/definition.js";
import { findDefinitions } from "../../model/definition/walk-definitions.js";
import type { Scope } from "../scope.js";
import { integrationForms } from "./integrations.js";
import type { Subtree } from "./subtree.js";

/** A receiver of a configuration, and the system that it is from. */
export interface FoundReceiver {
  readonly definition: Receiver;
  readonly scope: Scope;
}

/** Finds the definition of a receiver, whose name in the configuration begins with that of its system. */
export function findReceiver(subtrees: readonly Subtree[], name: string): FoundReceiver | undefined {
  for (const { scope, receivers } of subtrees) {
    if (!receivers.some((receiver) => receiver.name === name)) continue;
    const { routes, owners, routesByLabel, unrouted, definitions: all } = scope.system;
    const watchdogs = all.flatMap((one) => (one.kind === "alert" && one.watchdog ? [one.watchdog.to] : []));
    const parts = [routes, owners, routesByLabel, unrouted, watchdogs];
    const definitions = findDefinitions(parts, () => false).map((found) => found.definition);
    const definition = definitions.filter(isReceiver).find((one) => name.endsWith(`/${one.name}`));
    if (definition) return { definition, scope };
  }
  return undefined;
}

function isReceiver(value: object): value is Receiver {
  return hasKind(value, "receiver");
}

/** The option of a receiver that sets a field of its integration, without `_file`. */
export function findOption(receiver: Receiver, field: string): string {
  if (!("options" in receiver)) return field.replace(/^auth_/, "");
  const fields: Readonly<Record<string, string>> = integrationForms[receiver.type].fields;
  const option = Object.keys(fields).find((one) => fields[one]!.replace(/_file$/, "") === field);
  return option ?? field;
}
