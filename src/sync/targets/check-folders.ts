import type { Artifact } from "../../compile/compiled.js";
import type { Config } from "../../model/project/config.js";
import { environmentsOfTarget, type Target } from "../../model/project/target.js";
import { SyncError } from "../sync-error.js";

/** Targets that put dashboards into the folder of their environment. */
const kindsWithFolders: ReadonlySet<Target["kind"]> = new Set(["files", "grafana", "git-sync"]);

/** Refuses an environment whose folder in Grafana would stay empty: its dashboards are elsewhere, or the name is left over. */
export function checkFolders(target: Target, config: Config, artifacts: readonly Artifact[]): void {
  if (!kindsWithFolders.has(target.kind)) return;
  for (const environment of environmentsOfTarget(target, Object.keys(config.environments))) {
    const { folder, folderUid } = config.environments[environment]?.grafana ?? {};
    const name = folder ?? folderUid;
    const isUsed = artifacts.some((one) => one.settings.environment === environment && isInFolder(one));
    if (name === undefined || isUsed) continue;
    throw new SyncError(
      `nothing is built for the folder "${name}" of the environment "${environment}"`,
      `define a dashboard for it, or remove \`grafana.folder\` of ${environment}`,
    );
  }
}

function isInFolder(artifact: Artifact): boolean {
  if (artifact.kind === "grafana alerting") return artifact.value.groups !== undefined;
  return artifact.kind === "grafana dashboard";
}
