import { statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { BuildMemory, type BuildOptions, type BuildResult, buildProject } from "./build-project.js";
import { FolderWatch } from "./folder-watch.js";

/** Callbacks for every build. */
export interface BuildListener {
  /** @param milliseconds - from the change to the end of the build */
  built(result: BuildResult, milliseconds: number): void;
  /** A build threw, which is a bug in telltale. The next change is built nevertheless. */
  crashed(error: unknown): void;
}

/** Editors save in several steps; changes within this many milliseconds are one. */
const debounceMilliseconds = 15;

/**
 * Builds a project, and rebuilds it whenever one of its sources changes. Returns a function that stops.
 *
 * @example
 * const stop = watchProject({ cwd: process.cwd(), today: "2026-11-21" }, { built, crashed });
 */
export function watchProject(options: BuildOptions, listener: BuildListener): () => void {
  let last: BuildResult | undefined;
  let isBuilding = false;
  let isStopped = false;
  let changedAt: number | undefined = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const memory = new BuildMemory();

  const watch = new FolderWatch((path) => {
    if (!isRelevant(path, last)) return;
    changedAt ??= performance.now();
    clearTimeout(timer);
    timer = setTimeout(build, debounceMilliseconds);
  });

  async function build(): Promise<void> {
    if (isBuilding || isStopped || changedAt === undefined) return;
    isBuilding = true;
    const since = changedAt;
    const startedAt = Date.now();
    changedAt = undefined;
    try {
      const result = await buildProject({ ...options, memory });
      last = result;
      if (isStopped) return;
      const added = new Set(watch.update(foldersToWatch(result)));
      if (changedUnwatched(result, added, startedAt)) changedAt ??= performance.now();
      listener.built(result, performance.now() - since);
    } catch (error) {
      listener.crashed(error);
    } finally {
      isBuilding = false;
      if (isStopped) memory.close();
    }
    // Changes during the build are not in its result.
    if (changedAt !== undefined) timer = setTimeout(build, debounceMilliseconds);
  }

  void build();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    watch.close();
    if (!isBuilding) memory.close();
  };
}

/** The root, for the configuration and for folders that do not exist yet, and the folders of every source. */
function foldersToWatch({ root, folders, sources }: BuildResult): ReadonlySet<string> {
  return new Set([root, ...folders, ...sources.map((file) => dirname(file))]);
}

/** True if a file changed during the build in a folder not watched yet. The root is excepted: a build changes it. */
function changedUnwatched(result: BuildResult, added: ReadonlySet<string>, startedAt: number): boolean {
  const folders = result.folders.filter((folder) => added.has(folder) && folder !== result.root);
  const files = result.sources.filter((file) => added.has(dirname(file)));
  const modifiedAt = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return [...folders, ...files].some((path) => modifiedAt(path) > startedAt);
}

function isRelevant(path: string, last: BuildResult | undefined): boolean {
  const name = basename(path);
  if (!last || name.startsWith(".") || name === "node_modules" || path === last.output) return false;
  if (last.sources.includes(path)) return true;
  const isSource = /\.(?:[cm]?[tj]s|json|ya?ml)$/.test(name) && last.folders.includes(dirname(path));
  return isSource || last.folders.includes(path) || isFolder(path);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
