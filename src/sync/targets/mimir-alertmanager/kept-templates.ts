import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { SyncError } from "../../sync-error.js";

/**
 * Reads the templates that a kept configuration names, from the folder that its file is in: Mimir reads no files, so they
 * are sent with it.
 *
 * @param folder - the folder of the kept file
 * @param patterns - `templates` of the configuration, without those of Telltale
 */
export function readKeptTemplates(folder: string, patterns: readonly string[]): Readonly<Record<string, string>> {
  const found = patterns.flatMap((pattern) => {
    if (posix.isAbsolute(pattern)) throw missing(pattern, folder);
    const inside = join(folder, posix.dirname(pattern));
    const isMatch = globToRegexp(posix.basename(pattern));
    const names = statSync(inside, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(inside) : [];
    const matching = names.filter((name) => isMatch.test(name)).sort();
    if (matching.length === 0 && !/[*?[]/.test(pattern)) throw missing(pattern, folder);
    return matching.map((name) => [name, readFileSync(join(inside, name), "utf8")] as const);
  });
  return Object.fromEntries(found);
}

function missing(pattern: string, folder: string): SyncError {
  const summary = `the kept configuration has the template "${pattern}", which is not in ${folder}`;
  return new SyncError(summary, "put it beside the kept file, and name it without a folder: Mimir reads no files");
}

/** A pattern of file names, in which `*`, `?` and `[…]` stand for characters. */
function globToRegexp(glob: string): RegExp {
  const source = glob
    .replace(/[.+^${}()|\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "su");
}
