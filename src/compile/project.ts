import { sortDiagnostics } from "../diagnostics/order.js";
import { environmentsOf, type Project } from "../model/project/project.js";
import { soundProject } from "../model/project/sound-project.js";
import { SourceFiles } from "../source/source-files.js";
import type { Artifact, CompileResult } from "./compiled.js";
import type { Dashboards } from "./grafana/index.js";
import { checkAllOptions } from "./incremental/checked-options.js";
import { CompileMemory } from "./incremental/compile-memory.js";
import { compileRouting } from "./incremental/compile-routing.js";
import { compileSystem } from "./incremental/compile-system.js";
import { compileSystemCollections } from "./incremental/compile-system-collections.js";
import { AlertDirectory } from "./prometheus/alert-directory.js";
import { RunbookCollector } from "./runbooks/index.js";
import { reportError, type Scope, type Subject } from "./scope.js";
import { checkServices } from "./services.js";
import { sortBy } from "./sort-by.js";

export interface CompileOptions {
  /** Default: all environments. */
  readonly environments?: readonly string[] | undefined;
  /** The source files, so that problems point into them. */
  readonly sources?: SourceFiles;
  /** Keeps what was compiled for the next time. Its environments must be the same. */
  readonly memory?: CompileMemory | undefined;
}

/**
 * Compiles a project to its artifacts, for every environment. The same definitions give the same artifacts, in any
 * order.
 *
 * @example
 * const { artifacts, diagnostics } = compileProject({ config, systems: [qnt9] });
 * for (const artifact of artifacts) console.log(artifact.path, renderArtifact(artifact));
 */
export function compileProject(
  project: Project,
  { sources = new SourceFiles(() => undefined), environments, memory = new CompileMemory() }: CompileOptions = {},
): CompileResult {
  const runbooks = new RunbookCollector(memory.pages);
  const selected = Object.keys(project.config.environments).filter((name) => environments?.includes(name) ?? true);
  const options = checkAllOptions(project, sources, memory.options);
  const sound = soundProject(project);
  const { result: artifacts, diagnostics } = memory.reports.collect((): readonly Artifact[] => {
    // Whatever others read of a system that is left out would be unknown.
    const isWhole = sound.systems.length === project.systems.length;
    const ordered = { ...sound, systems: isWhole ? sortBy(sound.systems, ({ name }) => name) : [] };
    const directory = new AlertDirectory(ordered.systems);
    const compiled = selected.map((environment) =>
      compileEnvironment(ordered, environment, directory, memory, sources),
    );
    const systems = compiled.map((one) => one.systems);
    for (const { scope, ruling } of systems.flat()) runbooks.add(scope, ruling.runbooks);
    const { routed, composed, configs } = compileRouting(project, systems, memory);
    const all = [...compiled.flatMap(({ artifacts }) => artifacts), ...composed];
    const collections = systems.flat().flatMap(({ scope }) => {
      const ofSystem = routed.find(({ subtree }) => isSamePlace(subtree.scope, scope));
      return compileSystemCollections(scope, project.config, all, ofSystem, memory);
    });
    return [...all, ...collections, ...configs];
  });
  const ahead = [...options, ...checkServices(sound, selected, sources)];
  return {
    artifacts: sortBy(artifacts, ({ path }) => path),
    // Simulations need no pages.
    get runbooks() {
      return runbooks.build();
    },
    runbookQueries: runbooks.queries,
    diagnostics: sortDiagnostics([...ahead, ...diagnostics]),
    sources,
  };
}

function compileEnvironment(
  project: Project,
  environment: string,
  directory: AlertDirectory,
  memory: CompileMemory,
  sources: SourceFiles,
) {
  const uids = new Map<string, Subject>();
  const present = project.systems.filter((system) => environmentsOf(system, project.config).includes(environment));
  const systems = present.map((system) => {
    const compiled = compileSystem(system, environment, project, directory, memory, sources);
    compiled.diagnostics.forEach(memory.reports.add);
    reportDuplicateUids(compiled.scope, compiled.dashboards, uids);
    return compiled;
  });
  const artifacts = systems.flatMap(({ dashboards, ruling }): readonly Artifact[] => [
    ...dashboards.artifacts,
    ...dashboards.copies,
    ...ruling.rules,
    ...(ruling.grafanaRules ? [ruling.grafanaRules] : []),
  ]);
  const folders = systems.map(({ dashboards }) => dashboards.folders).find((some) => some.length > 0) ?? [];
  return { systems, artifacts: [...artifacts, ...folders] };
}

/** True for scopes of one system in one environment. A subtree may be kept from the scope before a dashboard changed. */
function isSamePlace({ system, settings }: Scope, other: Scope): boolean {
  return system.name === other.system.name && settings.environment === other.settings.environment;
}

/** Uids are global in Grafana, and some file systems ignore case. */
function reportDuplicateUids(scope: Scope, { identities }: Dashboards, seen: Map<string, Subject>): void {
  for (const { uid, subject } of identities) {
    const first = seen.get(uid.toLowerCase());
    if (!first) {
      seen.set(uid.toLowerCase(), subject);
      continue;
    }
    const span = first.origin?.span;
    reportError(scope, "definition/duplicate-uid", subject, {
      summary: `the uid "${uid}" is also that of ${first.name}`,
      details: "A uid is derived from the system's name and the dashboard's key; Grafana keeps one dashboard per uid.",
      fix: 'set another key on one of them: key: "…"',
      related: [{ message: "the first one", ...(span && { span }) }],
    });
  }
}
