import { isUid } from "../../../compile/index.js";
import { isJson, type Json } from "../../../formats/grafana/plain-json.js";
import { findJsonProblem, findTextProblem } from "../content-limits.js";
import type { FoundDashboard } from "../found-object.js";

/** The numbers that a Grafana gives to a dashboard. */
const ownFields: ReadonlySet<string> = new Set(["id", "uid", "version"]);

/** Describes a dashboard, and says why it cannot be a definition if it cannot. */
export function describeDashboard({
  uid,
  json,
  folder,
  manager,
  obstacle,
}: Pick<FoundDashboard, "uid" | "json" | "folder" | "manager" | "obstacle">): FoundDashboard {
  const content = Object.fromEntries(Object.entries(json).filter(([name]) => !ownFields.has(name)));
  const hasPanels = Array.isArray(json.panels) || Array.isArray(json.rows);
  return {
    ...{ kind: "dashboard", id: `dashboards/${uid}`, uid, folder, manager },
    name: typeof json.title === "string" ? json.title : uid,
    // No panels are the same as an empty list of them.
    json: { uid, ...content, ...(!hasPanels && json.panels === undefined && { panels: [] }) },
    obstacle: findProblem(uid, folder?.uid, json) ?? obstacle,
  };
}

function findProblem(uid: string, folder: string | undefined, json: Json): string | undefined {
  if (!isUid(uid)) return "its uid is not one that Grafana accepts";
  if (folder !== undefined && !isUid(folder)) return "the uid of its folder is not one that Grafana accepts";
  if (typeof json.title !== "string" || json.title === "") return "it has no title";
  const lists = [json.panels, json.rows].filter((list) => list !== undefined && list !== null);
  if (!lists.every((list) => Array.isArray(list) && list.every(isJson))) return "its panels are not a list of panels";
  return findJsonProblem(json) ?? findTextProblem(json.title);
}
