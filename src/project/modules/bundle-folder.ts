import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRunning } from "../files/running-process.js";

/**
 * Creates a folder in the project's `node_modules`, which no tool searches for sources, or else in the system's temporary
 * folder. Removes the folders of processes that were killed.
 */
export function createBundleFolder(root: string): string {
  const modules = join(root, "node_modules");
  const parent = existsSync(modules)
    ? join(modules, ".cache", "telltale")
    : join(realpathSync(tmpdir()), "telltale-bundles");
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    const owner = /^(\d+)-/.exec(name);
    if (owner && !isRunning(Number(owner[1]))) rmSync(join(parent, name), { recursive: true, force: true });
  }
  const folder = join(parent, `${process.pid}-${randomUUID()}`);
  mkdirSync(folder);
  return folder;
}
