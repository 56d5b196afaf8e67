import { posix } from "node:path";
import type { Artifact } from "../../../compile/compiled.js";
import { renderResource } from "../../../formats/grafana/render-dashboard.js";
import type { Config } from "../../../model/project/config.js";
import { environmentsOfTarget, type GitSyncTarget, type Target } from "../../../model/project/target.js";
import type { ObjectKind } from "../../objects/object.js";
import { SyncError } from "../../sync-error.js";
import type { LayoutFile } from "../files/layout.js";
import { resourcesOf } from "../grafana/compiled-resources.js";

/** Maximum number of resources that one connection of Git Sync takes. */
const maxResources = 1000;

/** The name of the file by which a folder keeps its uid. */
const folderFile = "_folder.json";

/** Writes dashboards and folders as Git Sync reads them. */
export function writeGitSync(
  artifacts: readonly Artifact[],
  { environment }: GitSyncTarget,
  { targets = {}, environments }: Config,
): readonly LayoutFile[] {
  const hasRules = artifacts.some(({ kind }) => kind === "prometheus rules" || kind === "loki rules");
  // Those that Grafana manages are provisioned from files.
  const isManaged = artifacts.some(({ settings }) => settings.alerting === "grafana");
  const takesRules = (target: Target) =>
    (isManaged ? target.kind === "files" : ruleTargets.has(target.kind)) &&
    environmentsOfTarget(target, Object.keys(environments)).includes(environment);
  if (hasRules && !Object.values(targets).some(takesRules)) {
    throw new SyncError(
      `the rules of "${environment}" have no target: Git Sync takes dashboards and folders only`,
      isManaged ? "add a files target for them" : "add a target for them, such as ruler, prometheus or kubernetes",
    );
  }
  const resources = resourcesOf(artifacts, "git-sync", environment);
  if (resources.length > maxResources) {
    throw new SyncError(
      `Git Sync takes ${maxResources} resources in one connection, and "${environment}" has ${resources.length}`,
      "give each system a target and a connection of its own: `systems` of the target",
    );
  }
  return resources.map(({ kind, title, path, resource }) => ({
    ...{ path, kind, name: title, text: renderResource(resource) },
  }));
}

const ruleTargets: ReadonlySet<Target["kind"]> = new Set(["files", "prometheus", "ruler", "kubernetes"]);

/** The kind of a file, by its path. */
export function kindOfGitSync(path: string): ObjectKind {
  return posix.basename(path) === folderFile ? "folder" : path.endsWith(".json") ? "dashboard" : "file";
}
