import { get, isJson } from "../../../formats/grafana/plain-json.js";
import type { HttpClient } from "../../http/client.js";
import { parseAnswer } from "../../http/parse-answer.js";
import { listResources } from "../../targets/grafana/list-resources.js";
import { annotations } from "../../targets/grafana/ownership.js";
import type { ServedVersions } from "../../targets/grafana/served-versions.js";
import type { FoundDashboard, FoundFolder } from "../found-object.js";
import { describeDashboard, describeResource } from "./describe-dashboard.js";

/** The place of a project in a Grafana with `/apis`. */
export interface ResourcePlace {
  readonly client: HttpClient;
  readonly namespace: string;
  readonly manager: string;
  /** True if the environment has its dashboards as resources, which hold all of the new schema. */
  readonly takesResources: boolean;
}

/**
 * Finds the dashboards of others among the resources of `/apis`: in the classic form, or as they are if Grafana keeps them in
 * the new schema, of which the classic form loses parts.
 */
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
    for (const one of page) {
      if (managerOf(one) === manager) continue;
      const version = place.takesResources ? keptVersion(one) : undefined;
      const name = encodeURIComponent(textAt(one, "metadata", "name"));
      const kept = version && (await read(client, `${path("dashboard.grafana.app", version, "dashboards")}/${name}`));
      found.push(describe(kept ?? one, folders));
    }
  }
  return found;
}

function folderOf(resource: unknown): FoundFolder {
  const uid = textAt(resource, "metadata", "name");
  const isNested = textAt(resource, "metadata", "annotations", annotations.folder) !== "";
  return { uid, title: textAt(resource, "spec", "title") || uid, isNested };
}

function describe(resource: unknown, folders: ReadonlyMap<string, FoundFolder>): FoundDashboard {
  const spec = get(resource, "spec");
  const folder = textAt(resource, "metadata", "annotations", annotations.folder);
  const isAtRoot = folder === "" || folder === "general";
  const found = {
    uid: textAt(resource, "metadata", "name"),
    // A folder that may not be listed exists all the same.
    folder: isAtRoot ? undefined : (folders.get(folder) ?? { uid: folder, title: folder, isNested: true }),
    manager: managerOf(resource),
  };
  const apiVersion = textAt(resource, "apiVersion");
  const json = isJson(spec) ? spec : {};
  if (/\/v2(?:beta1)?$/.test(apiVersion)) return describeResource({ ...found, apiVersion, spec: json });
  return describeDashboard({ ...found, json, obstacle: findConversionLoss(resource) });
}

/** The version in which Grafana keeps a dashboard, if that is of the new schema. Definitions do not take its alpha. */
function keptVersion(resource: unknown): string | undefined {
  const version = textAt(resource, "status", "conversion", "storedVersion");
  return version === "v2" || version === "v2beta1" ? version : undefined;
}

/** Undefined if it does not exist any more. */
async function read(client: HttpClient, path: string): Promise<unknown> {
  const response = await client.get(path);
  if (response.status === 404) return undefined;
  if (response.status !== 200) throw client.fail({ method: "GET", path }, response);
  return parseAnswer(response);
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
  const stored = textAt(conversion, "storedVersion");
  if (keptVersion(resource) !== undefined) {
    const loss = `Grafana keeps it as ${stored}, of which the classic form loses parts`;
    return `${loss}: add "resources" to \`grafana.dashboards\` of the environment`;
  }
  if (get(conversion, "failed") === true) return "Grafana cannot convert it to the classic form";
  return stored.startsWith("v2") ? `Grafana keeps it as ${stored}, which definitions do not take` : undefined;
}

function textAt(value: unknown, ...path: readonly string[]): string {
  const found = get(value, ...path);
  return typeof found === "string" ? found : "";
}
