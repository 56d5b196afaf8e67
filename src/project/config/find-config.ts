import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Possible names of a configuration file, in order of precedence. */
export const configNames: readonly string[] = ["telltale.config.ts", "telltale.config.mjs", "telltale.config.js"];

/** Finds the configuration file in a folder, or in the nearest folder above it. */
export function findConfig(folder: string): string | undefined {
  for (let current = resolve(folder); ; current = dirname(current)) {
    const path = configNames.map((name) => join(current, name)).find((candidate) => existsSync(candidate));
    if (path !== undefined) return path;
    if (dirname(current) === current) return undefined;
  }
}
