import type { Artifact } from "../../../compile/compiled.js";
import type { Resource } from "../../../formats/grafana/resource.js";
import type { Dashboard } from "../../../formats/grafana/types.js";
import { type AlertingContent, collectAlerting } from "./alerting/alerting-content.js";

/** A folder of Grafana. */
export interface FolderContent {
  readonly uid: string;
  readonly title: string;
}

/** A dashboard in each form that the compiler has of it. */
export interface DashboardContent {
  readonly uid: string;
  readonly title: string;
  /** The uid of its folder. */
  readonly folder: string | undefined;
  readonly classic: Dashboard;
  /** Creates the resource of a version, such as `v2`. */
  readonly resources: ReadonlyMap<string, () => Resource>;
}

/** All that the artifacts of an environment put into a Grafana. */
export interface GrafanaContent {
  readonly folders: readonly FolderContent[];
  readonly dashboards: readonly DashboardContent[];
  /** Undefined if Grafana does not manage the alerts of the environment. */
  readonly alerting?: AlertingContent | undefined;
}

/**
 * Collects folders, dashboards and what Grafana manages of alerting. A folder without a title exists already, and belongs to
 * others.
 */
export function collectContent(artifacts: readonly Artifact[], owner: string): GrafanaContent {
  const folders = new Map<string, FolderContent>();
  const dashboards = new Map<string, DashboardContent & { readonly resources: Map<string, () => Resource> }>();
  for (const artifact of artifacts) {
    const isAlerting = artifact.kind === "grafana alerting";
    if (!isAlerting && artifact.kind !== "grafana dashboard" && artifact.kind !== "grafana resource") continue;
    const { folder } = artifact.settings.grafana;
    if (folder?.title !== undefined) folders.set(folder.uid, { uid: folder.uid, title: folder.title });
    if (isAlerting) continue;
    const { value, createResource } = artifact;
    const dashboard = dashboards.get(value.uid) ?? {
      uid: value.uid,
      title: value.title ?? value.uid,
      folder: folder?.uid,
      classic: value,
      resources: new Map<string, () => Resource>(),
    };
    dashboards.set(value.uid, dashboard);
    if (createResource) dashboard.resources.set(versionOf(createResource), createResource);
  }
  return {
    folders: [...folders.values()],
    dashboards: [...dashboards.values()],
    alerting: collectAlerting(artifacts, owner),
  };
}

function versionOf(createResource: () => Resource): string {
  return createResource().apiVersion.replace(/^.*\//, "");
}
