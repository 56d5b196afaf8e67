import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { SourceFiles } from "../../source/source-files.js";

/** Opens the source files of a project for diagnostics. Relative paths start from its root. */
export function openSourceFiles(root: string): SourceFiles {
  return new SourceFiles((file) => read(resolve(root, file)));
}

/** Undefined if the file cannot be read: the diagnostic is then shown without its source. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  }
}
