import { resolve } from "node:path";
import type { Artifact } from "../../compile/compiled.js";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import type { Config } from "../../model/project/config.js";
import type { ReadSource } from "../../source/source-files.js";
import { allFindings } from "../all-findings.js";
import { defaultFolders } from "../config/default-folders.js";
import { checkEnvironmentNames } from "../config/environment-names.js";
import type { LoadOptions } from "../config/open-project.js";
import { findSharedGrafana } from "../config/shared-grafana.js";
import { loadFindings } from "../findings.js";
import { loadProject } from "../load/load-project.js";
import { checkFolder } from "../output/check-output.js";
import { OutputFolder } from "../output/output-folder.js";
import type { OutputFile } from "../output/plan-output.js";
import { type OutputTarget, writeOutputs } from "../output/write-output.js";
import { needsRunbookFolder, runbookFolder, runbookPath, writtenPages } from "./runbook-folder.js";

export interface BuildOptions extends LoadOptions {
  /** @default all environments */
  readonly environments?: readonly string[] | undefined;
  /** Overwrite and delete files even if they were edited or not written by a build. */
  readonly force?: boolean | undefined;
  /** Write nothing, but report generated files that are out of date. */
  readonly check?: boolean | undefined;
  /** The date on which allowances expire or not: `2026-11-21`. */
  readonly today: string;
}

/** The outcome of a build. */
export interface BuildResult {
  readonly root: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly readSource: ReadSource;
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly deleted: readonly string[];
  /** The files and folders that the result depends on, for watching. */
  readonly sources: readonly string[];
  readonly folders: readonly string[];
  /** The output folder; undefined without a valid configuration. */
  readonly output: string | undefined;
}

/**
 * Renders a project and writes the files that changed. Writes nothing if there are errors.
 *
 * @example
 * const { written, diagnostics } = await buildProject({ cwd: process.cwd(), today: "2026-11-21" });
 */
export async function buildProject(options: BuildOptions): Promise<BuildResult> {
  const rendered = await renderProject(options);
  const { root, readSource, sources, folders, output } = rendered;
  const base = { root, readSource, sources, folders, output, written: [], unchanged: [], deleted: [] };
  const targets = outputTargets(rendered, options);
  if (targets.length === 0) return { ...base, diagnostics: rendered.diagnostics };
  if (options.check) {
    const stale = targets.flatMap(({ folder, files, options: scope, name }) =>
      checkFolder(folder, files, { ...scope, name }),
    );
    return { ...base, diagnostics: [...rendered.diagnostics, ...stale] };
  }
  const result = writeOutputs(targets);
  return { ...base, ...result, diagnostics: [...rendered.diagnostics, ...result.diagnostics] };
}

/** The folders to write. Runbooks are about all environments, so a build of some of them leaves them alone. */
function outputTargets({ root, output, files, runbooks }: RenderedProject, options: BuildOptions) {
  const targets: (OutputTarget & { readonly name: string })[] = [];
  if (!files || output === undefined) return targets;
  const force = options.force ?? false;
  const scope = options.environments ? { folders: options.environments } : {};
  targets.push({ folder: new OutputFolder(output), files, options: { ...scope, force }, name: "generated files" });
  if (!runbooks) return targets;
  const { path, files: pages } = runbooks;
  const folder = runbookFolder(root, path);
  if (!options.environments && needsRunbookFolder(folder, pages)) {
    const rest = { options: { force, mayBeEmpty: true }, prefix: `${path}/`, name: "runbooks" };
    targets.push({ folder, files: pages, ...rest });
  }
  return targets;
}

/** A project's files in memory, and its findings. */
export interface RenderedProject extends Omit<BuildResult, "written" | "unchanged" | "deleted"> {
  /** The files to write; undefined if there are errors. */
  readonly files: readonly OutputFile[] | undefined;
  /** The pages to write, and their folder. */
  readonly runbooks: { readonly path: string; readonly files: readonly OutputFile[] } | undefined;
}

/**
 * Loads, compiles and checks a project and renders its files, but writes none. Continues with the rest of the project if
 * some files fail to load. Imports the compiler and the checks while the bundler works in its own thread.
 */
export async function renderProject(options: BuildOptions): Promise<RenderedProject> {
  const loading = loadProject(options);
  const [{ compileProject, generatedPages, renderArtifact }, { renderRunbooks }, { checkProject }, loaded] =
    await Promise.all([
      import("../../compile/index.js"),
      import("./render-runbooks.js"),
      import("../../check/index.js"),
      loading,
    ]);
  const { root, project, sourceFiles } = loaded;
  const base = { root, readSource: sourceFiles.read, sources: loaded.sources, folders: loaded.folders };
  const nothing = { files: undefined, runbooks: undefined };
  if (!project) return { ...base, ...nothing, output: undefined, diagnostics: loaded.diagnostics };
  const output = outputFolder(root, project.config);
  const unknown = checkEnvironmentNames(options.environments ?? [], project.config);
  const environments = unknown.length === 0 ? options.environments : undefined;
  const compiled = compileProject(project, { environments, sources: sourceFiles });
  const complete = loaded.diagnostics.length === 0;
  const path = runbookPath(project.config);
  const pages = new Set([...generatedPages(project.systems), ...writtenPages(runbookFolder(root, path))]);
  const checked = checkProject(project, compiled, { today: options.today, findings: allFindings, complete, pages });
  const none = loaded.diagnostics.length > 0 ? [] : noneFound(loaded.files, project.config);
  const place = { root, configPath: loaded.configPath!, sourceFiles };
  const shared = findSharedGrafana(compiled.artifacts, place);
  const found = [...loaded.diagnostics, ...none, ...unknown, ...shared, ...compiled.diagnostics, ...checked];
  const rendered = renderRunbooks(compiled.runbooks, project.config, place, loaded.sources);
  const diagnostics = [...found, ...rendered.diagnostics];
  if (hasErrors(diagnostics)) return { ...base, ...nothing, output, diagnostics };
  const render = (artifact: Artifact): OutputFile => ({ path: artifact.path, text: renderArtifact(artifact) });
  const files = compiled.artifacts.map(render);
  return { ...base, output, files, runbooks: { path, files: rendered.files }, diagnostics };
}

/** A project without definitions builds nothing, which would look like success. */
function noneFound(files: readonly string[], { definitions }: Config): readonly Diagnostic[] {
  if (files.length > 0) return [];
  return [
    {
      ...finding(loadFindings, "definition/none-found"),
      summary: "the project has no definition file",
      details: `Telltale searches ${(definitions ?? defaultFolders).join(", ")} for .ts, .mts, .js and .mjs files.`,
      fix:
        definitions === undefined
          ? "write one there, or name other folders with `definitions` in the configuration"
          : "write one there, or correct `definitions` in the configuration",
    },
  ];
}

function outputFolder(root: string, config: Config): string {
  return resolve(root, config.output ?? "generated");
}
