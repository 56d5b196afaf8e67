import { realpathSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import type { Config } from "../../model/project/config.js";
import type { PrometheusTarget } from "../../model/project/releases.js";
import type { SourceFiles } from "../../source/source-files.js";
import { openSourceFiles } from "../files/source-files.js";
import { configFindings } from "../findings.js";
import type { KeptModules } from "../modules/kept-modules.js";
import { checkPackage } from "./check-package.js";
import { configNames, findConfigs } from "./find-config.js";
import { type ConfigOptions, loadConfig } from "./load-config.js";

export interface LoadOptions {
  /** The project is searched for in this folder and those above it. */
  readonly cwd: string;
  /** The configuration file, relative to `cwd`. @default the nearest one */
  readonly config?: string;
  /** Target releases that override those of the configuration. */
  readonly versions?: PrometheusTarget & { readonly alertmanager?: string | undefined };
}

/** A project's configuration after it has run. */
export interface OpenedProject {
  /** The folder of the configuration file, or else `cwd`. */
  readonly root: string;
  readonly path: string | undefined;
  /** Undefined if it is missing or has errors. */
  readonly config: Config | undefined;
  /** Every source that was read. */
  readonly sources: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sourceFiles: SourceFiles;
}

/** Finds a project and runs its configuration, but not its definitions. */
export async function openProject(options: LoadOptions & ConfigOptions, kept?: KeptModules): Promise<OpenedProject> {
  process.setSourceMapsEnabled(true);
  const candidates = options.config === undefined ? findConfigs(options.cwd) : [resolve(options.cwd, options.config)];
  const file = candidates[0];
  const isReadable = file !== undefined && openSourceFiles(options.cwd).read(file) !== undefined;
  const path = isReadable ? realpathSync(file) : file;
  const root = path === undefined ? options.cwd : dirname(path);
  const sourceFiles = openSourceFiles(root);
  const none = { root, path, sourceFiles, config: undefined, sources: [] };
  if (path === undefined) return { ...none, diagnostics: [noConfig()] };
  if (!isReadable) return { ...none, diagnostics: [unreadable(options.config ?? path)] };
  const ahead = [...ambiguousConfig(candidates), ...checkPackage(root, sourceFiles.read)];
  if (ahead.length > 0) return { ...none, sources: candidates, diagnostics: ahead };
  const { config, sources, diagnostics } = await loadConfig(path, sourceFiles, options, kept);
  return { ...none, sources, diagnostics, config: config && withVersions(config, options.versions ?? {}) };
}

/** Sets the releases given on the command line in every environment. */
export function withVersions(config: Config, versions: NonNullable<LoadOptions["versions"]>): Config {
  const chosen = Object.fromEntries(Object.entries(versions).filter(([, version]) => version !== undefined));
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
    summary: "no telltale project in this folder or any folder above",
    details: `A project is a folder with a configuration file: ${configNames.join(", ")}.`,
    fix: "change to the project's folder, or pass it with --cwd or --config",
  };
}

/** One of them is most likely left over from a compiler, or from a rename; which one applies must not be a surprise. */
function ambiguousConfig(paths: readonly string[]): readonly Diagnostic[] {
  const [first, second] = paths;
  if (first === undefined || second === undefined) return [];
  return [
    {
      ...finding(configFindings, "config/ambiguous"),
      summary: `this folder has two configurations: ${basename(first)} and ${basename(second)}`,
      fix: "delete one of them, or choose one with --config",
      span: { file: second, start: { line: 1, column: 1 } },
    },
  ];
}

function unreadable(path: string): Diagnostic {
  return {
    ...finding(configFindings, "config/not-found"),
    summary: `cannot read the configuration "${path}"`,
    fix: "correct the path given with --config",
  };
}
