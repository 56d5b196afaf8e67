import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { durationMs } from "../../model/definition/duration.js";
import type { Config } from "../../model/project/config.js";
import type { Project } from "../../model/project/project.js";
import type { ReadSource, SourceFiles } from "../../source/source-files.js";
import { type LoadOptions, openProject } from "../config/open-project.js";
import { evaluate } from "../evaluate/evaluate.js";
import { bundle } from "../modules/bundle.js";
import { readAlertmanagerFiles } from "./alertmanager-files.js";
import { checkNames } from "./check-names.js";
import { discover } from "./discover.js";
import { deepFreeze } from "./freeze.js";
import { limitHeapGrowth } from "./heap-growth.js";
import type { LoadMemory } from "./load-memory.js";
import { freezeExports } from "./readable-exports.js";
import { register } from "./register.js";

/** A project after its files have run. */
export interface LoadedProject {
  /** The folder of the configuration file, or else `cwd`. */
  readonly root: string;
  /** The configuration file, if there is one. */
  readonly configPath: string | undefined;
  /** Undefined without a valid configuration. */
  readonly project: Project | undefined;
  /** The definition files, sorted. */
  readonly files: readonly string[];
  /** Every source that was read and every folder that was searched, for watching. */
  readonly sources: readonly string[];
  readonly folders: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sourceFiles: SourceFiles;
}

/**
 * Finds, compiles and runs the definitions of a project. Files that fail are reported; the others are loaded. Every call
 * runs the current content of the files; with a memory, only modules that have changed since the last call.
 *
 * @example
 * const { project, diagnostics } = await loadProject({ cwd: process.cwd() });
 */
export async function loadProject(options: LoadOptions, memory?: LoadMemory): Promise<LoadedProject> {
  const opened = await openProject(options, memory?.config);
  const { root, path, config, sources, diagnostics, sourceFiles } = opened;
  if (!config || path === undefined) {
    return {
      root,
      configPath: path,
      project: undefined,
      files: [],
      sources,
      folders: [root],
      diagnostics,
      sourceFiles,
    };
  }
  const discovered = discover(root, config.definitions, path);
  const defined = await loadDefinitions(root, discovered.files, config, sourceFiles.read, memory);
  limitHeapGrowth(discovered.files);
  const outside = readAlertmanagerFiles(config, { root, configPath: path, sourceFiles });
  const { project } = defined;
  return {
    ...{ root, configPath: path, sourceFiles, files: discovered.files, folders: discovered.folders },
    project: outside.files ? { ...project, alertmanagerFiles: outside.files } : project,
    sources: [...new Set([...sources, ...discovered.files, ...defined.sources, ...outside.paths])],
    diagnostics: [...diagnostics, ...discovered.diagnostics, ...defined.diagnostics, ...outside.diagnostics],
  };
}

async function loadDefinitions(
  root: string,
  files: readonly string[],
  config: Config,
  readSource: ReadSource,
  memory: LoadMemory | undefined,
) {
  const kept = memory?.definitions;
  const compiled = await bundle({ root, subject: "definitions", entries: files }, readSource, kept);
  let haveEnded = false;
  try {
    const maxWait = config.loadTimeout === undefined ? undefined : durationMs(config.loadTimeout);
    const evaluation = await evaluate(root, compiled, files, readSource, { maxWait, kept });
    haveEnded = evaluation.failed.size === 0;
    const frozen = kept?.frozen ?? new Set<object>();
    const readable = freezeExports(evaluation.modules, frozen);
    const modules = { ...evaluation, modules: readable.modules };
    const { systems, diagnostics } = register(modules, files, compiled.modules, memory?.registry);
    const project = memory?.registry.project(config, systems) ?? { config, systems };
    // A value that threw may have left others that were visited, but not frozen.
    deepFreeze([project], readable.diagnostics.length === 0 ? frozen : undefined);
    const failures = [...compiled.diagnostics, ...evaluation.diagnostics, ...readable.diagnostics];
    if (failures.length > 0) kept?.reset();
    return {
      project,
      sources: [...compiled.modules.keys()],
      diagnostics: [...failures, ...diagnostics, ...checkNames(systems)],
    };
  } finally {
    compiled.remove(haveEnded);
  }
}
