import { createHash } from "node:crypto";
import {
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ReadSource } from "../../source/source-files.js";
import { describeCode } from "../files/describe-code.js";
import { cacheFolder, keepBundleFolder, removeBundleFolder } from "./bundle-folder.js";
import { isRepeatable } from "./is-repeatable.js";
import type { CompiledModule } from "./kept-modules.js";
import { listExtended } from "./tsconfig-files.js";

/** What is compiled: the configuration of a project, or its definitions. */
export type Subject = "config" | "definitions";

/** A set of modules that are compiled together. */
export interface ModuleSet {
  readonly root: string;
  readonly subject: Subject;
  readonly entries: readonly string[];
}

/** A compiled module in a folder. */
export interface KeptModule {
  readonly file: string;
  readonly name: string;
  readonly imports: readonly string[];
}

/** What a process leaves in `node_modules/.cache/telltale` for the next one, beside the folder of the modules. */
interface Index {
  /** The file that compiled them: the release, and its place, which is in the modules. */
  readonly compiler: string;
  readonly entries: readonly string[];
  /** A digest of everything that they were compiled from, by path. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly modules: readonly KeptModule[];
  /** True if nothing but these inputs decides what they export. */
  readonly isRepeatable: boolean;
  /** True if all of them have run to their end. */
  readonly haveEnded: boolean;
  readonly folder: string;
  /** The names of all files in the folder. */
  readonly files: readonly string[];
  /** The folder before this one: another process may still be importing from it. */
  readonly previous: string | undefined;
}

/** The folders that this process imports from. Node runs a module once: to run it again, it needs another URL. */
const imported = new Set<string>();

/**
 * Finds the modules that an earlier process compiled from the very same texts, so that the bundler is not even loaded.
 * A new file could change what an import refers to: what the folders of all modules offer must be the same, too.
 */
export function findCompiledModules(set: ModuleSet, readSource: ReadSource): FoundModules | undefined {
  const parent = realCacheFolder(set.root);
  const index = parent && findIndex(parent, set, readSource);
  if (!index) return undefined;
  const folder = join(parent, index.folder);
  const present = new Set(isFolder(folder) ? readdirSync(folder) : []);
  if (imported.has(folder) || !index.files.every((name) => present.has(name))) return undefined;
  imported.add(folder);
  return {
    modules: index.modules.map((one) => ({ ...one, url: pathToFileURL(join(folder, one.name)).href })),
    willEnd: index.isRepeatable && index.haveEnded,
  };
}

/** Modules that an earlier process compiled. */
interface FoundModules {
  readonly modules: readonly (KeptModule & { readonly url: string })[];
  /** True if they have run to their end before, and nothing can make them run on forever this time. */
  readonly willEnd: boolean;
}

/**
 * A digest of the texts that an earlier process compiled these modules from, if they did not change. Undefined if there are no such modules, or if what they export depends on more than these texts.
 */
export function identifyModules(set: ModuleSet, readSource: ReadSource): string | undefined {
  const parent = realCacheFolder(set.root);
  const index = parent === undefined ? undefined : findIndex(parent, set, readSource);
  // The bundler reads files in any order.
  return index?.isRepeatable
    ? textDigest(JSON.stringify([index.entries, Object.entries(index.inputs).sort()]))
    : undefined;
}

/** The index of modules that were compiled from the very same texts. */
function findIndex(parent: string, set: ModuleSet, readSource: ReadSource): Index | undefined {
  const index = readIndex(join(parent, indexName(set)));
  if (!index || index.entries.join("\n") !== set.entries.join("\n")) return undefined;
  for (const [path, before] of Object.entries(index.inputs)) {
    if (digestOf(readInput(path, readSource)) !== before) return undefined;
  }
  return index;
}

/** What modules were compiled from. */
export interface CompiledFrom {
  /** Digests of the texts, by path. */
  readonly sources: ReadonlyMap<string, string>;
  /** When the bundler began to read them, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** True if all modules have run to their end. */
  readonly haveEnded: boolean;
}

/** Keeps a folder of compiled modules for the next process, in the place of those before; otherwise removes it. */
export function keepCompiledModules(
  set: ModuleSet,
  folder: string,
  modules: readonly CompiledModule[],
  from: CompiledFrom,
): void {
  const parent = dirname(folder);
  const surroundings = parent === realCacheFolder(set.root) ? readSurroundings(from) : undefined;
  if (!surroundings) {
    removeBundleFolder(folder);
    return;
  }
  const path = join(parent, indexName(set));
  const before = parseIndex(path);
  const name = `modules-${folder.slice(-36)}`;
  const index: Index = {
    compiler: compilerDigest(),
    entries: set.entries,
    inputs: Object.fromEntries([...from.sources, ...surroundings]),
    modules: modules.map(({ file, name, imports }) => ({ file, name, imports })),
    isRepeatable: modules.every(isRepeatable),
    haveEnded: from.haveEnded,
    ...{ folder: name, files: readdirSync(folder) },
    previous: before?.folder,
  };
  try {
    keepBundleFolder(folder, join(parent, name));
    writeFileSync(`${path}.${process.pid}`, JSON.stringify(index));
    renameSync(`${path}.${process.pid}`, path);
    const { previous = "" } = before ?? {};
    if (/^modules-[\da-f-]+$/.test(previous)) rmSync(join(parent, previous), { recursive: true, force: true });
  } catch (error) {
    // They are compiled again next time: a full disk, for example, must not fail a build that has its modules.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    removeBundleFolder(folder);
  }
}

/** The digest of a text. */
export function textDigest(text: string): string {
  return createHash("sha1").update(text).digest("base64url");
}

const configurations = ["package.json", "tsconfig.json"];

/**
 * What decides how imports are resolved, beside the modules: what their folders offer, and the configurations above them.
 * Undefined if it cannot be known: a `tsconfig.json` may extend one that is not found, and what changed meanwhile was perhaps not
 * yet seen.
 */
export function readSurroundings({
  sources,
  startedAt,
}: Omit<CompiledFrom, "haveEnded">): readonly (readonly [string, string])[] | undefined {
  const folders = new Set([...sources.keys()].map((file) => dirname(file)));
  const above = new Set<string>();
  for (const folder of folders) for (let at = folder; !above.has(at); at = dirname(at)) above.add(at);
  const configured = [...above].flatMap((folder) => configurations.map((name) => join(folder, name)));
  const extended = configured
    .filter((path) => path.endsWith("tsconfig.json") && readIfThere(path) !== undefined)
    .map((path) => listExtended(path, readIfThere));
  if (extended.includes(undefined)) return undefined;
  const folderPaths = [...folders].map((folder) => `${folder}/`);
  const paths = new Set([...folderPaths, ...configured, ...extended.flatMap((list) => list ?? [])]);
  const read = [...paths].map((path) => [path, digestOf(readInput(path, readIfThere))] as const);
  const haveSettled = [...paths].every((path) => (statsOf(path)?.mtimeMs ?? 0) < startedAt);
  return haveSettled ? read : undefined;
}

/** True if imports are still resolved as they were. */
export function haveSameSurroundings(before: readonly (readonly [string, string])[]): boolean {
  return before.every(([path, digest]) => digestOf(readInput(path, readIfThere)) === digest);
}

/** The text of a file, or, where the path ends with a slash, what a folder offers to imports. Undefined if it does not exist. */
function readInput(path: string, readSource: ReadSource): string | undefined {
  if (!path.endsWith("/")) return readSource(path);
  if (!isFolder(path)) return undefined;
  const entries = readdirSync(path, { withFileTypes: true });
  const offered = entries.filter((entry) => !entry.isDirectory() || isImportable(join(path, entry.name)));
  return offered.map(({ name }) => name).join("\n");
}

/** True if an import may name the folder, unlike that of the generated files. */
function isImportable(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => /^(?:index\.|package\.json$)/.test(name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    // It could not be read, or is gone: an import may find more there than we do.
    return true;
  }
}

export function digestOf(text: string | undefined): string {
  return text === undefined ? "" : textDigest(text);
}

function readIfThere(path: string): string | undefined {
  return statsOf(path)?.isFile() ? readFileSync(path, "utf8") : undefined;
}

function isFolder(path: string): boolean {
  return statsOf(path)?.isDirectory() ?? false;
}

/** Also undefined below a file, where `statSync` throws. */
function statsOf(path: string) {
  return existsSync(path) ? statSync(path, { throwIfNoEntry: false }) : undefined;
}

/** Folders of modules are created by their real path. */
export function realCacheFolder(root: string): string | undefined {
  const folder = cacheFolder(root);
  return folder !== undefined && isFolder(folder) ? realpathSync(folder) : undefined;
}

/** One for each project and subject, so that the cache does not grow. */
function indexName({ root, subject }: ModuleSet): string {
  return `${subject}-${textDigest(root).slice(0, 12)}.json`;
}

/** Undefined if there is no index, or not one that this release wrote. */
function readIndex(path: string): Index | undefined {
  const index = parseIndex(path);
  return index?.compiler === compilerDigest() ? (index as Index) : undefined;
}

/** The index of any release. */
function parseIndex(path: string): Partial<Index> | undefined {
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  try {
    return (JSON.parse(text) as Index | null) ?? undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

let compiler: string | undefined;

/** Changes with every release, and with every change to the code that compiles modules. */
function compilerDigest(): string {
  if (compiler !== undefined) return compiler;
  compiler = textDigest(describeCode(dirname(fileURLToPath(import.meta.url))));
  return compiler;
}
