import { homedir } from "node:os";
import { join } from "node:path";

/** The folder in which the findings of earlier runs are kept: where the operating system keeps caches of a user. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  return join(XDG_CACHE_HOME || platformFolder(LOCALAPPDATA), "telltale", "check");
}

function platformFolder(localAppData: string | undefined): string {
  if (process.platform === "win32" && localAppData) return localAppData;
  return process.platform === "darwin" ? join(homedir(), "Library", "Caches") : join(homedir(), ".cache");
}
