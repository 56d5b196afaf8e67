import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { nameRunningModule } from "../../model/system/additions.js";
import { parseSource } from "../../source/syntax-tree.js";
import { type BundleFolder, createBundleFolder, removeBundleFolder } from "./bundle-folder.js";
import { textDigest } from "./compiled-modules.js";
import { isPure } from "./is-pure.js";
import { type LinkedModule, ModuleNames } from "./module-names.js";

/** A compiled module before it is written. */
export interface CompiledModule {
  readonly file: string;
  /** Its name among the compiled modules. That of a kept module is not final. */
  readonly name: string;
  readonly code: string;
  readonly imports: readonly string[];
  readonly exports: readonly string[];
  /** True if it imports packages other than this one. */
  readonly usesPackages: boolean;
}

/** The modules of a project, and the bundler's runtime, which they share. */
export interface CompiledModules {
  readonly modules: readonly CompiledModule[];
  readonly others: readonly Pick<CompiledModule, "file" | "name" | "code">[];
  /** True if they import no package that could be updated, except the running one. */
  readonly isSelfContained: boolean;
}

/** The modules as they were last compiled, and what their imports depended on. */
export interface CompiledBefore {
  readonly entries: readonly string[];
  /** Digests of everything that decides how imports are resolved, by path. */
  readonly surroundings: readonly (readonly [string, string])[];
  readonly compiled: CompiledModules;
}

/** The text that a module was compiled from. */
interface KnownSource {
  readonly digest: string;
  /** True if the bundler may copy values of it to the modules that import it. */
  readonly hasEnum: boolean;
}

/**
 * Modules that stay loaded between the builds of a process. The name of a compiled module contains a hash of its source and of
 * all that it imports, so a module runs again when one of these changes, and is the same object otherwise. That holds for pure
 * modules only (`isPure`): those that are connected with another by imports run in every build.
 */
export class KeptModules {
  /** The exports of the modules that ran, by URL. */
  readonly exports = new Map<string, Readonly<Record<string, unknown>>>();
  /** Objects that were frozen, with all they hold. */
  frozen = new Set<object>();
  readonly names = new ModuleNames();
  /** Undefined if the last modules did not all compile, or if it is not known what they depend on. */
  before: CompiledBefore | undefined;
  readonly #sources = new Map<string, KnownSource>();
  readonly #pure = new WeakMap<CompiledModule, boolean>();
  readonly #written = new Set<string>();
  #folder: BundleFolder | undefined;
  #runFolder: string | undefined;
  #runs = 0;
  #generation = 0;

  /** The folder of the process, which lasts until `close`. */
  folder(root: string): BundleFolder {
    this.#folder ??= createBundleFolder(root);
    return this.#folder;
  }

  /** Remembers the text that a module is compiled from. */
  addSource(file: string, text: string): void {
    this.#sources.set(file, { digest: textDigest(text), hasEnum: /\benum\b/.test(text) });
  }

  sourceOf(file: string): KnownSource | undefined {
    return this.#sources.get(file);
  }

  /** The first line of a compiled module. Its code may be the same when lines of the source have moved. */
  bannerOf(file: string): string {
    return `${nameRunningModule} // ${this.#sources.get(file)?.digest ?? ""}`;
  }

  /** Writes compiled modules, and returns the URL of each. */
  write(folder: string, { modules, others }: CompiledModules): readonly string[] {
    const runFolder = join(folder, `run-${this.#runs++}`);
    this.#runFolder = runFolder;
    const keptFolder = join(folder, `kept-${this.#generation}`);
    for (const path of [runFolder, keptFolder]) mkdirSync(path, { recursive: true });
    const linked = this.names.link([...modules, ...others]);
    const impure = this.#findImpure(modules);
    for (const { file } of others) for (const path of [runFolder, keptFolder]) this.#write(path, linked.get(file)!);
    return modules.map(
      ({ file }) => pathToFileURL(this.#write(impure.has(file) ? runFolder : keptFolder, linked.get(file)!)).href,
    );
  }

  #write(folder: string, { name, code }: LinkedModule): string {
    const path = join(folder, name);
    if (!this.#written.has(path)) writeFileSync(path, code());
    this.#written.add(path);
    return path;
  }

  /** Removes the modules that run in every build, once they have run. */
  removeRun(): void {
    if (this.#runFolder !== undefined) rmSync(this.#runFolder, { recursive: true, force: true });
  }

  /** Runs everything in the next build: an error may have left modules half run. */
  reset(): void {
    this.#generation += 1;
    this.exports.clear();
    this.frozen = new Set();
  }

  close(): void {
    if (this.#folder && "path" in this.#folder) removeBundleFolder(this.#folder.path);
  }

  /** The modules that are not pure or import each other, and all that are connected with them. */
  #findImpure(modules: readonly CompiledModule[]): ReadonlySet<string> {
    const neighbours = new Map<string, Set<string>>(modules.map(({ file }) => [file, new Set()]));
    for (const { file, imports } of modules) {
      for (const imported of imports) {
        neighbours.get(file)!.add(imported);
        neighbours.get(imported)?.add(file);
      }
    }
    const inCycles = findCycles(modules);
    const impure = new Set(
      modules.filter((one) => inCycles.has(one.file) || !this.#isPure(one)).map(({ file }) => file),
    );
    for (const file of impure) for (const neighbour of neighbours.get(file) ?? []) impure.add(neighbour);
    return impure;
  }

  #isPure(module: CompiledModule): boolean {
    if (module.usesPackages) return false;
    if (/\.(?:json|ya?ml)$/.test(module.file)) return true;
    const known = this.#pure.get(module);
    if (known !== undefined) return known;
    const tree = parseSource("module.js", module.code.slice(module.code.indexOf("\n")));
    const pure = tree !== undefined && isPure(tree.program);
    this.#pure.set(module, pure);
    return pure;
  }
}

/** The modules that remain when those whose imports are all removed are removed, again and again. */
function findCycles(modules: readonly CompiledModule[]): ReadonlySet<string> {
  const remaining = new Map(modules.map(({ file, imports }) => [file, imports]));
  for (let before = -1; before !== remaining.size; ) {
    before = remaining.size;
    for (const [file, imports] of remaining) {
      if (!imports.some((imported) => remaining.has(imported))) remaining.delete(file);
    }
  }
  return new Set(remaining.keys());
}
