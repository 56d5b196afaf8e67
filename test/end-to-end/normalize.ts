import { renderYaml, type YamlValue } from "../../src/yaml/index.js";
import type { Notification } from "./receivers.js";

/**
 * Writes notifications for a golden file: as YAML, without what differs from run to run. Those of groups that resolve
 * together come in any order, so they are sorted.
 */
export function formatNotifications(notifications: readonly Notification[]): string {
  const all = notifications.map(({ body }) => body as YamlValue);
  const resolved = all.filter(isResolved).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  const bodies = [...all.filter((body) => !isResolved(body)), ...resolved];
  return renderYaml(bodies)
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)/g, (time) => (time.startsWith("0001") ? time : "<time>"))
    .replace(/\b\d{1,2} [A-Z][a-z]{2} \d\d:\d\d\b/g, "<time>")
    .replace(/, for (?:\d+[hms])+\b/g, ", for <duration>");
}

function isResolved(body: YamlValue): boolean {
  return /"event_action":"resolve"|"status":"resolved"|"title":"\[RESOLVED\]/.test(JSON.stringify(body));
}
