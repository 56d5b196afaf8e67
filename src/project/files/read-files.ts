import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { fileFindings } from "../findings.js";
import { type FoundFiles, findFiles } from "./find-files.js";
import { describeSystemError } from "./system-error.js";

/** A file with its path as given on the command line, or relative to the working folder. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** The text of a file, or the reason why it cannot be read. */
export type ReadResult = { readonly text: string } | { readonly problem: Diagnostic };

/** No one writes rules or dashboards of this size. */
const maxBytes = 100 * 1024 * 1024;

/** Reads files by name, by pattern, and the YAML and JSON files in folders. */
export function readFiles(
  names: readonly string[],
  cwd: string,
): { readonly files: readonly TextFile[]; readonly diagnostics: readonly Diagnostic[] } {
  const { paths, diagnostics } = findFiles(names, cwd, { accepts: isYamlOrJson });
  const problems = [...diagnostics];
  const files: TextFile[] = [];
  for (const path of paths) {
    const result = readTextFile(path, cwd);
    if ("text" in result) files.push({ path, text: result.text });
    else problems.push(result.problem);
  }
  return { files, diagnostics: problems };
}

export function isYamlOrJson(path: string): boolean {
  return /\.(?:ya?ml|json)$/.test(path);
}

/** True for files that may be of a kind that `check` knows. */
function isCheckable(path: string): boolean {
  return isYamlOrJson(path) || path.endsWith(".alloy");
}

/** Finds the files that `check` is asked for: by name, by pattern, and in folders those that may be of a kind that it knows. */
export function findCheckable(names: readonly string[], cwd: string, exclude: readonly string[]): FoundFiles {
  return findFiles(names, cwd, { accepts: isCheckable, respectsGitignore: true, exclude });
}

/** Reads one file, unless it is too large or not text. */
export function readTextFile(path: string, cwd: string): ReadResult {
  const file = resolve(cwd, path);
  try {
    if (statSync(file).size > maxBytes) return { problem: tooLarge(path) };
    return decodeText(path, readFileSync(file));
  } catch (error) {
    return { problem: unreadable(path, describeSystemError(error)) };
  }
}

/** Decodes UTF-8, as input from elsewhere may be anything. */
export function decodeText(path: string, bytes: Uint8Array): ReadResult {
  if (bytes.length > maxBytes) return { problem: tooLarge(path) };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return { problem: unreadable(path, "It is not UTF-8 text") };
    throw error;
  }
}

function tooLarge(path: string): Diagnostic {
  return unreadable(path, "It is larger than 100 MB");
}

function unreadable(path: string, details: string): Diagnostic {
  const span = { file: path, start: { line: 1, column: 1 } };
  return { ...finding(fileFindings, "files/unreadable"), summary: "this file cannot be read", details, span };
}
