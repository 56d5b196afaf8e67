import { dirname } from "node:path";
import { type Compiled, compileProject } from "../compile/index.js";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic.js";
import { nearest } from "../diagnostics/nearest.js";
import { renderTerminal } from "../diagnostics/terminal.js";
import { environmentsOf, type Project, resolveSettings, type Settings } from "../model/project/project.js";
import type { SystemFacts } from "../model/system/system.js";
import { findConfig } from "../project/config/find-config.js";
import { loadProject } from "../project/load/load-project.js";
import type { ReadSource, SourceFiles } from "../source/source-files.js";

/** A system as the files of its project define it, compiled for one environment. */
export interface CompiledSystem {
  readonly system: SystemFacts;
  readonly settings: Settings;
  readonly compiled: Compiled;
}

interface LoadedProject {
  readonly root: string;
  readonly project: Project;
  readonly sourceFiles: SourceFiles;
  readonly compiled: Map<string, Compiled>;
}

/** A project is loaded once, however many tests there are. */
const projects = new Map<string, Promise<LoadedProject>>();

/**
 * Compiles the system that a test means. The test has its own instances of what it imports; the project's files say what
 * else belongs to the system, so it is theirs that are compiled.
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
  return {
    system,
    settings: resolveSettings(loaded.project.config, chosen),
    compiled: compileFor(loaded, chosen),
  };
}

/** Where the system is defined: its project is there, wherever tests are run from. */
function projectFolder({ origin }: SystemFacts): string {
  const file = origin.position?.file;
  const folder = file === undefined ? undefined : dirname(file);
  return folder !== undefined && findConfig(folder) !== undefined ? folder : process.cwd();
}

async function load(folder: string): Promise<LoadedProject> {
  const { root, project, diagnostics, sourceFiles } = await loadProject({ cwd: folder });
  throwOnErrors(diagnostics, root, sourceFiles.read);
  return { root, project: project!, sourceFiles, compiled: new Map() };
}

function compileFor({ root, project, sourceFiles, compiled }: LoadedProject, environment: string): Compiled {
  let made = compiled.get(environment);
  if (!made) {
    made = compileProject(project, { environments: [environment], sources: sourceFiles });
    throwOnErrors(made.diagnostics, root, sourceFiles.read);
    compiled.set(environment, made);
  }
  return made;
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

/** Production is what must not fail; without a name that says so, it is the first. */
function chooseEnvironment(system: SystemFacts, { config }: Project, requested: string | undefined): string {
  const all = environmentsOf(system, config);
  if (requested !== undefined) {
    if (all.includes(requested)) return requested;
    const suggestion = nearest(requested, all);
    const hint = suggestion === undefined ? "" : `; did you mean "${suggestion}"?`;
    throw new Error(`the system "${system.name}" is not built for an environment "${requested}"${hint}`);
  }
  const chosen = all.find((name) => name === "prod" || name === "production") ?? all[0];
  if (chosen === undefined) throw new Error(`the system "${system.name}" is built for no environment of its project`);
  return chosen;
}
