import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { isRunning } from "../files/running-process.js";
import { describeSystemError } from "../files/system-error.js";
import { loadFindings } from "../findings.js";

/** A new, empty folder, or the reason why it could not be created. */
export type BundleFolder = { readonly path: string } | { readonly problem: Diagnostic };

/** A folder for such folders, and the beginning of their names. */
interface Parent {
  readonly path: string;
  readonly prefix: string;
}

/**
 * Creates a folder in the project's `node_modules`, which no tool searches for sources, or else in the system's temporary
 * folder, which all users of the machine share. Removes the folders of processes that were killed.
 */
export function createBundleFolder(root: string): BundleFolder {
  const cache = cacheFolder(root);
  const parents: readonly Parent[] = [
    ...(cache === undefined ? [] : [{ path: cache, prefix: "" }]),
    { path: tmpdir(), prefix: "telltale-" },
  ];
  const reasons: string[] = [];
  for (const parent of parents) {
    try {
      return { path: createFolder(parent) };
    } catch (error) {
      reasons.push(`${parent.path}: ${describeSystemError(error)}`);
    }
  }
  return { problem: cannotRun(reasons) };
}

/** The folder in the project's `node_modules` for what only speeds up the next run; undefined without `node_modules`. */
export function cacheFolder(root: string): string | undefined {
  const modules = join(root, "node_modules");
  const isInstalled = statSync(modules, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isInstalled ? join(modules, ".cache", "telltale") : undefined;
}

/** The folders of this process. */
const created = new Set<string>();

let isExitAwaited = false;

/** The process may end in the middle of a build: on Ctrl-C, for example. */
function removeOnExit(): void {
  if (!isExitAwaited) process.once("exit", () => created.forEach(removeBundleFolder));
  isExitAwaited = true;
}

/** Removes a folder that was created here. */
export function removeBundleFolder(path: string): void {
  rmSync(path, { recursive: true, force: true });
  created.delete(path);
}

/** Moves a folder that was created here, to outlive the process. */
export function keepBundleFolder(path: string, newPath: string): void {
  renameSync(path, newPath);
  created.delete(path);
}

function createFolder(parent: Parent): string {
  const { path, prefix } = parent;
  if (!existsSync(path)) mkdirSync(path, { recursive: true });
  const folder = join(realpathSync(path), `${prefix}${process.pid}-${randomUUID()}`);
  mkdirSync(folder, { mode: 0o700 });
  created.add(folder);
  removeOnExit();
  removeAbandoned(parent);
  return folder;
}

/** Another user's folders in the shared temporary folder cannot be removed, and do not concern this process. */
function removeAbandoned({ path, prefix }: Parent): void {
  for (const name of readdirSync(path)) {
    const owner = name.startsWith(prefix) && /^(\d+)-[\da-f]{8}-[\da-f-]{27}$/.exec(name.slice(prefix.length));
    if (!owner || isRunning(Number(owner[1]))) continue;
    try {
      rmSync(join(path, name), { recursive: true, force: true });
    } catch (error) {
      if (!["EACCES", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    }
  }
}

/** Reports that compiled definitions cannot be written. */
export function cannotRun(reasons: readonly string[]): Diagnostic {
  return {
    ...finding(loadFindings, "definition/cannot-run"),
    summary: "there is no folder to compile the definitions to",
    details: reasons.join("\n"),
    fix: "make one of these folders writable, or set TMPDIR to one that is",
  };
}
