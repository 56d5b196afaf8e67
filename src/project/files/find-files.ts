import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { fileFindings } from "../findings.js";
import { compileGlob, isGlob, shellGlobs } from "./glob.js";
import { portablePath } from "./portable-path.js";

/** Paths relative to the working folder, each once, and the names that match no file. */
export interface FoundFiles {
  readonly paths: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds files by name, by pattern, and in folders; of the files in a folder, only those that `accepts` holds for. */
export function findFiles(names: readonly string[], cwd: string, accepts: (path: string) => boolean): FoundFiles {
  const paths = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const name of names) {
    const isFolder = statSync(resolve(cwd, name), { throwIfNoEntry: false })?.isDirectory() === true;
    const matches = isFolder ? listFiles(resolve(cwd, name), cwd).filter(accepts) : expand(name, cwd);
    for (const path of matches) paths.add(path);
    if (matches.length === 0) diagnostics.push(notFound(name));
  }
  return { paths: [...paths], diagnostics };
}

function expand(name: string, cwd: string): readonly string[] {
  if (statSync(resolve(cwd, name), { throwIfNoEntry: false })) return [name];
  if (!isGlob(name, shellGlobs)) return [];
  const steps = name.split("/");
  const wildcard = steps.findIndex((step) => isGlob(step, shellGlobs));
  const prefix = steps.slice(0, wildcard).join("/");
  const top = resolve(cwd, prefix === "" && name.startsWith("/") ? "/" : prefix);
  if (!statSync(top, { throwIfNoEntry: false })?.isDirectory()) return [];
  const pattern = portablePath(cwd, resolve(top, steps.slice(wildcard).join("/")));
  const matches = compileGlob(pattern, shellGlobs)!;
  return listFiles(top, cwd).filter(matches);
}

/** Lists every file under a folder, sorted. Skips hidden folders and `node_modules`; does not follow links to folders. */
function listFiles(top: string, cwd: string): string[] {
  const files: string[] = [];
  const pending = [top];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (!entry.isDirectory()) files.push(portablePath(cwd, join(folder, entry.name)));
      else if (entry.name !== "node_modules" && !entry.name.startsWith(".")) pending.push(join(folder, entry.name));
    }
  }
  return files.sort();
}

function notFound(name: string): Diagnostic {
  const isPattern = isGlob(name, shellGlobs);
  return {
    ...finding(fileFindings, "files/not-found"),
    summary: isPattern ? `no file matches "${name}"` : `file "${name}" not found`,
    details: "A run that reads no file would pass by mistake.",
    fix: isPattern ? "correct the pattern" : "correct the path",
  };
}
