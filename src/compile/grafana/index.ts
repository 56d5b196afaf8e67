import type { DashboardArtifact, FolderArtifact } from "../compiled.js";
import type { Scope } from "../scope.js";
import { compileDashboard } from "./dashboard.js";
import { compileFolder } from "./forms/resource-folder.js";
import { type DashboardIdentity, identifyDashboards } from "./identity.js";

export type { DashboardIdentity } from "./identity.js";

/** The dashboards of a system in one environment, in the order of their keys. */
export interface Dashboards {
  readonly identities: readonly DashboardIdentity[];
  readonly artifacts: readonly DashboardArtifact[];
  /** The folder that they are in, if it is written. */
  readonly folder: FolderArtifact | undefined;
}

export function compileDashboards(scope: Scope): Dashboards {
  const identities = identifyDashboards(scope);
  const artifacts = identities.flatMap((identity) => compileDashboard(scope, identity, identities) ?? []);
  return { identities, artifacts, folder: artifacts.length === 0 ? undefined : compileFolder(scope) };
}
