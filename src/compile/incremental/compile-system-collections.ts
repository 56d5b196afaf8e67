import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { findAlertmanager } from "../../model/project/alertmanagers.js";
import type { Config } from "../../model/project/config.js";
import type { RoutedSystem } from "../alertmanager/index.js";
import { alertingFolders } from "../collection/alerting-files.js";
import { compileCollections } from "../collection/index.js";
import type { Artifact, CollectionArtifact } from "../compiled.js";
import { areSame } from "../in-environment.js";
import type { Scope } from "../scope.js";
import type { CompileMemory } from "./compile-memory.js";

/** The collections of a system, compiled for one environment. */
export interface CompiledCollections {
  readonly scope: Scope;
  readonly inputs: readonly Artifact[];
  readonly subtree: RoutedSystem["subtree"] | undefined;
  readonly artifacts: readonly CollectionArtifact[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compiles the collections of a system for one environment, or returns what the memory has, if that was compiled from the same
 * system and files. `artifacts` are those of all systems, `routed` are the routes of this one.
 */
export function compileSystemCollections(
  scope: Scope,
  config: Config,
  artifacts: readonly Artifact[],
  routed: RoutedSystem | undefined,
  { collections, reports }: CompileMemory,
): readonly CollectionArtifact[] {
  const { system, settings } = scope;
  const defined = system.definitions.filter((one) => one.kind === "collection");
  if (defined.length === 0) return [];
  const key = `${settings.environment}/${system.name}`;
  const place = findAlertmanager(config, settings.environment, system.name);
  const copiesRoutes = defined.some(({ kubernetes }) => kubernetes?.components.alertmanager !== undefined);
  const routes = [`${place.folder}/alertmanager.yml`, `${place.folder}/templates/`];
  const hasGrafana = defined.some(
    ({ compose, kubernetes }) => (compose ?? kubernetes)?.components.grafana !== undefined,
  );
  const alerting = alertingFolders(settings.environment, system.name);
  const read = [`${key}/`, ...(copiesRoutes ? routes : []), ...(hasGrafana ? alerting : [])];
  const inputs = artifacts.filter(({ path }) => read.some((start) => path.startsWith(start)));
  const before = collections.get(key);
  const isKnown =
    before !== undefined &&
    before.scope === scope &&
    areSame(before.inputs, inputs) &&
    before.subtree === routed?.subtree;
  const { artifacts: compiled, diagnostics } = isKnown ? before : compileNew();
  diagnostics.forEach(reports.add);
  return compiled;

  function compileNew(): CompiledCollections {
    const { result, diagnostics: found } = reports.collect(() =>
      compileCollections(scope, inputs, place, { config, routed }),
    );
    const done = { scope, inputs, subtree: routed?.subtree, artifacts: result, diagnostics: found };
    collections.set(key, done);
    return done;
  }
}
