import type { DashboardArtifact, FolderArtifact, ResourceArtifact } from "../compiled.js";
import type { Scope } from "../scope.js";
import { compileDashboard } from "./dashboard.js";
import { compileFolders } from "./forms/resource-folder.js";
import { type DashboardIdentity, identifyDashboards } from "./identity.js";

export type { DashboardIdentity } from "./identity.js";

/** The dashboards of a system in one environment, in the order of their keys. */
export interface Dashboards {
  readonly identities: readonly DashboardIdentity[];
  readonly artifacts: readonly DashboardArtifact[];
  /** The same dashboards in the further forms of the environment. */
  readonly copies: readonly ResourceArtifact[];
  /** The folders that they are in, of those that are written. */
  readonly folders: readonly FolderArtifact[];
}

export function compileDashboards(scope: Scope): Dashboards {
  const identities = identifyDashboards(scope);
  const compiled = identities.flatMap((identity) => compileDashboard(scope, identity, identities) ?? []);
  return {
    identities,
    artifacts: compiled.map(({ artifact }) => artifact),
    copies: compiled.flatMap(({ copies }) => copies),
    folders: compiled.length === 0 ? [] : compileFolders(scope),
  };
}
