import type { Config } from "./config.js";

/** The Alertmanager of a system in an environment. */
export interface AlertmanagerPlace {
  /** The folder of its configuration: that of the environment, or `alertmanagers/NAME`. */
  readonly folder: string;
  /** The name in the configuration; undefined for that of an environment which declares none. */
  readonly name: string | undefined;
  /** True if alerts of several environments reach it. */
  readonly isShared: boolean;
}

/**
 * Finds the Alertmanager of a system in an environment: the declared one that names the system, or else the environment as
 * a whole, or else the environment's own.
 */
export function findAlertmanager(
  { alertmanagers = {} }: Pick<Config, "alertmanagers">,
  environment: string,
  system: string,
): AlertmanagerPlace {
  const declared = Object.entries(alertmanagers).filter(([, { environments }]) => environments.includes(environment));
  const found =
    declared.find(([, { systems }]) => systems?.includes(system)) ??
    declared.find(([, { systems }]) => systems === undefined);
  if (found === undefined) return { folder: environment, name: undefined, isShared: false };
  const [name, { environments }] = found;
  return { folder: `alertmanagers/${name}`, name, isShared: new Set(environments).size > 1 };
}
