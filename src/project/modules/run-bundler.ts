import { isBuiltin } from "node:module";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { OutputChunk, Plugin } from "rolldown";
import { isOwnPackage } from "./bundler-plugins.js";
import type { CompiledModules, KeptModules } from "./kept-modules.js";

export interface BundlerRun {
  readonly root: string;
  /** The folder that the modules will be in. */
  readonly folder: string;
  readonly input: readonly string[];
  readonly plugins: readonly Plugin[];
  readonly kept: KeptModules | undefined;
}

/** Compiles modules and everything that they import to a chunk each. Rejects if one does not compile. */
export async function runBundler({ root, folder, input, plugins, kept }: BundlerRun): Promise<readonly OutputChunk[]> {
  const names = new Map<string, string>();
  const { rolldown } = await loadBundler();
  const build = await rolldown({
    input: [...input],
    cwd: root,
    platform: "node",
    treeshake: false,
    logLevel: "silent",
    tsconfig: true,
    resolve: { conditionNames: ["node", "import", "default"], mainFields: ["main"] },
    plugins: [...plugins],
    // A module that is kept must not hold values of others.
    ...(kept && { optimization: { inlineConst: false } }),
  });
  try {
    const { output } = await build.generate({
      dir: folder,
      format: "esm",
      preserveModules: true,
      // By default, code after a `throw` is dropped, but not the exports it defines: the module is then a syntax error.
      minify: false,
      entryFileNames: (chunk) => {
        const file = chunk.facadeModuleId ?? chunk.name;
        return kept ? kept.names.nameOf(file) : outputName(names, file);
      },
      ...(kept && { banner: (chunk) => kept.bannerOf(chunk.facadeModuleId ?? chunk.name) }),
      sourcemap: "inline",
      sourcemapExcludeSources: true,
      sourcemapPathTransform: (source, map) => pathToFileURL(resolve(dirname(map), source)).href,
    });
    return output.filter((one) => one.type === "chunk");
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

/** Numbers modules in the order in which the bundler asks for their names. */
function outputName(names: Map<string, string>, module: string): string {
  const name = names.get(module) ?? `${names.size}.mjs`;
  names.set(module, name);
  return name;
}

/** Reads what the bundler returned. */
export function readModules(chunks: readonly OutputChunk[], kept?: KeptModules): CompiledModules {
  const sources = new Map(chunks.map((chunk) => [chunk.fileName, sourceOf(chunk)]));
  const fileOf = (name: string) => sources.get(name) ?? kept?.names.importedFile(name);
  const isFixed = (name: string) => fileOf(name) !== undefined || isOwnPackage(name) || isBuiltin(name);
  const modules = chunks.filter(isOwn).map(({ fileName, code, imports, exports }) => ({
    file: sources.get(fileName)!,
    name: fileName,
    ...{ code, exports },
    imports: imports.map((name) => fileOf(name) ?? sourcePath(name)),
    usesPackages: imports.some((name) => fileOf(name) === undefined && !isOwnPackage(name)),
  }));
  const others = chunks.filter((chunk) => !isOwn(chunk));
  return {
    modules,
    others: others.map(({ fileName, code }) => ({ file: sources.get(fileName)!, name: fileName, code })),
    isSelfContained: chunks.every(({ imports, dynamicImports }) => [...imports, ...dynamicImports].every(isFixed)),
  };
}

function sourceOf({ facadeModuleId, name }: OutputChunk): string {
  return facadeModuleId ?? name;
}

/** False for the bundler's runtime, whose name no file has. */
function isOwn(chunk: OutputChunk): boolean {
  return !sourceOf(chunk).startsWith("\0");
}

/** Modules that do not compile are imported by the URL of their source. */
function sourcePath(name: string): string {
  return name.startsWith("file:") ? decodeURIComponent(new URL(name).pathname) : name;
}
