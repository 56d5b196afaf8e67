import { join } from "node:path";
import { userCacheFolder } from "../../user-cache-folder.js";

/** The folder in which the findings of earlier runs are kept. */
export function cacheFolder(): string {
  return join(userCacheFolder(), "check");
}
