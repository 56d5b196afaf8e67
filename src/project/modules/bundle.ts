import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { OutputChunk, RolldownError } from "rolldown";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { ReadSource } from "../../source/source-files.js";
import { isRunning } from "../files/running-process.js";
import { importFailure, unresolvedImport } from "./import-failure.js";
import { importText, resolveImports, type Unresolved } from "./resolve-imports.js";

/** A module of the project, as it was compiled. */
export interface BundledModule {
  /** Its source. */
  readonly file: string;
  /** Where its compiled form lies until the bundle is removed. */
  readonly url: string;
  /** The modules of the project that it imports, by source. */
  readonly imports: readonly string[];
}

export interface Bundle {
  /** By source file. What could not be compiled is missing. */
  readonly modules: ReadonlyMap<string, BundledModule>;
  /** The sources that could not be compiled. Those that import them cannot be run. */
  readonly broken: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
  remove(): void;
}

/** Rounds of leaving out what does not compile: one finds broken syntax, the next what then cannot be imported. */
const mostRounds = 20;

/**
 * Compiles modules and everything they import, each to a file of its own, in a folder that is removed afterwards. One
 * file a module keeps apart what fails: whatever does not import it still runs.
 */
export async function bundle(root: string, entries: readonly string[], readSource: ReadSource): Promise<Bundle> {
  const folder = makeFolder(root);
  const broken = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    for (let round = 0; round < mostRounds; round++) {
      const compiled = await compile(root, folder, entries, broken, readSource);
      diagnostics.push(...compiled.failures.map(({ diagnostic }) => diagnostic));
      const before = broken.size;
      for (const { file } of compiled.failures) if (file !== undefined) broken.add(file);
      if (compiled.chunks) return { modules: write(folder, compiled.chunks), broken, diagnostics, remove };
      if (broken.size === before) break;
    }
    return { modules: new Map(), broken, diagnostics, remove };
  } catch (error) {
    remove();
    throw error;
  }
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
  const unresolved: Unresolved[] = [];
  const input = entries.filter((file) => !broken.has(file));
  const names = new Map<string, string>();
  const leaveOut = {
    name: "telltale:broken",
    resolveId: {
      order: "pre" as const,
      filter: { id: /^[./]|^[A-Za-z]:[\\/]/ },
      async handler(this: PluginResolve, id: string, importer: string | undefined) {
        if (broken.size === 0 || importer === undefined) return null;
        const found = await this.resolve(id, importer, { skipSelf: true });
        return found && broken.has(found.id) ? { id: pathToFileURL(found.id).href, external: true } : found;
      },
    },
  };
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
    plugins: [leaveOut, resolveImports(unresolved), importText(root)],
  });
  try {
    const { output } = await build.generate({
      dir: folder,
      format: "esm",
      preserveModules: true,
      entryFileNames: (chunk) => nameOf(names, chunk.facadeModuleId ?? chunk.name),
      sourcemap: "inline",
      sourcemapExcludeSources: true,
      sourcemapPathTransform: (source, map) => pathToFileURL(resolve(dirname(map), source)).href,
    });
    const failures = unresolved.map((one) => ({ file: one.importer, diagnostic: unresolvedImport(one, readSource) }));
    const chunks = output.filter((one) => one.type === "chunk");
    return { chunks: failures.length === 0 ? chunks : undefined, failures };
  } catch (error) {
    return { chunks: undefined, failures: failuresOf(error, unresolved, readSource) };
  } finally {
    await build.close();
  }
}

/**
 * The bundler's allocator keeps what is freed unless it is told otherwise when it starts: hundreds of megabytes after a
 * large project.
 */
async function loadBundler() {
  process.env.MIMALLOC_PURGE_DELAY ??= "0";
  process.env.MIMALLOC_ARENA_EAGER_COMMIT ??= "0";
  return import("rolldown");
}

interface PluginResolve {
  resolve(
    id: string,
    importer: string,
    options: { skipSelf: boolean },
  ): Promise<{ id: string; external: boolean | "absolute" | "relative" } | null>;
}

/** What the bundler says is wrong is the user's to put right; anything else is ours, and thrown on. */
function failuresOf(error: unknown, unresolved: readonly Unresolved[], readSource: ReadSource): Failure[] {
  const errors = (error as { errors?: readonly RolldownError[] }).errors;
  if (!errors) throw error;
  return [
    ...unresolved.map((one) => ({ file: one.importer, diagnostic: unresolvedImport(one, readSource) })),
    ...errors.map((one) => ({ file: one.id ?? one.loc?.file, diagnostic: importFailure(one, readSource) })),
  ];
}

function nameOf(names: Map<string, string>, module: string): string {
  const name = names.get(module) ?? `${names.size}.mjs`;
  names.set(module, name);
  return name;
}

/** The bundler's own runtime is written like the others, and is no module of the project. */
function write(folder: string, chunks: readonly OutputChunk[]): ReadonlyMap<string, BundledModule> {
  const sources = new Map(chunks.map((chunk) => [chunk.fileName, chunk.facadeModuleId ?? chunk.name]));
  const modules = new Map<string, BundledModule>();
  for (const chunk of chunks) {
    const path = join(folder, chunk.fileName);
    writeFileSync(path, chunk.code);
    const file = sources.get(chunk.fileName)!;
    if (file.startsWith("\0")) continue;
    const imports = chunk.imports.map((name) => sources.get(name) ?? sourceOf(name));
    modules.set(file, { file, url: pathToFileURL(path).href, imports });
  }
  return modules;
}

/** A broken module is imported by the address of its source. */
function sourceOf(name: string): string {
  return name.startsWith("file:") ? decodeURIComponent(new URL(name).pathname) : name;
}

/**
 * Bundles lie in the project's own `node_modules`, where nobody looks for sources, or in the system's temporary folder
 * when there is none. What earlier processes left behind when they were killed goes away.
 */
function makeFolder(root: string): string {
  const modules = join(root, "node_modules");
  const parent = existsSync(modules)
    ? join(modules, ".cache", "telltale")
    : join(realpathSync(tmpdir()), "telltale-bundles");
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    const owner = /^(\d+)-/.exec(name);
    if (owner && !isRunning(Number(owner[1]))) rmSync(join(parent, name), { recursive: true, force: true });
  }
  const folder = join(parent, `${process.pid}-${randomUUID()}`);
  mkdirSync(folder);
  return folder;
}
