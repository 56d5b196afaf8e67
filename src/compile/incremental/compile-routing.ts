import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Project } from "../../model/project/project.js";
import { composeAlertmanagers, inhibitAcrossSystems, type RoutedSystem } from "../alertmanager/index.js";
import { compileAlertmanagerConfigs } from "../alertmanager-config/index.js";
import type { Artifact } from "../compiled.js";
import { composeGrafanaAlerting } from "../grafana-alerting/index.js";
import { checkMimirForm } from "../mimir-alertmanager/check-mimir-form.js";
import type { CompileMemory } from "./compile-memory.js";
import type { CompiledSystem } from "./compile-system.js";

/** The routes of all systems in all environments, and what they are composed to. */
export interface CompiledRouting {
  readonly routed: readonly RoutedSystem[];
  /** The configurations of Alertmanagers and of Grafana, which collections copy. */
  readonly composed: readonly Artifact[];
  readonly configs: readonly Artifact[];
}

/** A list of systems for each environment. */
type Environments = readonly (readonly CompiledSystem[])[];

/** Composes the routes of the systems, or returns what the memory has, if that was composed from the same rules and routes. */
export function compileRouting(
  project: Project,
  environments: Environments,
  { routing, reports }: CompileMemory,
): CompiledRouting {
  const inputs = [
    ...[project.config, ...textsOf(project)],
    ...environments.flatMap((systems) => [
      null,
      ...systems.flatMap(({ ruling, scope }) => [ruling, scope.system.name]),
    ]),
  ];
  const { result, diagnostics } = routing.get("", inputs, () => reports.collect(() => compose(project, environments)));
  diagnostics.forEach(reports.add);
  return result;
}

export type ReportedRouting = { readonly result: CompiledRouting; readonly diagnostics: readonly Diagnostic[] };

function compose(project: Project, environments: Environments): CompiledRouting {
  const { config } = project;
  const routed = environments.flatMap((systems) =>
    inhibitAcrossSystems(
      systems.flatMap(({ ruling: { subtree, rules } }) => (subtree ? [{ subtree, rules }] : [])),
      systems.map(({ scope }) => scope),
    ),
  );
  const subtrees = routed.map(({ subtree }) => subtree);
  const alertmanagers = composeAlertmanagers(project, subtrees);
  checkMimirForm(config, alertmanagers, subtrees);
  return {
    routed,
    composed: [...alertmanagers, ...composeGrafanaAlerting(config, subtrees)],
    configs: compileAlertmanagerConfigs(config, routed),
  };
}

/** The files that Alertmanagers keep and compose are read again in every build. */
function textsOf({ alertmanagerFiles = {} }: Project): readonly (string | undefined)[] {
  return Object.entries(alertmanagerFiles).flatMap(([name, { keep, fragments }]) => [
    ...[name, keep?.path, keep?.text],
    ...Object.entries(fragments).flatMap(([fragment, { path, text }]) => [fragment, path, text]),
  ]);
}
