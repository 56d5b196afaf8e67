import { get, isJson } from "../../../formats/grafana/plain-json.js";
import type { HttpClient } from "../../http/client.js";
import { listResources } from "../../targets/grafana/list-resources.js";
import { annotations } from "../../targets/grafana/ownership.js";
import type { ServedVersions } from "../../targets/grafana/served-versions.js";
import type { FoundDashboard, FoundFolder } from "../found-object.js";
import { describeDashboard } from "./describe-dashboard.js";

/** The place of a project in a Grafana with `/apis`. */
export interface ResourcePlace {
  readonly client: HttpClient;
  readonly namespace: string;
  readonly manager: string;
}

/** Finds the dashboards of others among the resources of `/apis`, in the classic form. */
export async function findResources(place: ResourcePlace, served: ServedVersions): Promise<readonly FoundDashboard[]> {
  const { client, manager } = place;
  const path = (group: string, version: string, resource: string) =>
    `/apis/${group}/${version}/namespaces/${encodeURIComponent(place.namespace)}/${resource}`;
  const folders = new Map<string, FoundFolder>();
  for await (const page of listResources(client, path("folder.grafana.app", served.folder, "folders"))) {
    for (const folder of page) folders.set(textAt(folder, "metadata", "name"), folderOf(folder));
  }
  const found: FoundDashboard[] = [];
  for await (const page of listResources(client, path("dashboard.grafana.app", served.classic, "dashboards"))) {
    for (const one of page) if (managerOf(one) !== manager) found.push(describeResource(one, folders));
  }
  return found;
}

function folderOf(resource: unknown): FoundFolder {
  const uid = textAt(resource, "metadata", "name");
  const isNested = textAt(resource, "metadata", "annotations", annotations.folder) !== "";
  return { uid, title: textAt(resource, "spec", "title") || uid, isNested };
}

function describeResource(resource: unknown, folders: ReadonlyMap<string, FoundFolder>): FoundDashboard {
  const spec = get(resource, "spec");
  const folder = textAt(resource, "metadata", "annotations", annotations.folder);
  const isAtRoot = folder === "" || folder === "general";
  return describeDashboard({
    uid: textAt(resource, "metadata", "name"),
    json: isJson(spec) ? spec : {},
    // A folder that may not be listed exists all the same.
    folder: isAtRoot ? undefined : (folders.get(folder) ?? { uid: folder, title: folder, isNested: true }),
    manager: managerOf(resource),
    obstacle: findConversionLoss(resource),
  });
}

/** The program that manages a resource, by its id, or else by its kind. */
function managerOf(resource: unknown): string | undefined {
  const managedBy = textAt(resource, "metadata", "annotations", annotations.managedBy);
  const id = textAt(resource, "metadata", "annotations", annotations.managerId);
  return id || managedBy || undefined;
}

/** Tabs, conditions and automatic grids have no place in the classic form. */
function findConversionLoss(resource: unknown): string | undefined {
  const conversion = get(resource, "status", "conversion");
  if (get(conversion, "failed") === true) return "Grafana cannot convert it to the classic form";
  const stored = textAt(conversion, "storedVersion");
  return stored.startsWith("v2") ? `Grafana keeps it as ${stored}, of which the classic form loses parts` : undefined;
}

function textAt(value: unknown, ...path: readonly string[]): string {
  const found = get(value, ...path);
  return typeof found === "string" ? found : "";
}
