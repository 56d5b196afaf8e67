import { writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { OutputChunk, RolldownError } from "rolldown";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { ReadSource } from "../../source/source-files.js";
import { describeSystemError } from "../files/system-error.js";
import { cannotRun, createBundleFolder, removeBundleFolder } from "./bundle-folder.js";
import {
  excludeModules,
  importJson,
  importText,
  isOwnPackage,
  type ResolvedImports,
  readSources,
  resolveImports,
  type UnresolvedImport,
} from "./bundler-plugins.js";
import { findCompiledModules, keepCompiledModules, type ModuleSet, textDigest } from "./compiled-modules.js";
import { importFailure, unresolvedImport } from "./import-failure.js";
import type { CompiledModule, KeptModules } from "./kept-modules.js";

/** A compiled module of the project. */
export interface BundledModule {
  /** Path of its source. */
  readonly file: string;
  /** URL of its compiled form, until the bundle is removed. */
  readonly url: string;
  /** Source paths of the project's modules that it imports. */
  readonly imports: readonly string[];
}

export interface Bundle {
  /** By source path; without those that do not compile. */
  readonly modules: ReadonlyMap<string, BundledModule>;
  /** Sources that do not compile. Modules that import them cannot run. */
  readonly broken: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
  /** True if an earlier process has run the very same modules to their end, and they will end again. */
  readonly willEnd: boolean;
  /** Removes the compiled modules, or keeps them for the next process. `haveEnded` tells that all have run to their end. */
  remove(haveEnded: boolean): void;
}

/** Each round leaves out what does not compile: one finds syntax errors, the next imports that then fail. */
const maxRounds = 20;

/**
 * Compiles modules and everything they import into a temporary folder. Each module becomes one file, so that a module
 * that fails does not stop those that do not import it. With `kept`, modules that did not change are not written again;
 * without, all of them are kept for the next process.
 */
export async function bundle(set: ModuleSet, readSource: ReadSource, kept?: KeptModules): Promise<Bundle> {
  const { root, entries } = set;
  const before = kept ? undefined : findCompiledModules(set, readSource);
  if (before) {
    const { modules, willEnd } = before;
    return { modules: byFile(modules), broken: new Set(), diagnostics: [], willEnd, remove: () => {} };
  }
  const created = kept?.folder(root) ?? createBundleFolder(root);
  if ("problem" in created) return nothingBundled(entries, created.problem);
  const folder = created.path;
  const broken = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const startedAt = Date.now();
  let remove: Bundle["remove"] = () => (kept ? kept.removeRun() : removeBundleFolder(folder));
  try {
    for (let round = 0; round < maxRounds; round++) {
      // `remove` must not hold the chunks: with them, the bundler would keep its memory.
      const { chunks, failures, sources, isAliased } = await compile(
        { root, folder, readSource, kept },
        entries,
        broken,
      );
      diagnostics.push(...failures.map(({ diagnostic }) => diagnostic));
      const before = broken.size;
      for (const { file } of failures) if (file !== undefined) broken.add(file);
      if (chunks) {
        const read = readModules(chunks);
        const modules = byFile(writeModules(folder, read, kept));
        if (!kept && round === 0 && !isAliased && read.isSelfContained) {
          remove = (haveEnded) => keepCompiledModules(set, folder, read.modules, { sources, startedAt, haveEnded });
        }
        return { modules, broken, diagnostics, willEnd: false, remove };
      }
      if (broken.size === before) break;
    }
    return { modules: new Map(), broken, diagnostics, willEnd: false, remove };
  } catch (error) {
    remove(false);
    return nothingBundled(entries, cannotRun([`${folder}: ${describeSystemError(error)}`]));
  }
}

function nothingBundled(entries: readonly string[], problem: Diagnostic): Bundle {
  const broken = new Set(entries);
  return { modules: new Map(), broken, diagnostics: [problem], willEnd: false, remove: () => {} };
}

interface Failure {
  readonly file: string | undefined;
  readonly diagnostic: Diagnostic;
}

interface CompileInputs {
  readonly root: string;
  readonly folder: string;
  readonly readSource: ReadSource;
  readonly kept: KeptModules | undefined;
}

async function compile(
  { root, folder, readSource, kept }: CompileInputs,
  entries: readonly string[],
  broken: ReadonlySet<string>,
) {
  const imports: ResolvedImports = { unresolved: [], aliased: [] };
  const { unresolved } = imports;
  const sources = new Map<string, string>();
  const addSource = (file: string, text: string) => {
    const digest = textDigest(text);
    sources.set(file, digest);
    kept?.addSource(file, digest);
  };
  const input = entries.filter((file) => !broken.has(file));
  const names = new Map<string, string>();
  if (input.length === 0) return { chunks: [], failures: [], sources, isAliased: false };
  const { rolldown } = await loadBundler();
  const build = await rolldown({
    input,
    cwd: root,
    platform: "node",
    treeshake: false,
    logLevel: "silent",
    tsconfig: true,
    resolve: { conditionNames: ["node", "import", "default"], mainFields: ["main"] },
    plugins: [
      readSources(addSource),
      excludeModules(broken),
      resolveImports(imports),
      importText(root),
      importJson(root),
    ],
  });
  try {
    const { output } = await build.generate({
      dir: folder,
      format: "esm",
      preserveModules: true,
      entryFileNames: (chunk) => {
        const file = chunk.facadeModuleId ?? chunk.name;
        return kept ? kept.nameOf(file) : outputName(names, file);
      },
      ...(kept && { banner: (chunk) => kept.bannerOf(chunk.facadeModuleId ?? chunk.name) }),
      sourcemap: "inline",
      sourcemapExcludeSources: true,
      sourcemapPathTransform: (source, map) => pathToFileURL(resolve(dirname(map), source)).href,
    });
    const failures = unresolvedFailures(unresolved, readSource);
    const chunks = output.filter((one) => one.type === "chunk");
    const isAliased = imports.aliased.length > 0;
    return { chunks: failures.length === 0 ? chunks : undefined, failures, sources, isAliased };
  } catch (error) {
    const failures = [...unresolvedFailures(unresolved, readSource), ...bundlerFailures(error, readSource)];
    return { chunks: undefined, failures, sources, isAliased: false };
  } finally {
    await build.close();
  }
}

/**
 * Imports the bundler with an allocator that returns freed memory. By default it keeps hundreds of megabytes after a large
 * project.
 */
async function loadBundler() {
  process.env.MIMALLOC_PURGE_DELAY ??= "0";
  process.env.MIMALLOC_ARENA_EAGER_COMMIT ??= "0";
  return import("rolldown");
}

function unresolvedFailures(unresolved: readonly UnresolvedImport[], readSource: ReadSource): readonly Failure[] {
  return unresolved.map((one) => ({ file: one.importer, diagnostic: unresolvedImport(one, readSource) }));
}

/** Converts the errors that the bundler reports about the user's sources; rethrows any other. */
function bundlerFailures(error: unknown, readSource: ReadSource): readonly Failure[] {
  const errors = (error as { errors?: readonly RolldownError[] }).errors;
  if (!errors) throw error;
  return errors.map((one) => ({ file: one.id ?? one.loc?.file, diagnostic: importFailure(one, readSource) }));
}

/** Numbers modules in the order in which the bundler asks for their names. */
function outputName(names: Map<string, string>, module: string): string {
  const name = names.get(module) ?? `${names.size}.mjs`;
  names.set(module, name);
  return name;
}

/** The modules of a project, and the bundler's runtime, which they share. */
interface Chunks {
  readonly modules: readonly CompiledModule[];
  readonly others: ReadonlyMap<string, string>;
  /** True if they import no package that could be updated, except the running one. */
  readonly isSelfContained: boolean;
}

function readModules(chunks: readonly OutputChunk[]): Chunks {
  const sources = new Map(chunks.map((chunk) => [chunk.fileName, chunk.facadeModuleId ?? chunk.name]));
  const isOwn = ({ fileName }: OutputChunk) => !sources.get(fileName)!.startsWith("\0");
  const isFixed = (name: string) => sources.has(name) || isOwnPackage(name) || isBuiltin(name);
  const modules = chunks.filter(isOwn).map(({ fileName, code, imports }) => ({
    file: sources.get(fileName)!,
    name: fileName,
    code,
    imports: imports.map((name) => sources.get(name) ?? sourcePath(name)),
    usesPackages: imports.some((name) => !sources.has(name) && !isOwnPackage(name)),
  }));
  return {
    modules,
    others: new Map(chunks.filter((chunk) => !isOwn(chunk)).map(({ fileName, code }) => [fileName, code])),
    isSelfContained: chunks.every(({ imports, dynamicImports }) => [...imports, ...dynamicImports].every(isFixed)),
  };
}

function writeModules(
  folder: string,
  { modules, others }: Chunks,
  kept: KeptModules | undefined,
): readonly BundledModule[] {
  const urls = kept?.write(folder, modules, others) ?? writeOnce(folder, modules, others);
  return modules.map(({ file, imports }, index) => ({ file, url: urls[index]!, imports }));
}

function byFile(modules: readonly BundledModule[]): ReadonlyMap<string, BundledModule> {
  return new Map(modules.map((one) => [one.file, one]));
}

function writeOnce(folder: string, modules: readonly CompiledModule[], others: ReadonlyMap<string, string>) {
  for (const [name, code] of others) writeFileSync(join(folder, name), code);
  return modules.map(({ name, code }) => {
    writeFileSync(join(folder, name), code);
    return pathToFileURL(join(folder, name)).href;
  });
}

/** Modules that do not compile are imported by the URL of their source. */
function sourcePath(name: string): string {
  return name.startsWith("file:") ? decodeURIComponent(new URL(name).pathname) : name;
}
