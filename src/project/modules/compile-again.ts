import { extname } from "node:path";
import type { Plugin } from "rolldown";
import type { ReadSource } from "../../source/source-files.js";
import { type Node, parseSource } from "../../source/syntax-tree.js";
import { importJson, importText, type ResolvedImports, readSources, resolveImports } from "./bundler-plugins.js";
import {
  type CompiledFrom,
  haveSameSurroundings,
  type ModuleSet,
  readSurroundings,
  textDigest,
} from "./compiled-modules.js";
import type { CompiledBefore, CompiledModule, CompiledModules, KeptModules } from "./kept-modules.js";
import type { ModuleNames } from "./module-names.js";
import { type BundlerRun, readModules, runBundler } from "./run-bundler.js";

/** Remembers what was compiled. Undefined if it is not known what it depends on. */
export function rememberCompiled(
  { entries }: ModuleSet,
  compiled: CompiledModules,
  from: Omit<CompiledFrom, "haveEnded">,
): CompiledBefore | undefined {
  const surroundings = readSurroundings(from);
  return surroundings && { entries, surroundings, compiled };
}

/**
 * Compiles only the modules that changed since the last time, each without what it imports. Undefined if everything must be
 * compiled: an import may refer to another file, a module does not compile, or others may depend on more of it than its
 * exports.
 */
export async function compileAgain(
  { root, entries }: ModuleSet,
  folder: string,
  readSource: ReadSource,
  kept: KeptModules,
): Promise<CompiledModules | undefined> {
  const { before } = kept;
  kept.before = undefined;
  if (before?.entries.join("\n") !== entries.join("\n") || !haveSameSurroundings(before.surroundings)) return undefined;
  const changed = findChanged(before, readSource, kept);
  if (!changed) return undefined;
  const alone = changed.length > 0 ? await compileAlone({ root, folder, input: changed, kept }, before.compiled) : [];
  if (!alone || !fitAll(alone, before, kept.names)) return undefined;
  const byFile = new Map(alone.map((one) => [one.file, one]));
  const modules = before.compiled.modules.map((one) => byFile.get(one.file) ?? one);
  if (!areAllImported(modules, entries)) return undefined;
  kept.before = { ...before, compiled: { ...before.compiled, modules } };
  return kept.before.compiled;
}

const plain = new Set([".ts", ".mts", ".js", ".mjs", ".json", ".yaml", ".yml"]);

/** The files that changed; undefined if one of them cannot be compiled alone. */
function findChanged(
  { compiled }: CompiledBefore,
  readSource: ReadSource,
  kept: KeptModules,
): readonly string[] | undefined {
  const changed: string[] = [];
  for (const { file } of compiled.modules) {
    const known = kept.sourceOf(file);
    const text = readSource(file);
    if (!known || text === undefined) return undefined;
    if (textDigest(text) === known.digest) continue;
    if (known.hasEnum || !plain.has(extname(file))) return undefined;
    changed.push(file);
  }
  return changed;
}

async function compileAlone(
  { root, folder, input, kept }: Omit<BundlerRun, "plugins"> & { readonly kept: KeptModules },
  known: CompiledModules,
): Promise<readonly CompiledModule[] | undefined> {
  const imports: ResolvedImports = { unresolved: [], aliased: [] };
  const plugins = [
    readSources((file, text) => kept.addSource(file, text)),
    leaveImports(kept.names),
    resolveImports(imports),
    importText(root),
    importJson(root),
  ];
  try {
    const chunks = await runBundler({ root, folder, input, plugins, kept });
    const { modules, others } = readModules(chunks, kept);
    const isStatic = chunks.every(({ dynamicImports }) => dynamicImports.length === 0);
    // The bundler's runtime is always imported, but a module that uses it is one that others import in unusual ways.
    const hasRuntime = others.every(({ file }) => known.others.some((one) => one.file === file));
    const hasEnum = input.some((file) => kept.sourceOf(file)?.hasEnum ?? true);
    const { unresolved, aliased } = imports;
    return isStatic && hasRuntime && !hasEnum && unresolved.length + aliased.length === 0 ? modules : undefined;
  } catch (error) {
    // Compiling everything finds the same errors, and reports them.
    if ((error as { errors?: unknown }).errors === undefined) throw error;
    return undefined;
  }
}

/** Leaves imports of the project's modules as they are, by the names that the modules have. */
function leaveImports(names: ModuleNames): Plugin {
  return {
    name: "telltale:leave-imports",
    resolveId: {
      order: "pre",
      filter: { id: /^[./]|^[A-Za-z]:[\\/]/ },
      async handler(id, importer) {
        if (importer === undefined) return null;
        const resolved = await this.resolve(id, importer, { skipSelf: true });
        return resolved && !resolved.external ? { id: `./${names.nameOf(resolved.id)}`, external: true } : resolved;
      },
    },
  };
}

/** True if the others can use these modules as those before, and they find what they import. */
function fitAll(alone: readonly CompiledModule[], { compiled }: CompiledBefore, names: ModuleNames): boolean {
  const before = new Map(compiled.modules.map((one) => [one.file, one]));
  return alone.every((module) => {
    const last = before.get(module.file);
    if (!last || module.exports.toSorted().join() !== last.exports.toSorted().join()) return false;
    const uses = { last: readUses(last.code), now: readUses(module.code) };
    // Those that import from a module which only passes something on may have been compiled to import it from its source.
    if (!uses.last || !uses.now) return false;
    const importedFrom = ({ specifier }: Use) => before.get(names.importedFile(specifier) ?? "");
    return (
      !uses.last.some((use) => isNamespace(use.name, importedFrom(use))) &&
      uses.now.every((use) => {
        const isOfProject = names.importedFile(use.specifier) !== undefined;
        return !isOfProject || (importedFrom(use)?.exports.includes(use.name) ?? false);
      })
    );
  });
}

/** True if a module has this export only for those that import all that it exports. */
function isNamespace(name: string, module: CompiledModule | undefined): boolean {
  return module?.code.includes(`var ${name} = /* @__PURE__ */ __exportAll(`) ?? false;
}

/** Something that a module imports by its name. */
interface Use {
  readonly specifier: string;
  readonly name: string;
}

/** Lists the names that a module imports. Undefined if it re-exports one, or has an `import *`. */
function readUses(code: string): readonly Use[] | undefined {
  const body = parseSource("module.js", code)?.program.body as readonly Node[] | undefined;
  if (!body) return undefined;
  const uses: Use[] = [];
  const imported = new Set<unknown>();
  for (const node of body) {
    if (node.type === "ExportAllDeclaration") return undefined;
    if (node.type === "ExportNamedDeclaration") {
      if (node.source) return undefined;
      const locals = (node.specifiers as readonly Node[]).map(({ local }) => (local as Node).name);
      if (locals.some((local) => imported.has(local))) return undefined;
    }
    if (node.type !== "ImportDeclaration") continue;
    const specifier = String((node.source as Node).value);
    for (const { type, local, imported: name } of node.specifiers as readonly Node[]) {
      if (type === "ImportNamespaceSpecifier") return undefined;
      imported.add((local as Node).name);
      const { name: identifier, value } = (name ?? {}) as { name?: string; value?: string };
      uses.push({ specifier, name: type === "ImportDefaultSpecifier" ? "default" : (identifier ?? value ?? "") });
    }
  }
  return uses;
}

/** True if each module is an entry, or is imported: one that no longer is must not stay. */
function areAllImported(modules: readonly CompiledModule[], entries: readonly string[]): boolean {
  const byFile = new Map(modules.map((one) => [one.file, one]));
  const reached = new Set(entries);
  for (const file of reached) for (const imported of byFile.get(file)?.imports ?? []) reached.add(imported);
  return modules.every(({ file }) => reached.has(file));
}
