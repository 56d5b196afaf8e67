import { renderYaml, type YamlValue } from "../../yaml/index.js";
import type { AlertmanagerConfig } from "./types.js";

const order: readonly (keyof AlertmanagerConfig)[] = [
  "global",
  "templates",
  "route",
  "inhibit_rules",
  "receivers",
  "mute_time_intervals",
  "time_intervals",
];

/**
 * Writes an Alertmanager configuration: the same bytes for the same configuration, the sections in the order of
 * Alertmanager's documentation and the fields inside of them as given.
 */
export function renderAlertmanager(config: AlertmanagerConfig): string {
  const sections = order.flatMap((name) => (config[name] === undefined ? [] : [[name, config[name]] as const]));
  return renderYaml(Object.fromEntries(sections) as unknown as YamlValue);
}
