import { resolve, type Varying } from "../model/definition/per-environment.js";
import type { Settings } from "../model/project/project.js";
import type { AlertLabels } from "./prometheus/alert-labels.js";
import type { Scope } from "./scope.js";

/** The names of the labels by which alerts say their environment and system. */
export function namesOfOriginLabels({ alertLabels }: Settings): readonly string[] {
  return [alertLabels.environment, alertLabels.system].filter((name) => name !== undefined);
}

/** The names of those labels that an alert got from the compiler, not from its definition. */
export function findOriginLabels(
  settings: Settings,
  own: Varying<Readonly<Record<string, unknown>>> = {},
): readonly string[] {
  const labels = resolve(own, settings.environment) ?? {};
  return namesOfOriginLabels(settings).filter((name) => labels[name] === undefined);
}

/**
 * The labels by which an alert says its environment and system. One that Prometheus adds to all its alerts, or that the
 * series carry, is not overwritten: two series that differ in nothing else would become one alert twice.
 */
export function originLabels({ settings, system }: Scope, carried: AlertLabels): Readonly<Record<string, string>> {
  const { alertLabels, externalLabels, environment } = settings;
  const values = [
    [alertLabels.environment, environment],
    [alertLabels.system, system.name],
  ] as const;
  return Object.fromEntries(
    values.flatMap(([name, value]) =>
      name === undefined || name in externalLabels || carried(name) !== "never" ? [] : [[name, value]],
    ),
  );
}
