import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { fileFindings } from "../findings.js";
import { compileGlob, isGlob, shellGlobs } from "./glob.js";
import { IgnoreRules } from "./ignore-rules.js";
import { portablePath } from "./portable-path.js";
import { describeSystemError } from "./system-error.js";

/** Paths relative to the working folder, each once, and the names that match no file. */
export interface FoundFiles {
  readonly paths: readonly string[];
  /** The paths that were found in a folder, and not given by name or pattern. */
  readonly inFolders: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Restricts the search of folders. */
export interface FindOptions {
  readonly accepts: (path: string) => boolean;
  /** Leave out what git ignores. @default false */
  readonly respectsGitignore?: boolean;
  /** Patterns in the syntax of `.gitignore`, relative to the working folder. */
  readonly exclude?: readonly string[];
}

/** Finds files by name, by pattern, and in folders. */
export function findFiles(names: readonly string[], cwd: string, options: FindOptions): FoundFiles {
  const { accepts, respectsGitignore = false, exclude = [] } = options;
  const paths = new Set<string>();
  const named = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const name of names) {
    const folder = resolve(cwd, name);
    const isFolder = statsOf(folder)?.isDirectory() === true;
    const rules = isFolder && respectsGitignore ? IgnoreRules.forFolder(folder, exclude, cwd) : undefined;
    const search: Search = { cwd, unreadable: (path, reason) => diagnostics.push(unreadableFolder(path, reason)) };
    const matches = isFolder ? listFiles(folder, search, rules).filter(accepts) : expand(name, search);
    for (const path of matches) {
      paths.add(path);
      if (!isFolder) named.add(path);
    }
    if (matches.length === 0 && !diagnostics.some(isUnreadable)) diagnostics.push(notFound(name, isFolder));
  }
  const inFolders = new Set([...paths].filter((path) => !named.has(path)));
  return { paths: [...paths], inFolders, diagnostics };
}

interface Search {
  readonly cwd: string;
  readonly unreadable: (folder: string, reason: string) => void;
}

function expand(name: string, search: Search): readonly string[] {
  const { cwd } = search;
  if (statsOf(resolve(cwd, name))) return [name];
  if (!isGlob(name, shellGlobs)) return [];
  const steps = name.split("/");
  const wildcard = steps.findIndex((step) => isGlob(step, shellGlobs));
  const prefix = steps.slice(0, wildcard).join("/");
  const top = resolve(cwd, prefix === "" && name.startsWith("/") ? "/" : prefix);
  if (!statsOf(top)?.isDirectory()) return [];
  const pattern = portablePath(cwd, resolve(top, steps.slice(wildcard).join("/")));
  const matches = compileGlob(pattern, shellGlobs)!;
  return listFiles(top, search).filter(matches);
}

/**
 * Lists every file under a folder, sorted. Skips hidden folders, `node_modules`, links to folders, and links to files that
 * are under the folder anyway.
 */
function listFiles(top: string, { cwd, unreadable }: Search, rules?: IgnoreRules): string[] {
  const files: string[] = [];
  const pending = [{ folder: top, rules }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { folder } = next;
    const here = next.rules?.enter(folder);
    const entries = entriesOf(folder, (reason) => unreadable(portablePath(cwd, folder) || ".", reason));
    for (const entry of entries) {
      const path = join(folder, entry.name);
      const isFolder = entry.isDirectory();
      if (isFolder && (entry.name === "node_modules" || entry.name.startsWith("."))) continue;
      if (here?.ignores(path, isFolder)) continue;
      if (isFolder) pending.push({ folder: path, rules: here });
      else if (!entry.isSymbolicLink() || leadsOutside(path, top)) files.push(portablePath(cwd, path));
    }
  }
  return files.sort();
}

/** Returns no entries of a folder that may not be read. */
function entriesOf(folder: string, unreadable: (reason: string) => void): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    unreadable(describeSystemError(error));
    return [];
  }
}

/** Undefined for what is not there or cannot be reached, such as a link that leads to itself. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** True for a link to a file that is not under the folder. */
function leadsOutside(link: string, top: string): boolean {
  if (statsOf(link)?.isFile() !== true) return false;
  return !realpathSync(link).startsWith(`${realpathSync(top)}${sep}`);
}

function unreadableFolder(folder: string, details: string): Diagnostic {
  return {
    ...finding(fileFindings, "files/unreadable"),
    summary: `the folder "${folder}" cannot be read`,
    details,
    fix: "permit to read it, or leave it out (--exclude)",
  };
}

function isUnreadable({ id }: Diagnostic): boolean {
  return id === "files/unreadable";
}

function notFound(name: string, isFolder: boolean): Diagnostic {
  const isPattern = !isFolder && isGlob(name, shellGlobs);
  return {
    ...finding(fileFindings, "files/not-found"),
    summary: isFolder
      ? `no file to read in the folder "${name}"`
      : isPattern
        ? `no file matches "${name}"`
        : `file "${name}" not found`,
    details: "A run that reads no file would pass by mistake.",
    fix: isPattern ? "correct the pattern" : "correct the path",
  };
}
