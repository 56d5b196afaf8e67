import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { defaultFolders } from "../config/default-folders.js";
import { portablePath } from "../files/portable-path.js";
import { configFindings } from "../findings.js";

/** The files that hold definitions, as absolute paths, and the folders they were looked for in. */
export interface Discovered {
  readonly files: readonly string[];
  readonly folders: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Whether a file's name says that it holds definitions: a module that is neither a test nor a declaration. */
export function isDefinitionFile(name: string): boolean {
  return /\.(?:ts|mts|js|mjs)$/.test(name) && !/\.(?:test|d)\.m?[tj]s$/.test(name);
}

/**
 * Finds the definition files of a project, sorted, by the paths that links lead to: the bundler goes by those. Hidden
 * folders and `node_modules` are passed over. The default folders need not exist, whether the configuration names them
 * or not; any other must.
 */
export function discover(root: string, places: readonly string[] | undefined, configPath: string): Discovered {
  const files = new Set<string>();
  const folders: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const place of places ?? defaultFolders) {
    const path = resolve(root, place);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) walk(path, files, folders);
    else if (found?.isFile()) files.add(realpathSync(path));
    else if (!defaultFolders.includes(place)) {
      diagnostics.push({
        ...finding(configFindings, "config/missing-definitions"),
        summary: `there is no "${place}" to read definitions from`,
        fix: 'create it, or take it out of "definitions"',
        span: { file: configPath, start: { line: 1, column: 1 } },
      });
    }
  }
  const sorted = [...files].sort((a, b) => compare(portablePath(root, a), portablePath(root, b)));
  return { files: sorted, folders: folders.sort(), diagnostics };
}

function walk(top: string, files: Set<string>, folders: string[]): void {
  const waiting = [top];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    folders.push(folder);
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (isFolder(entry, path)) waiting.push(path);
      else if (isDefinitionFile(entry.name) && statSync(path, { throwIfNoEntry: false })?.isFile()) {
        files.add(realpathSync(path));
      }
    }
  }
}

/** A link to a folder is not followed: it may lead in circles. */
function isFolder(entry: Dirent, path: string): boolean {
  if (!entry.isDirectory()) return false;
  const name = path.slice(path.lastIndexOf(sep) + 1);
  return name !== "node_modules" && !name.startsWith(".");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
