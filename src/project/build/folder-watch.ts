import { type FSWatcher, statSync, watch } from "node:fs";
import { join } from "node:path";

/** Watches a set of folders, without their subfolders, and reports each path that changes. */
export class FolderWatch {
  private readonly watchers = new Map<string, FSWatcher>();
  private readonly changed: (path: string) => void;

  constructor(changed: (path: string) => void) {
    this.changed = changed;
  }

  /** Replaces the watched folders. Returns those that were not watched before. */
  update(folders: ReadonlySet<string>): readonly string[] {
    for (const folder of this.watchers.keys()) if (!folders.has(folder)) this.drop(folder);
    const added = [...folders].filter((folder) => !this.watchers.has(folder));
    for (const folder of added) this.add(folder);
    return added;
  }

  close(): void {
    this.update(new Set());
  }

  private add(folder: string): void {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
    const watcher = watch(folder, (_, name) => this.changed(name === null ? folder : join(folder, name)));
    watcher.on("error", () => this.drop(folder));
    this.watchers.set(folder, watcher);
  }

  private drop(folder: string): void {
    this.watchers.get(folder)?.close();
    this.watchers.delete(folder);
  }
}
