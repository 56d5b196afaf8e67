import { folderResource } from "../../../formats/grafana/resource.js";
import type { Settings } from "../../../model/project/project.js";
import type { DashboardArtifact, FolderArtifact } from "../../compiled.js";
import type { Scope } from "../../scope.js";
import { type DashboardOutput, dashboardOutputs } from "./dashboard-form.js";

/** Files of resources on one way. */
type ResourceOutput = Exclude<DashboardOutput, { readonly form: "classic" }>;

/** The folder of the files of an environment's dashboards as resources, named after its folder in Grafana. */
export function resourceFolder({ environment, grafana }: Settings, { route }: ResourceOutput): string {
  const root = `${environment}/${route}`;
  return grafana.folder === undefined ? root : `${root}/${grafana.folder.uid}`;
}

/** Compiles the folders of dashboards, so that they exist before them, and keep their uids. Leaves out those of others. */
export function compileFolders(
  system: Scope["system"],
  dashboards: readonly Pick<DashboardArtifact, "settings">[],
): readonly FolderArtifact[] {
  const folders = new Map<string, FolderArtifact>();
  for (const { settings } of dashboards) {
    for (const output of dashboardOutputs(settings)) {
      const folder = output.form === "classic" ? undefined : compileFolder(system, settings, output);
      if (folder) folders.set(folder.path, folder);
    }
  }
  return [...folders.values()];
}

function compileFolder(
  system: Scope["system"],
  settings: Settings,
  output: ResourceOutput,
): FolderArtifact | undefined {
  const { folder } = settings.grafana;
  if (folder === undefined) return undefined;
  // Git Sync takes the name of the folder for its title if nothing else does.
  const title = folder.title ?? (output.route === "git-sync" ? folder.uid : undefined);
  if (title === undefined) return undefined;
  const value = folderResource(output.form === "v2" ? "v1" : "v1beta1", folder.uid, title);
  return { kind: "grafana folder", path: `${resourceFolder(settings, output)}/_folder.json`, system, settings, value };
}
