import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { compareText } from "../../diagnostics/order.js";
import { defaultFolders } from "../config/default-folders.js";
import { portablePath } from "../files/portable-path.js";
import { configFindings } from "../findings.js";

/** Absolute paths of the definition files, and of the folders that were searched. */
export interface DiscoveredFiles {
  readonly files: readonly string[];
  readonly folders: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** True if a file name is that of a module, but not of a test or a type declaration. */
export function isDefinitionFile(name: string): boolean {
  return /\.(?:ts|mts|js|mjs)$/.test(name) && !/\.(?:test|d)\.m?[tj]s$/.test(name);
}

/**
 * Finds the definition files of a project, sorted. Paths are real paths, as the bundler uses them. Skips hidden folders
 * and `node_modules`. A folder that is not one of the defaults must exist.
 */
export function discover(
  root: string,
  definitions: readonly string[] | undefined,
  configPath: string,
): DiscoveredFiles {
  const files = new Set<string>();
  const folders: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const name of definitions ?? defaultFolders) {
    const path = resolve(root, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory()) collectFiles(path, files, folders);
    else if (stats?.isFile()) files.add(realpathSync(path));
    else if (!defaultFolders.includes(name)) {
      diagnostics.push({
        ...finding(configFindings, "config/missing-definitions"),
        summary: `"${name}", listed in "definitions", does not exist`,
        fix: 'create it, or remove it from "definitions"',
        span: { file: configPath, start: { line: 1, column: 1 } },
      });
    }
  }
  const named = Array.from(files, (file) => ({ file, path: portablePath(root, file) }));
  const sorted = named.sort((a, b) => compareText(a.path, b.path)).map(({ file }) => file);
  return { files: sorted, folders: folders.sort(), diagnostics };
}

function collectFiles(top: string, files: Set<string>, folders: string[]): void {
  const pending = [top];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    folders.push(folder);
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (isFolder(entry, path)) pending.push(path);
      else if (isDefinitionFile(entry.name) && statSync(path, { throwIfNoEntry: false })?.isFile()) {
        files.add(realpathSync(path));
      }
    }
  }
}

/** False for links to folders, which may form a cycle. */
function isFolder(entry: Dirent, path: string): boolean {
  if (!entry.isDirectory()) return false;
  const name = path.slice(path.lastIndexOf(sep) + 1);
  return name !== "node_modules" && !name.startsWith(".");
}
