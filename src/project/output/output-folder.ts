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

/** A file, or anything else, at a path of the output folder. */
export type FolderEntry =
  | { readonly kind: "missing" }
  | { readonly kind: "file"; readonly bytes: Buffer }
  | { readonly kind: "other" };

/** The output folder on disk. Paths in it have forward slashes. */
export class OutputFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  read(path: string): FolderEntry {
    const full = this.full(path);
    const stats = lstatSync(full, { throwIfNoEntry: false });
    if (!stats) return { kind: "missing" };
    return stats.isFile() ? { kind: "file", bytes: readFileSync(full) } : { kind: "other" };
  }

  /** True if a parent of a path is not a folder, or is a link that leads out of the output folder. */
  isBlocked(path: string): boolean {
    const root = realPath(this.path);
    if (root === undefined) return false;
    const parts = path.split("/").slice(0, -1);
    return parts.some((_, index) => {
      const folder = join(this.path, ...parts.slice(0, index + 1));
      const stats = lstatSync(folder, { throwIfNoEntry: false });
      if (!stats || stats.isDirectory()) return false;
      if (!stats.isSymbolicLink()) return true;
      const target = realPath(folder);
      return target === undefined || !`${target}${sep}`.startsWith(`${root}${sep}`);
    });
  }

  /** Writes a file atomically: to a temporary file beside it, which is then renamed. */
  write(path: string, text: string): void {
    const full = this.full(path);
    mkdirSync(dirname(full), { recursive: true });
    const temporary = temporaryPath(full);
    try {
      writeFileSync(temporary, text);
      renameSync(temporary, full);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  }

  /** Removes a file, and its parent folders that become empty. */
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

  /** Removes the temporary file that a killed build left beside a file. */
  removeTemporary(path: string): void {
    rmSync(temporaryPath(this.full(path)), { force: true });
  }

  private full(path: string): string {
    return join(this.path, ...path.split("/"));
  }
}

function temporaryPath(file: string): string {
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
