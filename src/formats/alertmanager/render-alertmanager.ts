import { renderYaml, type YamlValue } from "../../yaml/index.js";
import type { AlertmanagerConfig } from "./types.js";

const sectionOrder: readonly (keyof AlertmanagerConfig)[] = [
  "global",
  "templates",
  "route",
  "inhibit_rules",
  "receivers",
  "mute_time_intervals",
  "time_intervals",
];

/**
 * Renders an Alertmanager configuration, with sections in the order of Alertmanager's documentation and their fields in
 * the order of the data. Equal configurations give equal bytes.
 */
export function renderAlertmanager(config: AlertmanagerConfig): string {
  const sections = sectionOrder.flatMap((name) => (config[name] === undefined ? [] : [[name, config[name]] as const]));
  return renderYaml(Object.fromEntries(sections) as unknown as YamlValue);
}
