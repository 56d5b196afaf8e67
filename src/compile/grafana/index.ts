import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Reports } from "../../diagnostics/reports.js";
import { declaredVariables } from "../../model/dashboard/dashboard.js";
import type { DashboardArtifact, FolderArtifact, ResourceArtifact } from "../compiled.js";
import { isOverview } from "../overview/index.js";
import type { Scope } from "../scope.js";
import { compileDashboard, type DashboardArtifacts } from "./dashboard.js";
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
  /** Each of them, with the problems in it. */
  readonly compiled: ReadonlyMap<DashboardIdentity["definition"], CompiledDashboard>;
  /** Everything that a dashboard reads of others: a text that differs if this does. */
  readonly directory: string;
}

interface CompiledDashboard {
  readonly artifacts: DashboardArtifacts | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles the dashboards of a system. `before` are those of the last time, if nothing else in the system has changed. */
export function compileDashboards(scope: Scope, reports: Reports, before?: Dashboards): Dashboards {
  const identities = identifyDashboards(scope);
  const directory = describeDirectory(scope, identities);
  const known = before?.directory === directory ? before.compiled : undefined;
  const all = new Map(
    identities.map((identity) => {
      const { definition } = identity;
      return [definition, known?.get(definition) ?? compileOne(scope, identity, identities, reports)];
    }),
  );
  for (const { diagnostics } of all.values()) diagnostics.forEach(scope.report);
  const compiled = Array.from(all.values()).flatMap(({ artifacts }) => artifacts ?? []);
  return {
    ...{ identities, directory, compiled: all },
    artifacts: compiled.map(({ artifact }) => artifact),
    copies: compiled.flatMap(({ copies }) => copies),
    folders: compileFolders(
      scope.system,
      compiled.map(({ artifact }) => artifact),
    ),
  };
}

function compileOne(
  scope: Scope,
  identity: DashboardIdentity,
  identities: readonly DashboardIdentity[],
  reports: Reports,
): CompiledDashboard {
  const { result, diagnostics } = reports.collect(() => compileDashboard(scope, identity, identities));
  return { artifacts: result, diagnostics };
}

/** Links lead to other dashboards, by title, and set their variables. */
function describeDirectory({ leftOut }: Scope, identities: readonly DashboardIdentity[]): string {
  const entries = identities.map(({ definition, title, uid, fileName }) => {
    const variables = definition.kind === "dashboard" ? declaredVariables(definition).map(({ name }) => name) : null;
    return [definition.kind, isOverview(definition), title, uid, fileName, variables];
  });
  return JSON.stringify([entries, [...leftOut.dashboards], [...leftOut.panels]]);
}
