import { type FSWatcher, statSync, watch } from "node:fs";
import { join } from "node:path";

/** Watches a set of folders, each by itself and not what is in its folders, and tells which path changed. */
export class FolderWatch {
  private readonly watchers = new Map<string, FSWatcher>();
  private readonly changed: (path: string) => void;

  constructor(changed: (path: string) => void) {
    this.changed = changed;
  }

  /** Watches these folders from now on, and no others. */
  update(folders: ReadonlySet<string>): void {
    for (const folder of this.watchers.keys()) if (!folders.has(folder)) this.drop(folder);
    for (const folder of folders) if (!this.watchers.has(folder)) this.add(folder);
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
