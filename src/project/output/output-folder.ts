import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, sep } from "node:path";

/** What stands at a path of the output folder. */
export type Standing =
  | { readonly is: "nothing" }
  | { readonly is: "file"; readonly bytes: Buffer }
  | { readonly is: "other" };

/** The disk, as a build sees it: one folder, and paths in it with forward slashes. */
export class OutputFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  read(path: string): Standing {
    const full = this.full(path);
    const found = lstatSync(full, { throwIfNoEntry: false });
    if (!found) return { is: "nothing" };
    return found.isFile() ? { is: "file", bytes: readFileSync(full) } : { is: "other" };
  }

  /** Whether a link, or something that is no folder, stands on the way to a path and leads elsewhere. */
  isBlocked(path: string): boolean {
    const home = realPath(this.path);
    if (home === undefined) return false;
    const parts = path.split("/").slice(0, -1);
    return parts.some((_, index) => {
      const folder = join(this.path, ...parts.slice(0, index + 1));
      const found = lstatSync(folder, { throwIfNoEntry: false });
      if (!found || found.isDirectory()) return false;
      if (!found.isSymbolicLink()) return true;
      const target = realPath(folder);
      return target === undefined || !`${target}${sep}`.startsWith(`${home}${sep}`);
    });
  }

  /** A file is there whole or not at all: it is written beside its place and moved there. */
  write(path: string, text: string): void {
    const full = this.full(path);
    mkdirSync(dirname(full), { recursive: true });
    const beside = besideOf(full);
    try {
      writeFileSync(beside, text);
      renameSync(beside, full);
    } catch (error) {
      rmSync(beside, { force: true });
      throw error;
    }
  }

  /** Removes a file, and the folders that are empty without it. */
  remove(path: string): void {
    rmSync(this.full(path), { force: true });
    const parts = path.split("/").slice(0, -1);
    for (; parts.length > 0; parts.pop()) {
      const folder = join(this.path, ...parts);
      if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) continue;
      if (readdirSync(folder).length > 0) return;
      rmdirSync(folder);
    }
  }

  /** What a build that was killed left beside a file. */
  removeLeftover(path: string): void {
    rmSync(besideOf(this.full(path)), { force: true });
  }

  private full(path: string): string {
    return join(this.path, ...path.split("/"));
  }
}

function besideOf(file: string): string {
  return `${file}.telltale-new`;
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
