import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The names that a project's configuration may have, in the order they are looked for. */
export const configNames: readonly string[] = ["telltale.config.ts", "telltale.config.mjs", "telltale.config.js"];

/** The configuration of the project that a folder belongs to: in that folder, or in the nearest one above it. */
export function findConfig(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = configNames.map((name) => join(at, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
    if (dirname(at) === at) return undefined;
  }
}
