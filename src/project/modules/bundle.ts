import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { RolldownError } from "rolldown";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { ReadSource } from "../../source/source-files.js";
import { describeSystemError } from "../files/system-error.js";
import { cannotRun, createBundleFolder, removeBundleFolder } from "./bundle-folder.js";
import {
  excludeModules,
  importJson,
  importText,
  type ResolvedImports,
  readSources,
  resolveImports,
  type UnresolvedImport,
} from "./bundler-plugins.js";
import { compileAgain, rememberCompiled } from "./compile-again.js";
import { findCompiledModules, keepCompiledModules, type ModuleSet, textDigest } from "./compiled-modules.js";
import { importFailure, unresolvedImport } from "./import-failure.js";
import type { CompiledModules, KeptModules } from "./kept-modules.js";
import { readModules, runBundler } from "./run-bundler.js";

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
    const again = kept && (await compileAgain(set, folder, readSource, kept));
    if (again) return { modules: writeModules(folder, again, kept), broken, diagnostics, willEnd: false, remove };
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
        const modules = writeModules(folder, read, kept);
        const isWhole = round === 0 && !isAliased;
        if (kept && isWhole) kept.before = rememberCompiled(set, read, { sources, startedAt });
        if (!kept && isWhole && read.isSelfContained) {
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
    sources.set(file, textDigest(text));
    kept?.addSource(file, text);
  };
  const input = entries.filter((file) => !broken.has(file));
  if (input.length === 0) return { chunks: [], failures: [], sources, isAliased: false };
  const plugins = [
    readSources(addSource),
    excludeModules(broken),
    resolveImports(imports),
    importText(root),
    importJson(root),
  ];
  try {
    const chunks = await runBundler({ root, folder, input, plugins, kept });
    const failures = unresolvedFailures(unresolved, readSource);
    const isAliased = imports.aliased.length > 0;
    return { chunks: failures.length === 0 ? chunks : undefined, failures, sources, isAliased };
  } catch (error) {
    const failures = [...unresolvedFailures(unresolved, readSource), ...bundlerFailures(error, readSource)];
    return { chunks: undefined, failures, sources, isAliased: false };
  }
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

function writeModules(folder: string, compiled: CompiledModules, kept: KeptModules | undefined) {
  const urls = kept?.write(folder, compiled) ?? writeOnce(folder, compiled);
  return byFile(compiled.modules.map(({ file, imports }, index) => ({ file, url: urls[index]!, imports })));
}

function byFile(modules: readonly BundledModule[]): ReadonlyMap<string, BundledModule> {
  return new Map(modules.map((one) => [one.file, one]));
}

function writeOnce(folder: string, { modules, others }: CompiledModules) {
  for (const { name, code } of others) writeFileSync(join(folder, name), code);
  return modules.map(({ name, code }) => {
    writeFileSync(join(folder, name), code);
    return pathToFileURL(join(folder, name)).href;
  });
}
