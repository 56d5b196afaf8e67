import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { findFiles } from "../files/find-files.js";
import { portablePath } from "../files/portable-path.js";
import { readTextFile } from "../files/read-files.js";
import { looksLikeTests } from "./run-test-file.js";

/** Test files: of rules, for promtool, and in TypeScript, for Vitest. */
export interface FoundTests {
  /** Paths as given on the command line, or relative to the working folder. */
  readonly promtool: readonly string[];
  /** Absolute paths. */
  readonly typescript: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

const typescriptTest = /\.test\.m?[jt]s$/;
const yaml = /\.ya?ml$/;

/** Finds test files by name, by pattern and in folders. In folders, a YAML file is a test file if its text looks like one. */
export function findGivenTests(names: readonly string[], cwd: string): FoundTests {
  const isTest = (path: string) => typescriptTest.test(path) || (yaml.test(path) && containsTests(path, cwd));
  const { paths, diagnostics } = findFiles(names, cwd, { accepts: isTest });
  return {
    promtool: paths.filter((path) => !typescriptTest.test(path)),
    typescript: paths.filter((path) => typescriptTest.test(path)).map((path) => resolve(cwd, path)),
    diagnostics,
  };
}

/** Finds the test files beside the definitions of a project. */
export function findProjectTests(folders: readonly string[], root: string): FoundTests {
  const paths = folders.flatMap((folder) => {
    const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
    return entries.map(({ name }) => join(folder, name));
  });
  const promtool = paths.filter((path) => yaml.test(path)).map((path) => portablePath(root, path));
  return {
    promtool: promtool.filter((path) => containsTests(path, root)).sort(),
    typescript: paths.filter((path) => typescriptTest.test(path)).sort(),
    diagnostics: [],
  };
}

function containsTests(path: string, cwd: string): boolean {
  const result = readTextFile(path, cwd);
  return "text" in result && looksLikeTests(result.text);
}
