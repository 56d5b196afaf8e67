import { folderResource } from "../../../formats/grafana/resource.js";
import type { Settings } from "../../../model/project/project.js";
import type { FolderArtifact } from "../../compiled.js";
import type { Scope } from "../../scope.js";
import { dashboardForm } from "./dashboard-form.js";

/** The folder of the files of an environment's dashboards as resources, named after its folder in Grafana. */
export function resourceFolder({ environment, grafana }: Settings): string {
  const root = `${environment}/${grafana.dashboards}`;
  return grafana.folder === undefined ? root : `${root}/${grafana.folder.uid}`;
}

/** Compiles the folder, so that it exists before its dashboards, and keeps its uid. Undefined if it exists elsewhere. */
export function compileFolder({ system, settings }: Scope): FolderArtifact | undefined {
  const form = dashboardForm(settings);
  const { folder, dashboards } = settings.grafana;
  if (form === "classic" || folder === undefined) return undefined;
  // Git Sync takes the name of the folder for its title if nothing else does.
  const title = folder.title ?? (dashboards === "git-sync" ? folder.uid : undefined);
  if (title === undefined) return undefined;
  const value = folderResource(form === "v2" ? "v1" : "v1beta1", folder.uid, title);
  return { kind: "grafana folder", path: `${resourceFolder(settings)}/_folder.json`, system, settings, value };
}
