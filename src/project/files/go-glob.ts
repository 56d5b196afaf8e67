import { lstatSync, readdirSync, statSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { compileName, goGlobs, isGlob } from "./glob.js";

export type GlobResult = { readonly paths: readonly string[] } | { readonly isMalformed: true };

/** Finds files as Go's `filepath.Glob` does, which Prometheus uses for `rule_files`: folder by folder. */
export function goGlob(pattern: string, folder: string): GlobResult {
  if (pattern === "") return { paths: [] };
  const names = pattern.split("/").map((name) => {
    return { name, matches: isGlob(name, goGlobs) ? compileName(name, goGlobs) : "literal" } as const;
  });
  if (names.some(({ matches }) => matches === undefined)) return { isMalformed: true };
  let paths: string[] = [isAbsolute(pattern) ? "/" : ""];
  for (const { name, matches } of names) {
    if (name === "") continue;
    paths = paths.flatMap((path) => {
      if (typeof matches !== "function") return [join(path, name)];
      const candidates = listFolder(resolve(folder, path));
      return candidates.filter(matches).map((candidate) => join(path, candidate));
    });
  }
  return { paths: paths.filter((path) => exists(resolve(folder, path))) };
}

function exists(path: string): boolean {
  return unlessUnreadable(() => lstatSync(path)) !== undefined;
}

function listFolder(folder: string): string[] {
  const isFolder = unlessUnreadable(() => statSync(folder).isDirectory());
  return (isFolder && unlessUnreadable(() => readdirSync(folder).sort())) || [];
}

/** Go treats what it cannot read as if it did not exist. */
function unlessUnreadable<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  }
}
