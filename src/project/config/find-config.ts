import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Possible names of a configuration file, in order of precedence. */
export const configNames: readonly string[] = ["telltale.config.ts", "telltale.config.mjs", "telltale.config.js"];

/** Finds the configuration file in a folder, or in the nearest folder above it. */
export function findConfig(folder: string): string | undefined {
  return findConfigs(folder)[0];
}

/** Finds all configuration files of the nearest folder that has one, in order of precedence. */
export function findConfigs(folder: string): readonly string[] {
  for (let current = resolve(folder); ; current = dirname(current)) {
    const paths = configNames.map((name) => join(current, name)).filter((candidate) => existsSync(candidate));
    if (paths.length > 0 || dirname(current) === current) return paths;
  }
}
