import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isRunning } from "../files/running-process.js";

const lockName = ".telltale.lock";

/**
 * Keeps two builds from writing to one folder at once. Gives what releases it, or the process that holds it. One left
 * behind by a process that is gone is taken over.
 */
export function lockOutput(folder: string): { readonly release: () => void } | { readonly heldBy: number } {
  const path = join(folder, lockName);
  mkdirSync(folder, { recursive: true });
  for (let attempt = 0; ; attempt++) {
    if (create(path)) return { release: () => rmSync(path, { force: true }) };
    const holder = holderOf(path);
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

function holderOf(path: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(path, "utf8"), 10);
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
