/** Kind of a file from outside, by its content. */
export type FileKind = "rules" | "dashboard" | "alertmanager" | "folder";

export function detectFileKind(text: string): FileKind {
  if (/^\ufeff?\s*\{/.test(text)) {
    if (/"apiVersion"\s*:\s*"folder\.grafana\.app\//.test(text)) return "folder";
    if (/"(?:panels|rows|templating|schemaVersion|elements|dashboard|spec)"\s*:/.test(text)) return "dashboard";
    return /"groups"\s*:/.test(text) ? "rules" : /"(?:route|receivers)"\s*:/.test(text) ? "alertmanager" : "dashboard";
  }
  if (/^["']?groups["']?\s*:/m.test(text)) return "rules";
  return /^["']?(?:route|receivers)["']?\s*:/m.test(text) ? "alertmanager" : "rules";
}
