import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { fileFindings } from "../findings.js";
import { isPattern, matchesPattern } from "./file-pattern.js";
import { portablePath } from "./portable-path.js";
import { systemMessage } from "./system-error.js";

/** A file from outside, with its path as it was given or found. */
export interface OutsideFile {
  readonly path: string;
  readonly text: string;
}

export interface OutsideFiles {
  readonly files: readonly OutsideFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Larger files are not read: nobody writes rules or dashboards of that size. */
const mostBytes = 100 * 1024 * 1024;

/** Reads what is named: files, folders (every YAML and JSON file in them) and patterns. */
export function readOutsideFiles(named: readonly string[], cwd: string): OutsideFiles {
  const found = findOutsideFiles(named, cwd, (path) => /\.(?:ya?ml|json)$/.test(path));
  const diagnostics = [...found.diagnostics];
  const files: OutsideFile[] = [];
  for (const { path } of found.files) {
    const read = readOutsideFile(path, cwd);
    if ("text" in read) files.push({ path, text: read.text });
    else diagnostics.push(read.problem);
  }
  return { files, diagnostics };
}

/** A file that was named, by its name or by a pattern, or that lies in a folder that was named. */
export interface FoundFile {
  readonly path: string;
  readonly isNamed: boolean;
}

/** Finds what is named, each file once; `fits` says which files of a folder are meant. */
export function findOutsideFiles(
  named: readonly string[],
  cwd: string,
  fits: (path: string) => boolean,
): { readonly files: readonly FoundFile[]; readonly diagnostics: readonly Diagnostic[] } {
  const files = new Map<string, FoundFile>();
  const diagnostics: Diagnostic[] = [];
  for (const name of named) {
    const isFolder = statSync(resolve(cwd, name), { throwIfNoEntry: false })?.isDirectory() === true;
    const found = isFolder ? inFolder(resolve(cwd, name), cwd).filter(fits) : expand(name, cwd);
    for (const path of found) {
      files.set(path, { path, isNamed: !isFolder || files.get(path)?.isNamed === true });
    }
    if (found.length === 0) diagnostics.push(notFound(name));
  }
  return { files: [...files.values()], diagnostics };
}

/** Checks that a text that came from elsewhere is UTF-8. */
export function decodeOutside(path: string, bytes: Uint8Array): { text: string } | { problem: Diagnostic } {
  if (bytes.length > mostBytes) return { problem: unreadable(path, "It is larger than 100 MB") };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return { problem: unreadable(path, "It is not UTF-8 text") };
    throw error;
  }
}

function expand(name: string, cwd: string): readonly string[] {
  if (statSync(resolve(cwd, name), { throwIfNoEntry: false })) return [name];
  if (!isPattern(name)) return [];
  const steps = name.split("/");
  const fixed = steps.slice(0, Math.max(steps.findIndex(isPattern), 0)).join("/");
  const top = resolve(cwd, fixed === "" && name.startsWith("/") ? "/" : fixed);
  if (!statSync(top, { throwIfNoEntry: false })?.isDirectory()) return [];
  const pattern = portablePath(
    cwd,
    resolve(cwd, fixed, steps.slice(fixed === "" ? 0 : fixed.split("/").length).join("/")),
  );
  return inFolder(top, cwd).filter((path) => matchesPattern(pattern, path));
}

/** Every file under a folder, sorted; hidden folders and `node_modules` are passed over, links to folders not followed. */
function inFolder(top: string, cwd: string): string[] {
  const files: string[] = [];
  const waiting = [top];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (!entry.isDirectory()) files.push(portablePath(cwd, join(folder, entry.name)));
      else if (entry.name !== "node_modules" && !entry.name.startsWith(".")) waiting.push(join(folder, entry.name));
    }
  }
  return files.sort();
}

/** Reads one file, unless it is too large or no text. */
export function readOutsideFile(path: string, cwd: string): { text: string } | { problem: Diagnostic } {
  const full = resolve(cwd, path);
  try {
    const { size } = statSync(full);
    if (size > mostBytes) return { problem: unreadable(path, "It is larger than 100 MB") };
    return decodeOutside(path, readFileSync(full));
  } catch (error) {
    return { problem: unreadable(path, systemMessage(error)) };
  }
}

function notFound(name: string): Diagnostic {
  return {
    ...finding(fileFindings, "files/not-found"),
    summary: isPattern(name) ? `no file matches "${name}"` : `there is no file "${name}"`,
    details: "A check that finds nothing to look at would pass for the wrong reason.",
    fix: "correct the path; patterns that the shell does not expand are expanded here",
  };
}

function unreadable(path: string, details: string): Diagnostic {
  const span = { file: path, start: { line: 1, column: 1 } };
  return { ...finding(fileFindings, "files/unreadable"), summary: "this file cannot be read", details, span };
}
