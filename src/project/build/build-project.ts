import { resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { ReadSource } from "../../source/source-files.js";
import type { LoadOptions } from "../config/open-project.js";
import { LoadMemory } from "../load/load-memory.js";
import { checkFolder } from "../output/check-output.js";
import { FileHashes } from "../output/file-hashes.js";
import { OutputFolder } from "../output/output-folder.js";
import { type OutputTarget, writeOutputs } from "../output/write-output.js";
import { findKeptProject, keepProject } from "./kept-project.js";
import type { RenderedFiles, RenderMemory, RenderOptions } from "./render-files.js";
import { needsRunbookFolder, runbookFolder } from "./runbook-folder.js";

export interface BuildOptions extends LoadOptions, RenderOptions {
  /** Overwrite and delete files even if they were edited or not written by a build. */
  readonly force?: boolean | undefined;
  /** Keeps what did not change between the builds of a process. */
  readonly memory?: BuildMemory | undefined;
  /** Write nothing, but report generated files that are out of date. */
  readonly check?: boolean | undefined;
  /** Take what an earlier process rendered from the same texts, and keep what is rendered for the next one. */
  readonly cache?: boolean | undefined;
}

/** Everything that a build keeps for the next one. */
export class BuildMemory {
  readonly load = new LoadMemory();
  /** Of the generated files. */
  readonly hashes = new FileHashes();
  /** Created by the first build. */
  render: RenderMemory | undefined;

  close(): void {
    this.load.close();
  }
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

/** The folders to write. Pages are about all environments, so a build of some of them leaves them alone. */
function outputTargets({ root, output, files, runbooks, reference }: RenderedProject, options: BuildOptions) {
  const targets: (OutputTarget & { readonly name: string })[] = [];
  if (!files || output === undefined) return targets;
  const force = options.force ?? false;
  const scope = options.environments ? { folders: options.environments } : {};
  targets.push({
    folder: new OutputFolder(output, undefined, options.memory?.hashes),
    files,
    options: { ...scope, force },
    name: "generated files",
  });
  if (!runbooks) return targets;
  const { path, files: pages } = runbooks;
  const folder = runbookFolder(root, path, options.memory?.hashes);
  if (!options.environments && needsRunbookFolder(folder, pages)) {
    const rest = { options: { force, mayBeEmpty: true }, prefix: `${path}/`, name: "runbooks" };
    targets.push({ folder, files: pages, ...rest });
  }
  if (reference && !options.environments) {
    const role = { name: "reference", option: "reference.output" };
    const folder = new OutputFolder(resolve(root, reference.path), role, options.memory?.hashes);
    const rest = { options: { force, mayBeEmpty: true }, prefix: `${reference.path}/`, name: "the reference" };
    targets.push({ folder, files: reference.files, ...rest });
  }
  return targets;
}

/** A project's files in memory, and its findings. */
export interface RenderedProject extends RenderedFiles, Omit<BuildResult, "written" | "unchanged" | "deleted"> {}

/**
 * Loads, compiles and checks a project and renders its files, but writes none. Continues with the rest of the project if
 * some files fail to load. Imports the compiler and the checks while the bundler works in its own thread.
 */
export async function renderProject(options: BuildOptions): Promise<RenderedProject> {
  const kept = options.cache ? findKeptProject(options) : undefined;
  if (kept) return kept;
  const startedAt = Date.now();
  const rendering = import("./render-files.js");
  const { loadProject } = await import("../load/load-project.js");
  const [loaded, { renderFiles, RenderMemory }] = await Promise.all([
    loadProject(options, options.memory?.load),
    rendering,
  ]);
  const { root, project, sourceFiles, sources, folders } = loaded;
  const base = { root, readSource: sourceFiles.read, sources, folders };
  if (!project) {
    return {
      ...base,
      output: undefined,
      files: undefined,
      runbooks: undefined,
      reference: undefined,
      diagnostics: loaded.diagnostics,
    };
  }
  const output = resolve(root, project.config.output ?? "generated");
  if (options.memory) options.memory.render ??= new RenderMemory();
  const rendered = { ...base, output, ...renderFiles(project, loaded, options, options.memory?.render) };
  if (options.cache) keepProject(options, loaded, project.config, rendered, startedAt);
  return rendered;
}
