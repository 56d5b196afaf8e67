import { createRequire } from "node:module";
import { dirname, extname, isAbsolute, join, resolve } from "node:path";

/** Enough for any real chain of configurations: a circular one is an error of TypeScript's. */
const maxFiles = 50;

/**
 * The configurations that a `tsconfig.json` extends, directly or not. Undefined if one of them cannot be found.
 *
 * @param read returns the text of a file, or undefined if it does not exist
 */
export function listExtended(file: string, read: (file: string) => string | undefined): readonly string[] | undefined {
  const found = new Set([file]);
  for (const path of found) {
    const text = read(path);
    if (text === undefined || found.size > maxFiles) return undefined;
    for (const name of namesIn(text)) {
      const extended = find(name, path, read);
      if (extended === undefined) return undefined;
      found.add(extended);
    }
  }
  found.delete(file);
  return [...found];
}

/** The names after `extends`. One in a comment is found, too, which does no harm. */
function namesIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/"extends"\s*:\s*(?:\[([^\]]*)\]|("(?:[^"\\]|\\.)*"))/g), ([, list, one]) =>
    Array.from((list ?? one!).matchAll(/"((?:[^"\\]|\\.)*)"/g), ([, name]) => name!),
  ).flat();
}

function find(name: string, from: string, read: (file: string) => string | undefined): string | undefined {
  if (name.includes("\\")) return undefined;
  if (!/^\.{1,2}(?:\/|$)/.test(name) && !isAbsolute(name)) return findInPackage(name, from);
  const path = resolve(dirname(from), name);
  const paths = extname(path) === ".json" ? [path] : [`${path}.json`, path];
  return paths.find((one) => read(one) !== undefined);
}

function findInPackage(name: string, from: string): string | undefined {
  const { resolve: resolveFrom } = createRequire(from);
  for (const candidate of [name, `${name}.json`, join(name, "tsconfig.json").replaceAll("\\", "/")]) {
    try {
      const path = resolveFrom(candidate);
      if (extname(path) === ".json") return path;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "MODULE_NOT_FOUND" && code !== "ERR_PACKAGE_PATH_NOT_EXPORTED") throw error;
    }
  }
  return undefined;
}
