import { get, objectsOf } from "../../../formats/grafana/plain-json.js";
import type { HttpClient } from "../../http/client.js";

/** The versions of resources to use with a server. */
export interface ServedVersions {
  readonly folder: string;
  /** The version for classic dashboards. */
  readonly classic: string;
  /** The best version that the server has, and that all dashboards are compiled to. */
  resourceVersion(dashboards: readonly ReadonlyMap<string, unknown>[]): string | undefined;
}

const classicVersions = ["v1", "v1beta1", "v0alpha1"] as const;
const resourceVersions = ["v2", "v2beta1"] as const;
const folderVersions = ["v1", "v1beta1"] as const;

/** Asks a server which versions of resources it serves. Undefined if folders and dashboards are not both served. */
export async function discoverVersions(client: HttpClient): Promise<ServedVersions | undefined> {
  const dashboards = await readVersions(client, "dashboard.grafana.app");
  const folders = await readVersions(client, "folder.grafana.app");
  const classic = classicVersions.find((version) => dashboards.has(version));
  const folder = folderVersions.find((version) => folders.has(version));
  if (classic === undefined || folder === undefined) return undefined;
  const resourceVersion = (compiled: readonly ReadonlyMap<string, unknown>[]) =>
    resourceVersions.find(
      (version) => dashboards.has(version) && compiled.every((resources) => resources.has(version)),
    );
  return { folder, classic, resourceVersion };
}

async function readVersions(client: HttpClient, group: string): Promise<ReadonlySet<string>> {
  const path = `/apis/${group}`;
  const response = await client.get(path);
  if (response.status === 404) return new Set();
  if (response.status !== 200) throw client.fail({ method: "GET", path }, response);
  const versions = objectsOf(get(JSON.parse(response.text) as unknown, "versions"));
  return new Set(versions.map(({ version }) => String(version)));
}
