import { homedir } from "node:os";
import { join } from "node:path";

/**
 * The folder for what only speeds up later runs: where the operating system keeps caches of a user. Undefined for a user
 * without a home, as in many containers.
 */
export function userCacheFolder(): string | undefined {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const folder = XDG_CACHE_HOME || platformFolder(LOCALAPPDATA);
  return folder === undefined ? undefined : join(folder, "telltale");
}

function platformFolder(localAppData: string | undefined): string | undefined {
  if (process.platform === "win32" && localAppData) return localAppData;
  const home = findHome();
  if (home === undefined) return undefined;
  return process.platform === "darwin" ? join(home, "Library", "Caches") : join(home, ".cache");
}

function findHome(): string | undefined {
  try {
    return homedir();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_SYSTEM_ERROR") throw error;
    return undefined;
  }
}
