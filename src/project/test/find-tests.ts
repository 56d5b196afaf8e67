import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { findOutsideFiles, readOutsideFile } from "../files/outside-files.js";
import { portablePath } from "../files/portable-path.js";
import { looksLikeTests } from "./run-test-file.js";

/** The files that hold tests: of rules, for promtool, and in TypeScript, for Vitest. */
export interface FoundTests {
  /** By the paths that they were named or found by. */
  readonly promtool: readonly string[];
  /** By their absolute paths. */
  readonly typescript: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

const typescriptTest = /\.test\.m?[jt]s$/;
const yaml = /\.ya?ml$/;

/** Finds the tests among files, folders and patterns. What is named is a test; in a folder tests are told by their text. */
export function findNamedTests(named: readonly string[], cwd: string): FoundTests {
  const fits = (path: string) => typescriptTest.test(path) || (yaml.test(path) && holdsTests(path, cwd));
  const { files, diagnostics } = findOutsideFiles(named, cwd, fits);
  const paths = files.map(({ path }) => path);
  return {
    promtool: paths.filter((path) => !typescriptTest.test(path)),
    typescript: paths.filter((path) => typescriptTest.test(path)).map((path) => resolve(cwd, path)),
    diagnostics,
  };
}

/** Finds the tests that lie beside the definitions of a project. */
export function findProjectTests(folders: readonly string[], root: string): FoundTests {
  const paths = folders.flatMap((folder) => {
    const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
    return entries.map(({ name }) => join(folder, name));
  });
  const promtool = paths.filter((path) => yaml.test(path)).map((path) => portablePath(root, path));
  return {
    promtool: promtool.filter((path) => holdsTests(path, root)).sort(),
    typescript: paths.filter((path) => typescriptTest.test(path)).sort(),
    diagnostics: [],
  };
}

function holdsTests(path: string, cwd: string): boolean {
  const read = readOutsideFile(path, cwd);
  return "text" in read && looksLikeTests(read.text);
}
