import type { Artifact } from "../../../compile/compiled.js";
import type { Resource } from "../../../formats/grafana/resource.js";
import type { DashboardRoute } from "../../../model/project/dashboard-route.js";
import { SyncError } from "../../sync-error.js";

/** A folder or a dashboard as a resource of `/apis`. */
export interface CompiledResource {
  readonly kind: "folder" | "dashboard";
  readonly title: string;
  /** The path in the files of its route: `shop/shop-cart.json`. */
  readonly path: string;
  readonly resource: Resource;
}

/** The resources that an environment is compiled to for one of the ways into Grafana. */
export function resourcesOf(
  artifacts: readonly Artifact[],
  route: DashboardRoute,
  environment: string,
): readonly CompiledResource[] {
  const folder = `${environment}/${route}/`;
  const resources = artifacts.flatMap((artifact): readonly CompiledResource[] => {
    if (!artifact.path.startsWith(folder)) return [];
    const path = artifact.path.slice(folder.length);
    if (artifact.kind === "grafana folder") {
      const { title } = artifact.value.spec as { readonly title: string };
      return [{ kind: "folder", title, path, resource: artifact.value }];
    }
    if (artifact.kind !== "grafana dashboard" && artifact.kind !== "grafana resource") return [];
    const resource = artifact.createResource?.();
    return resource ? [{ kind: "dashboard", title: artifact.value.title ?? artifact.value.uid, path, resource }] : [];
  });
  if (resources.length > 0) return resources;
  throw new SyncError(
    `the dashboards of "${environment}" are not compiled to resources for "${route}"`,
    `add "${route}" to \`grafana.dashboards\` of the environment`,
  );
}
