import { realpathSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Config } from "../../model/project/config.js";
import type { ReadSource } from "../../source/source-files.js";
import { findConfigs } from "../config/find-config.js";
import type { LoadOptions } from "../config/open-project.js";
import { describeProgram } from "../files/describe-code.js";
import { openSourceFiles } from "../files/source-files.js";
import { discover } from "../load/discover.js";
import type { LoadedProject } from "../load/load-project.js";
import { digestOf, identifyModules, realCacheFolder, textDigest } from "../modules/compiled-modules.js";
import type { OutputFile } from "../output/plan-output.js";
import type { RenderedProject } from "./build-project.js";
import type { RenderOptions } from "./render-files.js";
import { runbookFolder, runbookPath, writtenPages } from "./runbook-folder.js";

/** A rendered project that a process leaves in `node_modules/.cache/telltale` for the next one: a line of JSON, then the texts. */
interface Kept {
  /** The release, its place, and what it runs in. */
  readonly program: string;
  readonly today: string;
  readonly root: string;
  readonly output: string;
  readonly definitions: readonly string[] | null;
  /** Digests of the modules of the configuration, and of those of the definitions. */
  readonly modules: readonly string[];
  /** Digests of all sources, by path, with those that no module imports. */
  readonly sources: Readonly<Record<string, string>>;
  readonly folders: readonly string[];
  /** The folder of runbooks, and the pages in it that people wrote. */
  readonly runbookPath: string;
  readonly writtenPages: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly files: readonly KeptFile[];
  readonly runbooks: KeptFolder;
  readonly reference: KeptFolder | null;
}

/** Its text follows that of the file before it. */
type KeptFile = readonly [path: string, length: number];

interface KeptFolder {
  readonly path: string;
  readonly files: readonly KeptFile[];
}

type ProjectOptions = LoadOptions & RenderOptions;

/** More is not kept: reading it would take as long as rendering it. */
const mostCharacters = 32_000_000;

/**
 * Finds what an earlier process rendered from the very same texts, so that nothing is compiled. Undefined if there is no such
 * project, or if more than its texts decides what it contains.
 */
export function findKeptProject(options: ProjectOptions): RenderedProject | undefined {
  const candidates = options.config === undefined ? findConfigs(options.cwd) : [resolve(options.cwd, options.config)];
  const [file] = candidates;
  if (file === undefined || candidates.length > 1 || !statSync(file, { throwIfNoEntry: false })?.isFile())
    return undefined;
  const configPath = realpathSync(file);
  const root = dirname(configPath);
  const place = keptPath(root, configPath, options);
  const text = place && openSourceFiles(root).read(place);
  const kept = text && parseHeader(text);
  if (!kept || kept.program !== digestProgram() || kept.today !== options.today || kept.root !== root) return undefined;
  const { read } = openSourceFiles(root);
  return isCurrent(kept, configPath, read) ? restore(kept, text, read) : undefined;
}

function isCurrent(kept: Kept, configPath: string, read: ReadSource): boolean {
  const { root, definitions, sources } = kept;
  const discovered = discover(root, definitions ?? undefined, configPath);
  if (discovered.diagnostics.length > 0) return false;
  const modules = identifyAll(root, configPath, discovered.files, read);
  return (
    modules !== undefined &&
    modules.join("\n") === kept.modules.join("\n") &&
    discovered.folders.join("\n") === kept.folders.join("\n") &&
    Object.entries(sources).every(([path, digest]) => digestOf(read(path)) === digest) &&
    listPages(root, kept.runbookPath).join("\n") === kept.writtenPages.join("\n")
  );
}

/** Keeps a rendered project without errors for the next process. `startedAt` is the time before the first file was read. */
export function keepProject(
  options: ProjectOptions,
  { root, configPath, files, sourceFiles, diagnostics }: LoadedProject,
  { definitions, runbooks }: Pick<Config, "definitions" | "runbooks">,
  rendered: RenderedProject,
  startedAt: number,
): void {
  if (diagnostics.length > 0 || configPath === undefined || rendered.output === undefined) return;
  if (!rendered.files || countCharacters(rendered.files) > mostCharacters) return;
  const place = keptPath(root, configPath, options);
  const modules = identifyAll(root, configPath, files, sourceFiles.read);
  const isChanging = rendered.sources.some(
    (path) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) >= startedAt,
  );
  if (place === undefined || modules === undefined || isChanging || !rendered.runbooks) return;
  const folder = runbookPath({ runbooks } as Config);
  const texts: string[] = [];
  const list = (all: readonly { readonly path: string; readonly text: string }[]) =>
    all.map(({ path, text }): KeptFile => {
      texts.push(text);
      return [path, text.length];
    });
  const kept: Kept = {
    program: digestProgram(),
    today: options.today,
    ...{ root, output: rendered.output, definitions: definitions ?? null, modules, folders: rendered.folders },
    sources: Object.fromEntries(rendered.sources.map((path) => [path, digestOf(sourceFiles.read(path))])),
    ...{ runbookPath: folder, writtenPages: listPages(root, folder), diagnostics: rendered.diagnostics },
    files: list(rendered.files),
    runbooks: { path: rendered.runbooks.path, files: list(rendered.runbooks.files) },
    reference: rendered.reference ? { path: rendered.reference.path, files: list(rendered.reference.files) } : null,
  };
  const text = [JSON.stringify(kept), "\n", ...texts].join("");
  try {
    writeFileSync(`${place}.${process.pid}`, text);
    renameSync(`${place}.${process.pid}`, place);
  } catch (error) {
    // It is rendered again next time: a full disk, for example, must not fail a build.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
}

/** The file of a project in the cache, one for each selection of environments and releases; undefined without `node_modules`. */
function keptPath(root: string, configPath: string, { environments, versions }: ProjectOptions): string | undefined {
  const folder = realCacheFolder(root);
  const name = textDigest(JSON.stringify([configPath, environments, versions ?? {}])).slice(0, 12);
  return folder && join(folder, `rendered-${name}.txt`);
}

/** Undefined if they must run to know what they export. */
function identifyAll(root: string, configPath: string, files: readonly string[], read: ReadSource) {
  const config = identifyModules({ root, subject: "config", entries: [configPath] }, read);
  if (config === undefined) return undefined;
  const definitions = identifyModules({ root, subject: "definitions", entries: files }, read);
  return definitions === undefined ? undefined : [config, definitions];
}

function listPages(root: string, path: string): readonly string[] {
  return [...writtenPages(runbookFolder(root, path))].sort();
}

function countCharacters(files: readonly OutputFile[]): number {
  return files.reduce((sum, { text }) => sum + text.length, 0);
}

/** Identifies the program and its locale, which decides how definitions sort and format. */
function digestProgram(): string {
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return textDigest([describeProgram(), locale, timeZone].join("\n"));
}

/** Undefined if the file is damaged: then it is written again. */
function parseHeader(text: string): Kept | undefined {
  try {
    const kept = JSON.parse(text.slice(0, text.indexOf("\n"))) as Kept;
    const all = [...kept.files, ...kept.runbooks.files, ...(kept.reference?.files ?? [])];
    const length = all.reduce((sum, [, one]) => sum + one, text.indexOf("\n") + 1);
    return length === text.length ? kept : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function restore(kept: Kept, text: string, readSource: ReadSource): RenderedProject {
  let end = text.indexOf("\n") + 1;
  const take = (files: readonly KeptFile[]) =>
    files.map(([path, length]) => {
      const start = end;
      end += length;
      return { path, text: text.slice(start, end) };
    });
  const { root, output, folders, diagnostics, reference } = kept;
  return {
    ...{ root, output, readSource, folders, diagnostics, sources: Object.keys(kept.sources) },
    files: take(kept.files),
    runbooks: { path: kept.runbooks.path, files: take(kept.runbooks.files) },
    reference: reference ? { path: reference.path, files: take(reference.files) } : undefined,
  };
}
