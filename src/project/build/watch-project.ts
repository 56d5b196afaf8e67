import { statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { type BuildOptions, type Built, buildProject, examineProject } from "./build-project.js";
import { FolderWatch } from "./folder-watch.js";

/** Someone who is told of every build. */
export interface DevListener {
  /** @param ms - from the change to the end of the build */
  built(built: Built, ms: number): void;
  /** A build ended in a way that it never should: the fault is telltale's own. The next change is built all the same. */
  crashed(error: unknown): void;
}

/** Editors save in several steps; what follows within this many milliseconds is one change. */
const pause = 15;

/** The first builds of a process take several times as long as later ones, until the engine has optimised the code. */
const rehearsals = 3;

/**
 * Builds a project, and again whenever one of its sources changes, until it is told to stop.
 *
 * @example
 * const stop = watchProject({ cwd: process.cwd(), today: "2026-11-21" }, { built, crashed });
 */
export function watchProject(options: BuildOptions, listener: DevListener): () => void {
  let built: Built | undefined;
  let isBuilding = false;
  let isStopped = false;
  let changedAt: number | undefined = performance.now();
  let timer: NodeJS.Timeout | undefined;

  const watch = new FolderWatch((path) => {
    if (!matters(path, built)) return;
    changedAt ??= performance.now();
    clearTimeout(timer);
    timer = setTimeout(build, pause);
  });

  async function build(): Promise<void> {
    if (isBuilding || isStopped || changedAt === undefined) return;
    isBuilding = true;
    const since = changedAt;
    const startedAt = Date.now();
    changedAt = undefined;
    try {
      const isFirst = built === undefined;
      built = await buildProject(options);
      if (isStopped) return;
      const added = new Set(watch.update(foldersOf(built)));
      if (changedUnwatched(built, added, startedAt)) changedAt ??= performance.now();
      listener.built(built, performance.now() - since);
      if (isFirst) await rehearse();
    } catch (error) {
      listener.crashed(error);
    } finally {
      isBuilding = false;
    }
    // What changed while it was building is not in it.
    if (changedAt !== undefined) timer = setTimeout(build, pause);
  }

  /** Goes through the motions of a build while nothing is to be done, so that the first save is not the slow one. */
  async function rehearse(): Promise<void> {
    for (let time = 0; time < rehearsals && changedAt === undefined && !isStopped; time++) {
      await examineProject(options);
    }
  }

  void build();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    watch.close();
  };
}

/** The project's own folder, for the configuration and for folders that do not exist yet, and those of every source. */
function foldersOf({ root, folders, sources }: Built): ReadonlySet<string> {
  return new Set([root, ...folders, ...sources.map((file) => dirname(file))]);
}

/** Whether something changed during the build in a folder that was not watched yet. Building itself changes the root. */
function changedUnwatched(built: Built, added: ReadonlySet<string>, startedAt: number): boolean {
  const folders = built.folders.filter((folder) => added.has(folder) && folder !== built.root);
  const files = built.sources.filter((file) => added.has(dirname(file)));
  const changedAt = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return [...folders, ...files].some((path) => changedAt(path) > startedAt);
}

function matters(path: string, built: Built | undefined): boolean {
  const name = basename(path);
  if (!built || name.startsWith(".") || name === "node_modules" || path === built.output) return false;
  if (built.sources.includes(path)) return true;
  const isSource = /\.(?:[cm]?[tj]s|json|ya?ml)$/.test(name) && built.folders.includes(dirname(path));
  return isSource || built.folders.includes(path) || isFolder(path);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
