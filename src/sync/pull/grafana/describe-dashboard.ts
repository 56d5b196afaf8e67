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

/** A resource of schema v2beta1 or v2, with its `spec` as Grafana keeps it. */
interface FoundResource extends Pick<FoundDashboard, "uid" | "folder" | "manager"> {
  readonly apiVersion: string;
  readonly spec: Json;
}

/** Describes a dashboard that Grafana keeps in the new schema: a resource with its name alone. */
export function describeResource({ uid, folder, manager, apiVersion, spec }: FoundResource): FoundDashboard {
  const resource = { apiVersion, kind: "Dashboard", metadata: { name: uid }, spec };
  const isShown = isJson(spec.elements) && isJson(spec.layout);
  return {
    ...{ kind: "dashboard", id: `dashboards/${uid}`, uid, folder, manager },
    name: typeof spec.title === "string" ? spec.title : uid,
    json: resource,
    obstacle: findProblem(uid, folder?.uid, spec) ?? (isShown ? undefined : "it has no elements or no layout"),
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
