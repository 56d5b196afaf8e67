import { dirname } from "node:path";
import { type Artifact, type Compiled, compileProject, inEnvironment } from "../compile/index.js";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic.js";
import { nearest } from "../diagnostics/nearest.js";
import { renderTerminal } from "../diagnostics/terminal/terminal.js";
import { environmentsOf, type Project, resolveSettings, type Settings } from "../model/project/project.js";
import type { SystemFacts } from "../model/system/system.js";
import { findConfig } from "../project/config/find-config.js";
import { loadProject } from "../project/load/load-project.js";
import type { ReadSource, SourceFiles } from "../source/source-files.js";

/** A system as loaded from its project, compiled for one environment. */
export interface CompiledSystem {
  readonly system: SystemFacts;
  readonly settings: Settings;
  /** The artifacts of this system. */
  readonly artifacts: readonly Artifact[];
}

interface LoadedProject {
  readonly root: string;
  readonly project: Project;
  readonly sourceFiles: SourceFiles;
  readonly compiled: Map<string, Compiled>;
  /** By environment and name. */
  readonly systems: Map<string, CompiledSystem>;
}

/** Caches projects by folder, since all tests of a file share them. */
const projects = new Map<string, Promise<LoadedProject>>();

/**
 * Compiles the system of a test. A test imports only some of the definitions; loading the project finds all that belong
 * to the system.
 */
export async function compileSystem(definition: SystemFacts, environment: string | undefined): Promise<CompiledSystem> {
  const folder = projectFolder(definition);
  let loading = projects.get(folder);
  if (!loading) {
    loading = load(folder);
    projects.set(folder, loading);
  }
  const loaded = await loading;
  const system = findSystem(loaded, definition.name);
  const chosen = chooseEnvironment(system, loaded.project, environment);
  const key = JSON.stringify([chosen, system.name]);
  let compiled = loaded.systems.get(key);
  if (!compiled) {
    compiled = compileIn(system, chosen, loaded);
    loaded.systems.set(key, compiled);
  }
  return compiled;
}

function compileIn(system: SystemFacts, environment: string, loaded: LoadedProject): CompiledSystem {
  const { project } = loaded;
  return {
    system: inEnvironment(system, environment, project.systems),
    settings: resolveSettings(project.config, environment),
    artifacts: artifactsOf(system, compileFor(loaded, environment).artifacts),
  };
}

/** Selects the files of a system, with the configuration and the templates of the Alertmanager that it shares. */
function artifactsOf({ name }: SystemFacts, artifacts: readonly Artifact[]): readonly Artifact[] {
  const isShared = (artifact: Artifact) =>
    artifact.kind === "alertmanager" && artifact.owners.routes.some((owner) => owner?.name === name);
  const folders = new Set(artifacts.filter(isShared).map(({ path }) => dirname(path)));
  return artifacts.filter((artifact) => {
    if (artifact.kind === "alertmanager") return isShared(artifact);
    if (artifact.kind === "notification templates") return folders.has(dirname(dirname(artifact.path)));
    return artifact.system.name === name;
  });
}

/** True for folders with a configuration in them or above. */
const configured = new Map<string, boolean>();

/** Returns the folder in which the system is defined, so that tests can run from any folder. */
function projectFolder({ origin }: SystemFacts): string {
  const file = origin.position?.file;
  if (file === undefined) return process.cwd();
  const folder = dirname(file);
  let isConfigured = configured.get(folder);
  if (isConfigured === undefined) {
    isConfigured = findConfig(folder) !== undefined;
    configured.set(folder, isConfigured);
  }
  return isConfigured ? folder : process.cwd();
}

async function load(folder: string): Promise<LoadedProject> {
  const { root, project, diagnostics, sourceFiles } = await loadProject({ cwd: folder });
  throwOnErrors(diagnostics, root, sourceFiles.read);
  return { root, project: project!, sourceFiles, compiled: new Map(), systems: new Map() };
}

function compileFor({ root, project, sourceFiles, compiled }: LoadedProject, environment: string): Compiled {
  let result = compiled.get(environment);
  if (!result) {
    result = compileProject(project, { environments: [environment], sources: sourceFiles });
    throwOnErrors(result.diagnostics, root, sourceFiles.read);
    compiled.set(environment, result);
  }
  return result;
}

function throwOnErrors(diagnostics: readonly Diagnostic[], root: string, readSource: ReadSource): void {
  if (!hasErrors(diagnostics)) return;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  throw new Error(`the project does not compile\n\n${renderTerminal(errors, { cwd: root, readSource })}`);
}

function findSystem({ root, project }: LoadedProject, name: string): SystemFacts {
  const found = project.systems.find((system) => system.name === name);
  if (found) return found;
  throw new Error(`no definition file in ${root} exports the system "${name}"`);
}

/** Chooses the requested environment, or else production, or else the first. */
function chooseEnvironment(system: SystemFacts, { config }: Project, requested: string | undefined): string {
  const all = environmentsOf(system, config);
  if (requested !== undefined) {
    if (all.includes(requested)) return requested;
    const suggestion = nearest(requested, all);
    const hint = suggestion === undefined ? "" : `; did you mean "${suggestion}"?`;
    throw new Error(`the system "${system.name}" has no environment "${requested}"${hint}`);
  }
  const chosen = all.find((name) => name === "prod" || name === "production") ?? all[0];
  if (chosen === undefined) throw new Error(`the system "${system.name}" has none of the project's environments`);
  return chosen;
}
