import { rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { OutputChunk, RolldownError } from "rolldown";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { ReadSource } from "../../source/source-files.js";
import { describeSystemError } from "../files/system-error.js";
import { cannotRun, createBundleFolder } from "./bundle-folder.js";
import { excludeModules, importJson, importText, resolveImports, type UnresolvedImport } from "./bundler-plugins.js";
import { importFailure, unresolvedImport } from "./import-failure.js";

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
  remove(): void;
}

/** Each round leaves out what does not compile: one finds syntax errors, the next imports that then fail. */
const maxRounds = 20;

/**
 * Compiles modules and everything they import into a temporary folder. Each module becomes one file, so that a module
 * that fails does not stop those that do not import it.
 */
export async function bundle(root: string, entries: readonly string[], readSource: ReadSource): Promise<Bundle> {
  const created = createBundleFolder(root);
  if ("problem" in created) return nothingBundled(entries, created.problem);
  const folder = created.path;
  const broken = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    for (let round = 0; round < maxRounds; round++) {
      const compiled = await compile(root, folder, entries, broken, readSource);
      diagnostics.push(...compiled.failures.map(({ diagnostic }) => diagnostic));
      const before = broken.size;
      for (const { file } of compiled.failures) if (file !== undefined) broken.add(file);
      if (compiled.chunks) return { modules: writeModules(folder, compiled.chunks), broken, diagnostics, remove };
      if (broken.size === before) break;
    }
    return { modules: new Map(), broken, diagnostics, remove };
  } catch (error) {
    remove();
    return nothingBundled(entries, cannotRun([`${folder}: ${describeSystemError(error)}`]));
  }
}

function nothingBundled(entries: readonly string[], problem: Diagnostic): Bundle {
  return { modules: new Map(), broken: new Set(entries), diagnostics: [problem], remove: () => {} };
}

interface Failure {
  readonly file: string | undefined;
  readonly diagnostic: Diagnostic;
}

async function compile(
  root: string,
  folder: string,
  entries: readonly string[],
  broken: ReadonlySet<string>,
  readSource: ReadSource,
) {
  const unresolved: UnresolvedImport[] = [];
  const input = entries.filter((file) => !broken.has(file));
  const names = new Map<string, string>();
  if (input.length === 0) return { chunks: [], failures: [] };
  const { rolldown } = await loadBundler();
  const build = await rolldown({
    input,
    cwd: root,
    platform: "node",
    treeshake: false,
    logLevel: "silent",
    tsconfig: true,
    resolve: { conditionNames: ["node", "import", "default"], mainFields: ["main"] },
    plugins: [excludeModules(broken), resolveImports(unresolved), importText(root), importJson(root)],
  });
  try {
    const { output } = await build.generate({
      dir: folder,
      format: "esm",
      preserveModules: true,
      entryFileNames: (chunk) => outputName(names, chunk.facadeModuleId ?? chunk.name),
      sourcemap: "inline",
      sourcemapExcludeSources: true,
      sourcemapPathTransform: (source, map) => pathToFileURL(resolve(dirname(map), source)).href,
    });
    const failures = unresolvedFailures(unresolved, readSource);
    const chunks = output.filter((one) => one.type === "chunk");
    return { chunks: failures.length === 0 ? chunks : undefined, failures };
  } catch (error) {
    return {
      chunks: undefined,
      failures: [...unresolvedFailures(unresolved, readSource), ...bundlerFailures(error, readSource)],
    };
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

/** Writes the compiled modules. The bundler's runtime is written, too, but is not a module of the project. */
function writeModules(folder: string, chunks: readonly OutputChunk[]): ReadonlyMap<string, BundledModule> {
  const sources = new Map(chunks.map((chunk) => [chunk.fileName, chunk.facadeModuleId ?? chunk.name]));
  const modules = new Map<string, BundledModule>();
  for (const chunk of chunks) {
    const path = join(folder, chunk.fileName);
    writeFileSync(path, chunk.code);
    const file = sources.get(chunk.fileName)!;
    if (file.startsWith("\0")) continue;
    const imports = chunk.imports.map((name) => sources.get(name) ?? sourcePath(name));
    modules.set(file, { file, url: pathToFileURL(path).href, imports });
  }
  return modules;
}

/** Modules that do not compile are imported by the URL of their source. */
function sourcePath(name: string): string {
  return name.startsWith("file:") ? decodeURIComponent(new URL(name).pathname) : name;
}
