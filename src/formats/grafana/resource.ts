import type { Json } from "./plain-json.js";

/** A resource of Grafana's `/apis`. Its name is the uid. */
export interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: Json;
}

/** The annotation with the uid of the folder that a resource is in. */
const folderAnnotation = "grafana.app/folder";

export function dashboardResource(version: string, uid: string, folder: string | undefined, spec: Json): Resource {
  const annotations = folder === undefined ? undefined : { [folderAnnotation]: folder };
  return {
    apiVersion: `dashboard.grafana.app/${version}`,
    kind: "Dashboard",
    metadata: { name: uid, ...(annotations && { annotations }) },
    spec,
  };
}

export function folderResource(version: string, uid: string, title: string): Resource {
  return { apiVersion: `folder.grafana.app/${version}`, kind: "Folder", metadata: { name: uid }, spec: { title } };
}
