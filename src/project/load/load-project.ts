import { realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import type { Config } from "../../model/project/config.js";
import type { Project } from "../../model/project/project.js";
import type { ReadSource, SourceFiles } from "../../source/source-files.js";
import { configNames, findConfig } from "../config/find-config.js";
import { loadConfig } from "../config/load-config.js";
import { openSourceFiles } from "../files/source-files.js";
import { configFindings } from "../findings.js";
import { bundle } from "../modules/bundle.js";
import { evaluate } from "../modules/evaluate.js";
import { checkNames } from "./check-names.js";
import { discover } from "./discover.js";
import { deepFreeze } from "./freeze.js";
import { register } from "./register.js";

export interface LoadOptions {
  /** Where to look for the project: in this folder and those above it. */
  readonly cwd: string;
  /** The configuration, where it is not to be looked for. Relative to `cwd`. */
  readonly config?: string;
  /** Releases to check for, instead of those that the configuration names. */
  readonly versions?: { readonly prometheus?: string | undefined; readonly alertmanager?: string | undefined };
}

/** A project as its files describe it. */
export interface Loaded {
  /** The folder that the configuration lies in. Without one, `cwd`. */
  readonly root: string;
  /** Undefined when there is no configuration that can be used. */
  readonly project: Project | undefined;
  /** The files that hold definitions, sorted. */
  readonly files: readonly string[];
  /** Every source that was read, and every folder that was searched: what to watch. */
  readonly sources: readonly string[];
  readonly folders: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sourceFiles: SourceFiles;
}

/** A project's configuration, found and run. */
export interface OpenedProject extends Pick<Loaded, "root" | "sources" | "diagnostics" | "sourceFiles"> {
  readonly path: string | undefined;
  /** Undefined when there is none, or none that can be used. */
  readonly config: Config | undefined;
}

/** Finds a project and runs its configuration; its definitions are left alone. */
export async function openProject(options: LoadOptions): Promise<OpenedProject> {
  process.setSourceMapsEnabled(true);
  const found = options.config === undefined ? findConfig(options.cwd) : resolve(options.cwd, options.config);
  const readable = found !== undefined && openSourceFiles(options.cwd).read(found) !== undefined;
  const path = readable ? realpathSync(found) : found;
  const root = path === undefined ? options.cwd : dirname(path);
  const sourceFiles = openSourceFiles(root);
  const none = { root, path, sourceFiles, config: undefined, sources: [] };
  if (path === undefined) return { ...none, diagnostics: [noConfig()] };
  if (!readable) return { ...none, diagnostics: [unreadable(options.config ?? path)] };
  const { config, sources, diagnostics } = await loadConfig(path, sourceFiles);
  return { ...none, sources, diagnostics, config: config && withVersions(config, options.versions ?? {}) };
}

/**
 * Finds, compiles and runs the definitions of a project, once. What fails is told of, and the rest is there; every call
 * runs the files as they are now.
 *
 * @example
 * const { project, diagnostics } = await loadProject({ cwd: process.cwd() });
 */
export async function loadProject(options: LoadOptions): Promise<Loaded> {
  const { root, path, config, sources, diagnostics, sourceFiles } = await openProject(options);
  if (!config || path === undefined) {
    return { root, project: undefined, files: [], sources, folders: [root], diagnostics, sourceFiles };
  }
  const discovered = discover(root, config.definitions, path);
  const defined = await loadDefinitions(root, discovered.files, config, sourceFiles.read);
  return {
    ...{ root, sourceFiles, files: discovered.files, folders: discovered.folders },
    project: defined.project,
    sources: [...new Set([...sources, ...discovered.files, ...defined.sources])],
    diagnostics: [...diagnostics, ...discovered.diagnostics, ...defined.diagnostics],
  };
}

async function loadDefinitions(root: string, files: readonly string[], config: Config, readSource: ReadSource) {
  const compiled = await bundle(root, files, readSource);
  try {
    const evaluation = await evaluate(root, compiled, files);
    const { systems, diagnostics } = register(evaluation, files, compiled.modules);
    const project: Project = { config, systems };
    deepFreeze([project, ...evaluation.modules.flatMap((module) => Object.values(module.exports))]);
    return {
      project,
      sources: [...compiled.modules.keys()],
      diagnostics: [...compiled.diagnostics, ...evaluation.diagnostics, ...diagnostics, ...checkNames(systems, config)],
    };
  } finally {
    compiled.remove();
  }
}

/** What is asked for on the command line holds in every environment. */
function withVersions(config: Config, asked: NonNullable<LoadOptions["versions"]>): Config {
  const chosen = Object.fromEntries(Object.entries(asked).filter(([, version]) => version !== undefined));
  if (Object.keys(chosen).length === 0) return config;
  const environments = Object.entries(config.environments).map(([name, environment]) => [
    name,
    { ...environment, versions: { ...environment.versions, ...chosen } },
  ]);
  return {
    ...config,
    versions: { ...config.versions, ...chosen },
    environments: Object.fromEntries(environments) as Config["environments"],
  };
}

function noConfig(): Diagnostic {
  return {
    ...finding(configFindings, "config/not-found"),
    summary: "there is no telltale project here, nor in any folder above",
    details: `A project is a folder with one of: ${configNames.join(", ")}.`,
    fix: "change to the folder of the project, or name it with --cwd or its configuration with --config",
  };
}

function unreadable(path: string): Diagnostic {
  return {
    ...finding(configFindings, "config/not-found"),
    summary: `the configuration "${path}" cannot be read`,
    fix: "correct the path given with --config",
  };
}
