import { resolve } from "node:path";
import type { Artifact } from "../../compile/compiled.js";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import type { Config } from "../../model/project/config.js";
import type { ReadSource } from "../../source/source-files.js";
import { allFindings } from "../all-findings.js";
import { checkEnvironmentNames } from "../config/environment-names.js";
import { type LoadOptions, loadProject } from "../load/load-project.js";
import { checkOutput } from "../output/check-output.js";
import type { OutputFile } from "../output/plan-output.js";
import { writeOutput } from "../output/write-output.js";

export interface BuildOptions extends LoadOptions {
  /** Only what is for these. By default for all. */
  readonly environments?: readonly string[] | undefined;
  /** Overwrite and delete even what no build wrote. */
  readonly force?: boolean | undefined;
  /** Write nothing; say whether what was generated is current. */
  readonly check?: boolean | undefined;
  /** The day that allowances with a date are judged by: `2026-11-21`. */
  readonly today: string;
}

/** What a build did. */
export interface Built {
  readonly root: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly readSource: ReadSource;
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly deleted: readonly string[];
  /** What the result depends on: what to watch. */
  readonly sources: readonly string[];
  readonly folders: readonly string[];
  /** The folder that artifacts are written to; undefined without a configuration. */
  readonly output: string | undefined;
}

/**
 * Loads a project, compiles it, checks it, and writes what has changed. When anything is wrong, nothing is written.
 *
 * @example
 * const { written, diagnostics } = await buildProject({ cwd: process.cwd(), today: "2026-11-21" });
 */
export async function buildProject(options: BuildOptions): Promise<Built> {
  const examined = await examineProject(options);
  const { root, readSource, sources, folders, output, files } = examined;
  const base = { root, readSource, sources, folders, output, written: [], unchanged: [], deleted: [] };
  if (!files || output === undefined) return { ...base, diagnostics: examined.diagnostics };
  const scope = options.environments ? { folders: options.environments } : {};
  if (options.check) return { ...base, diagnostics: [...examined.diagnostics, ...checkOutput(output, files, scope)] };
  const done = writeOutput(output, files, { ...scope, force: options.force ?? false });
  return { ...base, ...done, diagnostics: [...examined.diagnostics, ...done.diagnostics] };
}

/** Everything about a project short of writing it. */
export interface Examined extends Omit<Built, "written" | "unchanged" | "deleted"> {
  /** What would be written; undefined when something is wrong. */
  readonly files: readonly OutputFile[] | undefined;
}

/**
 * Loads, compiles and checks a project. What can be checked is, even when some of it does not load. The compiler and
 * the checks are imported while the bundler, which does not run in this thread, is at work.
 */
export async function examineProject(options: BuildOptions): Promise<Examined> {
  const loading = loadProject(options);
  const [{ compileProject, renderArtifact }, { checkProject }, loaded] = await Promise.all([
    import("../../compile/index.js"),
    import("../../check/index.js"),
    loading,
  ]);
  const { root, project, sourceFiles } = loaded;
  const base = { root, readSource: sourceFiles.read, sources: loaded.sources, folders: loaded.folders };
  if (!project) return { ...base, output: undefined, files: undefined, diagnostics: loaded.diagnostics };
  const output = outputFolder(root, project.config);
  const unknown = checkEnvironmentNames(options.environments ?? [], project.config);
  const environments = unknown.length === 0 ? options.environments : undefined;
  const compiled = compileProject(project, { environments, sources: sourceFiles });
  const complete = loaded.diagnostics.length === 0;
  const checked = checkProject(project, compiled, { today: options.today, findings: allFindings, complete });
  const diagnostics = [...loaded.diagnostics, ...unknown, ...compiled.diagnostics, ...checked];
  if (hasErrors(diagnostics)) return { ...base, output, files: undefined, diagnostics };
  const textOf = (artifact: Artifact): OutputFile => ({ path: artifact.path, text: renderArtifact(artifact) });
  return { ...base, output, files: compiled.artifacts.map(textOf), diagnostics };
}

function outputFolder(root: string, config: Config): string {
  return resolve(root, config.output ?? "generated");
}
