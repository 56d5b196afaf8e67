import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { ReadSource } from "../../source/locate.js";

/** Reads sources for diagnostics, each once. Relative paths start from the project's root. */
export function sourceFiles(root: string): ReadSource {
  const texts = new Map<string, string | undefined>();
  return (file) => {
    const path = resolve(root, file);
    if (!texts.has(path)) texts.set(path, read(path));
    return texts.get(path);
  };
}

/** What cannot be read is shown without its source; that it cannot is said by whoever needs it. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  }
}
