import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Ignore } from "ignore";
import { portablePath } from "./portable-path.js";

type IgnorePackage = typeof import("ignore");

let ignorePackage: IgnorePackage | undefined;

/** Loads the package on first use: a file that is given by name is never ignored. */
function loadIgnore(): IgnorePackage {
  ignorePackage ??= createRequire(import.meta.url)("ignore") as IgnorePackage;
  return ignorePackage;
}

/** The patterns of one `.gitignore`, which hold below its folder. */
interface PatternFile {
  readonly folder: string;
  readonly patterns: Ignore;
}

/** The files that a search leaves out: those that git ignores, and patterns in the same syntax. */
export class IgnoreRules {
  private readonly files: readonly PatternFile[];
  private readonly excluded: Ignore;
  private readonly cwd: string;

  private constructor(files: readonly PatternFile[], excluded: Ignore, cwd: string) {
    this.files = files;
    this.excluded = excluded;
    this.cwd = cwd;
  }

  /** The rules that hold in a folder: those of its repository, from the root down, and `exclude`, relative to `cwd`. */
  static forFolder(folder: string, exclude: readonly string[], cwd: string): IgnoreRules {
    const above = foldersOfRepository(dirname(folder));
    const empty = new IgnoreRules([], loadIgnore()().add([...exclude]), cwd);
    return above.reduce((rules, one) => rules.enter(one), empty);
  }

  /** Adds the `.gitignore` of a folder. */
  enter(folder: string): IgnoreRules {
    const text = readPatterns(join(folder, ".gitignore"));
    if (text === undefined) return this;
    const patterns = loadIgnore()().add(text);
    return new IgnoreRules([...this.files, { folder, patterns }], this.excluded, this.cwd);
  }

  ignores(path: string, isFolder: boolean): boolean {
    const suffix = isFolder ? "/" : "";
    const shown = portablePath(this.cwd, path);
    if (loadIgnore().isPathValid(shown) && this.excluded.ignores(`${shown}${suffix}`)) return true;
    // The pattern file nearest to the path decides.
    for (const { folder, patterns } of this.files.toReversed()) {
      const { ignored, unignored } = patterns.test(`${portablePath(folder, path)}${suffix}`);
      if (ignored || unignored) return ignored;
    }
    return false;
  }
}

/** Undefined if there is no such file, or if it cannot be read: git ignores nothing then, either. */
function readPatterns(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  }
}

/** The folders from the root of the git repository down to this one; none outside of a repository. */
function foldersOfRepository(folder: string): readonly string[] {
  const folders: string[] = [];
  for (let current = folder; ; current = dirname(current)) {
    folders.unshift(current);
    if (existsSync(join(current, ".git"))) return folders;
    if (dirname(current) === current) return [];
  }
}
