import { homedir } from "node:os";
import { join } from "node:path";

/** The folder for what only speeds up later runs: where the operating system keeps caches of a user. */
export function userCacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  return join(XDG_CACHE_HOME || platformFolder(LOCALAPPDATA), "telltale");
}

function platformFolder(localAppData: string | undefined): string {
  if (process.platform === "win32" && localAppData) return localAppData;
  return process.platform === "darwin" ? join(homedir(), "Library", "Caches") : join(homedir(), ".cache");
}
