import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isRunning } from "../files/running-process.js";

const lockName = ".telltale.lock";

/**
 * Locks a folder, so that only one build writes to it at a time. Returns a function that releases the lock, or the id of
 * the process that holds it. Takes over the lock of a process that no longer runs.
 */
export function acquireLock(folder: string): { readonly release: () => void } | { readonly heldBy: number } {
  const path = join(folder, lockName);
  mkdirSync(folder, { recursive: true });
  for (let attempt = 0; ; attempt++) {
    if (create(path)) return { release: () => rmSync(path, { force: true }) };
    const holder = readHolder(path);
    if (holder !== undefined && isRunning(holder)) return { heldBy: holder };
    if (attempt > 0) return { heldBy: holder ?? 0 };
    rmSync(path, { force: true });
  }
}

function create(path: string): boolean {
  try {
    writeFileSync(path, `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function readHolder(path: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(path, "utf8"), 10);
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
