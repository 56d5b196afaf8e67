import { join } from "node:path";
import { userCacheFolder } from "../../user-cache-folder.js";

/** The folder in which the findings of earlier runs are kept, if the user has one for caches. */
export function cacheFolder(): string | undefined {
  const folder = userCacheFolder();
  return folder === undefined ? undefined : join(folder, "check");
}
